package org.guidecheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.text.JsonText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Proofs on coarse grids, and what the checker says of them and of wrong ones. */
class ProveCommandTest {
    private static final String CHECKER = "src/main/python/guidecheck/check_proof.py";
    private static final Pattern ENCLOSURE = Pattern.compile("between (\\S+) and (\\S+)");
    private static final String LAW = """
            {"dimension": 1, "classes": [
              {"label": "c", "prior": 0.5, "law": {"type": "gaussian", "mean": [1.0], "covariance": 1.0}},
              {"label": "other", "prior": 0.5, "law": {"type": "gaussian", "mean": [-1.0], "covariance": 1.5}}]}
            """;
    private static final double SPREAD = 1e-3;

    @RegisterExtension
    private final Console console = new Console();

    @TempDir
    private Path folder;

    /** What the checker said. */
    private record Checked(int code, String said) {
        double end(int k) {
            Matcher found = ENCLOSURE.matcher(said);
            assertThat(found.find()).as(said).isTrue();
            return Double.parseDouble(found.group(k));
        }
    }

    private static Checked check(Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("python3", CHECKER, file.toString()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Checked(process.waitFor(), said);
    }

    private Path prove(String weight, double spread) throws IOException {
        Path law = Files.writeString(folder.resolve("law.json"), LAW);
        Path file = folder.resolve("proof.json");
        assertThat(Main.run("prove", "--law", law.toString(), "--class", "c", "--weight", weight, "--spread",
                Double.toString(spread), "--fineness", "0.3", "--out", file.toString())).as(console.complaint())
                .isZero();
        return file;
    }

    private static double meanReciprocal(double weight, double[] factors) {
        double prior = 0.5 * factors[0];
        LabelledLaw law = new LabelledLaw(List.of(
                new LabelledClass("c", prior, Gaussian.isotropic(new double[] {factors[1]}, factors[2])),
                new LabelledClass("other", 1 - prior,
                        Gaussian.isotropic(new double[] {factors[3] - 2}, 1.5 * factors[4]))));
        return new FiniteDifferences(GuidedProcess.of(law, 0, GuidanceSchedule.constant(weight)))
                .meanReciprocal(1e-4).value();
    }

    @Test
    void lawsOfTheBoxAreInTheProvedInterval() throws IOException, InterruptedException {
        for (double weight : new double[] {1, 3}) {
            Checked checked = check(prove(Double.toString(weight), SPREAD));
            assertThat(checked.code).as(checked.said).isZero();
            assertThat(checked.said).contains("proved");
            Random random = new Random(5);
            for (int k = 0; k < 6; k++) {
                double[] factors = random.doubles(5, 1 - SPREAD, 1 + SPREAD)
                        .map(each -> random.nextBoolean() ? 1 + Math.copySign(SPREAD, each - 1) : each).toArray();
                assertThat(meanReciprocal(weight, factors)).isBetween(checked.end(1), checked.end(2));
            }
            if (weight == 1) {
                // Says something: guidance lowers the mean reciprocal of every law of the box.
                assertThat(checked.end(2)).isLessThan(1 / (0.5 * (1 + SPREAD)));
            }
        }
    }

    @Test
    void wrongProofsAreRefused() throws IOException, InterruptedException {
        Path file = prove("1", 0);
        Checked right = check(file);
        assertThat(right.code).as(right.said).isZero();
        double truth = meanReciprocal(1, new double[] {1, 1, 1, 1, 1});
        assertThat(truth).isBetween(right.end(1), right.end(2));

        ObjectNode narrow = read(file);
        ((ArrayNode) narrow.get("claim")).set(1, JsonText.number(0.5 * (right.end(1) + right.end(2))));
        assertThat(check(write(narrow)).code).isEqualTo(1);

        ObjectNode widened = read(file);
        JsonNode part = widened.get("law").get("rest").get(0);
        ((ArrayNode) part.get("mean")).set(1, JsonText.number(-0.9));
        Checked wide = check(write(widened));
        assertThat(wide.code).as(wide.said).isEqualTo(1);

        ObjectNode moved = read(file);
        moved.put("upper", changed(moved.get("upper").asText(), read(file), -0.01));
        Checked worse = check(write(moved));
        assertThat(worse.code).as(worse.said).isEqualTo(1);
        assertThat(worse.end(2)).isGreaterThan(right.end(2));
        assertThat(truth).isBetween(worse.end(1), worse.end(2));
    }

    @Test
    void whatIsNoProofIsSaidToBeNone() throws IOException, InterruptedException {
        assertThat(check(folder.resolve("none.json")).code).isEqualTo(2);
        assertThat(check(Files.writeString(folder.resolve("a.json"), "{\"format\": 1}")).code).isEqualTo(2);
        assertThat(check(Files.writeString(folder.resolve("b.json"), "[1")).code).isEqualTo(2);
        ObjectNode cut = read(prove("1", 0));
        cut.put("upper", cut.get("upper").asText().substring(0, 400));
        assertThat(check(write(cut)).code).isEqualTo(2);
    }

    @Test
    void badInputIsExplained() throws IOException {
        Path law = Files.writeString(folder.resolve("law.json"), LAW);
        String out = folder.resolve("x.json").toString();
        assertThat(Main.run("prove", "--law", law.toString(), "--weight", "-1", "--out", out)).isEqualTo(2);
        assertThat(console.complaint()).contains("--weight=-1.0: must be from 0 to 20");
        assertThat(Main.run("prove", "--law", law.toString(), "--weight", "1", "--spread", "1", "--out", out))
                .isEqualTo(2);
        assertThat(Main.run("prove", "--law", law.toString(), "--class", "c", "--weight", "3", "--fineness", "0.1",
                "--out", out)).as("more cells are needed than these").isEqualTo(2);
        assertThat(console.complaint()).contains("fineness: must be larger for this law and weight");
        Path nowhere = law.resolve("x.json");
        assertThat(Main.run("prove", "--law", law.toString(), "--weight", "1", "--out", nowhere.toString()))
                .isEqualTo(2);
        assertThat(console.complaint()).contains("--out=" + nowhere);
        Path plane = Files.writeString(folder.resolve("box.json"), LAW.replace(
                "\"gaussian\", \"mean\": [1.0], \"covariance\": 1.0", "\"box\", \"low\": [0.0], \"high\": [1.0]"));
        assertThat(Main.run("prove", "--law", plane.toString(), "--weight", "1", "--out", out)).isEqualTo(2);
    }

    private static ObjectNode read(Path file) throws IOException {
        return (ObjectNode) JsonText.parse(Files.readString(file));
    }

    private Path write(ObjectNode json) throws IOException {
        return Files.writeString(folder.resolve("changed.json"), json.toString());
    }

    /** The packed coefficients with one of them, in the middle of y and a third of the rows, changed by an amount. */
    private static String changed(String packed, ObjectNode proof, double amount) throws IOException {
        int columns = proof.get("grid").get("columns").asInt() + 3;
        byte[] bytes;
        try (InflaterInputStream in = new InflaterInputStream(
                new ByteArrayInputStream(Base64.getDecoder().decode(packed)))) {
            bytes = in.readAllBytes();
        }
        int count = bytes.length / 8;
        int at = count / columns / 3 * columns + columns / 2;
        long units = Math.round(amount * 0x1p38);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                long by = units * (i == 1 ? -2 : 1) * (j == 1 ? -2 : 1);
                add(bytes, count, at + i * columns + j, by);
            }
        }
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(again)) {
            out.write(bytes);
        }
        return Base64.getEncoder().encodeToString(again.toByteArray());
    }

    private static void add(byte[] bytes, int count, int at, long by) {
        long value = 0;
        for (int k = 7; k >= 0; k--) {
            value = (value << 8) | (bytes[k * count + at] & 0xff);
        }
        value += by;
        for (int k = 0; k < 8; k++) {
            bytes[k * count + at] = (byte) (value >>> (8 * k));
        }
    }
}
