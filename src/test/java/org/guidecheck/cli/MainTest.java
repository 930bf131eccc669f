package org.guidecheck.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceRule;
import org.guidecheck.report.Versions;
import org.guidecheck.sampler.SamplerFailure;
import org.guidecheck.text.InvalidInputException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program from the command line: its output, its errors and its exit codes. */
class MainTest {
    private static final String GOOD = """
            {"dimension": 1, "classes": [
              {"label": "c", "prior": 0.5, "law": {"type": "gaussian", "mean": [0], "covariance": 1}},
              {"label": "d", "prior": 0.5, "law": {"type": "gaussian", "mean": [3], "covariance": 1}}]}
            """;

    @TempDir
    Path folder;

    @RegisterExtension
    private final Console console = new Console();

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    /** Commands on a valid law with invalid options. */
    private void refusesOptions(String command, String options, String says) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(command, "--law", file("law.json", GOOD)));
        arguments.addAll(Arrays.asList(options.split(" ")));
        refuses(arguments, says);
    }

    /** Exit code 2, one line with all these words, nothing on standard output, nothing in the output folder. */
    private void refuses(List<String> arguments, String... says) throws IOException {
        Path reports = folder.resolve("reports");
        List<String> all = new ArrayList<>(arguments);
        if (arguments.get(0).equals("verify")) {
            all.addAll(List.of("--out", reports.toString()));
        }
        assertThat(Main.run(all.toArray(String[]::new))).as(console.complaint()).isEqualTo(2);
        assertThat(console.printed()).isEmpty();
        assertThat(console.complaint().strip().lines()).hasSize(1).first().asString().startsWith("guidecheck: ")
                .contains(says);
        assertThat(reports).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "--weight -1 | --weight=-1.0",
        "--weight NaN | --weight=NaN",
        "--weight Infinity | --weight=Infinity",
        "--weight heavy | heavy",
        "--tries 0 | --tries=0",
        "--class nobody | nobody",
        "--claim paper.magic | paper.magic",
        "--rule no.such.Rule | no such class on the class path",
        "--rule java.lang.String | must implement org.guidecheck.process.GuidanceRule",
        "--alpha 0 | --alpha=0.0",
        "--stop 0.9 | --stop=0.9",
        "--rule no.such.Rule --claim paper.strict | --rule and --claim: give only one of the two",
        "--seed x | --seed=x: must be a whole number",
        "--tries 1.5 | --tries=1.5: must be a whole number",
        "--alpha tiny | --alpha=tiny: must be a number",
        "--columns x | --columns: needs --data",
        "--decimal-comma | --decimal-comma: needs --data",
        "--kernel gpu | --kernel=gpu: must be fused or nd4j",
        "--nonsense | --nonsense"})
    void badOptionsAreNamedWithTheirValue(String options, String says) throws IOException {
        refusesOptions("verify", options, says);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "covariance`: 1}} | covariance`: -1}} | classes[0].law.covariance | -1",
        "covariance`: 1}} | covariance`: [[1, 2], [2, 1]]}} | classes[0].law | smallest eigenvalue",
        "0.5 | 0.6 | prior | 1.1",
        "[0] | [1e999] | mean | 999",
        "`dimension`: 1 | `dimension`: 1000000000 | dimension | 1000000000"})
    void badLawsAreNamedByPathAndValue(String from, String to, String path, String value) throws IOException {
        String law = GOOD.replaceFirst(java.util.regex.Pattern.quote(from.replace('`', '"')),
                java.util.regex.Matcher.quoteReplacement(to.replace('`', '"')));
        refuses(List.of("verify", "--law", file("law.json", law)), "law.json", path, value);
    }

    @Test
    void missingEmptyAndBrokenFilesAreNamed() throws IOException {
        refuses(List.of("verify", "--law", folder.resolve("none.json").toString()), "none.json");
        console.forgetComplaint();
        refuses(List.of("verify", "--law", file("empty.json", "")), "empty.json");
        console.forgetComplaint();
        refuses(List.of("verify", "--data", file("empty.csv", "")), "empty.csv");
        console.forgetComplaint();
        refuses(List.of("verify", "--data", file("bad.csv", "x,label\n1,a\nfive,b\n")), "line 3", "x", "five");
        console.forgetComplaint();
        refuses(List.of("verify", "--data", file("one.csv", "x,label\n1,a\n2,a\n")), "one.csv", "class");
        console.forgetComplaint();
        refuses(List.of("verify", "--data", file("good.csv", "x,label\n1,a\n2,b\n"), "--label", "kind"), "kind");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--weight 1 --method guesswork | guesswork",
        "--method bounded | --weight",
        "--weight 1 --weight-schedule 1 | --weight-schedule",
        "--weight-schedule 0,1 | --weight-schedule=0,1: part '1' must be LOGSNR:WEIGHT",
        "--weight-schedule 0,-1:-3 | -3",
        "--weight 1 --method bounded,guesswork --precision 0.1 | guesswork",
        "--weight-schedule 0,-1:3 --method reweighting | constant weight",
        "--weight 1 --method chain --sampler heun | must make Gaussian steps",
        "--weight 1 --method chain --sampler nobody | --sampler=nobody: must be one of",
        "--weight 0.1 --method chain | --weight=0.1: must be at least 0.25",
        "--weight 1 --method chain --steps 1 | --steps=1",
        "--weight-schedule 0,-1:3 --method reflection | constant weight",
        "--weight 1 --moment 0 | --moment=0.0: must be above 0 and at most 1 + 2w = 3.0",
        "--weight 1 --moment -1 | --moment=-1.0: must be above 0",
        "--weight 1 --moment NaN | --moment=NaN: must be above 0",
        "--weight 1 --moment 3.1 | --moment=3.1: must be above 0 and at most 1 + 2w = 3.0",
        "--weight 1 --moment 3 --method reweighting | must be at most 1 + w = 2.0 for --method reweighting",
        "--weight 1 --moment 2 --method chain | must not be given for --method chain",
        "--weight-schedule 0,-1:3 --method exact | constant weight",
        "--weight 1 --moment 3 --method exact | must be at most 1 + w = 2.0 for --method exact",
        "--weight 1 --seconds 0 | --seconds=0.0",
        "--weight 1 --precision 0 | --precision=0.0"})
    void badMeasurementsAreNamed(String options, String says) throws IOException {
        refusesOptions("measure", options, says);
    }

    @ParameterizedTest
    @CsvSource({"1e6", "1e300"})
    void aLawThatReachesTooFarIsBadInput(String mean) throws IOException {
        for (String method : List.of("bounded", "chain", "finite-difference")) {
            console.forgetComplaint();
            refuses(List.of("measure", "--law", file("far.json", GOOD.replace("[3]", "[" + mean + "]")), "--weight",
                    "1",
                    "--method", method),
                    "law: must reach at most 3e5 from the origin, but its points and deviations reach ");
        }
    }

    @Test
    void finiteDifferencesNeedALine() throws IOException {
        String plane =
                GOOD.replace("\"dimension\": 1", "\"dimension\": 2").replace("[0]", "[0, 0]").replace("[3]", "[3, 0]");
        refuses(List.of("measure", "--law", file("plane.json", plane), "--weight", "1", "--method",
                "finite-difference"),
                "dimension");
    }

    @Test
    void exactPathsNeedABoundOnTheRate() throws IOException {
        String law = file("student.json", GOOD.replace("\"type\": \"gaussian\", \"mean\": [3], \"covariance\": 1",
                "\"type\": \"student\", \"center\": [3], \"scale\": 1, \"degrees\": 3"));
        refuses(List.of("measure", "--law", law, "--weight", "1", "--method", "exact"),
                "must be a mixture of Gaussians, or of bounded support for --method exact");
    }

    @Test
    void measureWritesOneObjectThatCoversTheOtherMethod() throws IOException {
        String law = file("law.json", GOOD);
        assertThat(Main.run("measure", "--law", law, "--weight", "1", "--method", "finite-difference")).isZero();
        JsonNode exact = new ObjectMapper().readTree(console.printed());
        console.forgetPrinted();
        assertThat(Main.run("measure", "--law", law, "--weight", "1", "--precision", "0.02")).isZero();
        JsonNode sampled = new ObjectMapper().readTree(console.printed());
        assertThat(sampled.get("lower").asDouble()).isLessThan(exact.get("upper").asDouble());
        assertThat(sampled.get("upper").asDouble()).isGreaterThan(exact.get("lower").asDouble());
        assertThat(sampled.get("method").asText()).isEqualTo("bounded");
        assertThat(sampled.get("n").asLong()).isPositive();
    }

    @Test
    void methodsAreCompared() throws IOException {
        String law = file("law.json", GOOD);
        assertThat(Main.run("measure", "--law", law, "--weight", "1", "--precision", "0.05", "--method",
                "bounded,reweighting,exact,finite-difference,chain")).isZero();
        JsonNode all = new ObjectMapper().readTree(console.printed());
        assertThat(all.get("measurements")).hasSize(5);
        assertThat(all.get("compared").asInt()).isEqualTo(10);
        assertThat(all.get("agree").asBoolean()).isTrue();
    }

    @Test
    void methodsWithoutAnAnswerAreNotSaidToDisagree() throws IOException {
        assertThat(Main.run("measure", "--law", file("law.json", GOOD), "--weight", "1", "--precision", "1e-4",
                "--seconds", "0.2", "--method", "bounded,exact")).isEqualTo(Main.UNDECIDED);
        JsonNode all = new ObjectMapper().readTree(console.printed());
        assertThat(all.get("compared").asInt()).isZero();
        assertThat(all.get("agree").isNull()).isTrue();
        assertThat(all.get("disagreeing")).isEmpty();
    }

    @Test
    void momentsByAllMethodsAgree() throws IOException {
        String law = file("law.json", GOOD);
        assertThat(Main.run("measure", "--law", law, "--weight", "1", "--moment", "2", "--precision", "0.1", "--method",
                "bounded,reflection,reweighting,finite-difference")).isZero();
        JsonNode all = new ObjectMapper().readTree(console.printed());
        assertThat(all.get("compared").asInt()).isEqualTo(6);
        assertThat(all.get("agree").asBoolean()).isTrue();
        for (JsonNode each : all.get("measurements")) {
            assertThat(each.get("moment").asDouble()).isEqualTo(2);
            assertThat(each.get("upper").asDouble()).isLessThan(1);
        }
    }

    @Test
    void theMomentOfTheSharpExponentIsOne() throws IOException {
        String law = file("law.json", GOOD);
        assertThat(
                Main.run("measure", "--law", law, "--weight", "1", "--moment", "3", "--precision", "1e-4", "--method",
                        "finite-difference"))
                .isZero();
        assertThat(new ObjectMapper().readTree(console.printed()).get("mean").asDouble()).isCloseTo(1,
                org.assertj.core.api.Assertions.within(1e-4));
    }

    @Tag("exhaustive")
    @Test
    void aMethodThatCannotAnswerSaysSo() throws IOException {
        String law = file("law.json", GOOD.replace("\"mean\": [3]", "\"mean\": [1]"));
        assertThat(Main.run("measure", "--law", law, "--weight", "60", "--precision", "0.9", "--method", "reweighting"))
                .isEqualTo(Main.UNDECIDED);
        assertThat(new ObjectMapper().readTree(console.printed()).get("undecided").asText()).contains("too few paths");
    }

    /** Guides away from the class. */
    public static final class Away implements GuidanceRule {
        @Override
        public double[] guided(NoiseLevel level, double weight, double[] x, double[] conditional,
                double[] unconditional) {
            double[] score = conditional.clone();
            for (int i = 0; i < x.length; i++) {
                score[i] -= weight * (conditional[i] - unconditional[i]);
            }
            return score;
        }
    }

    @Test
    void aRuleOfOnesOwnIsTried() throws IOException {
        String reports = folder.resolve("reports").toString();
        assertThat(Main.run("verify", "--law", file("law.json", GOOD), "--weight", "1", "--rule", Away.class.getName(),
                "--details", "--out",
                reports)).isZero();
        assertThat(console.printed()).containsPattern("rule.own +class c, w = 1 +open +REFUTED");
    }

    @Test
    void beliefsAreExpectedToFailOnTheirOwnLawAndNothingIsExpectedElsewhere() throws IOException {
        String reports = folder.resolve("reports").toString();
        assertThat(Main.run("verify", "--claim", "naive.log-loss", "--claim", "naive.diversity", "--details", "--out",
                reports))
                .isZero();
        assertThat(console.printed()).containsPattern("naive.log-loss +case T, w = 1 +fails +REFUTED +computed")
                .containsPattern("naive.diversity +case T, w = 1 +fails +REFUTED +computed");
        console.forgetPrinted();
        assertThat(Main.run("verify", "--law", file("law.json", GOOD), "--claim", "naive.log-loss", "--weight", "1",
                "--details", "--out", reports)).isZero();
        assertThat(console.printed()).containsPattern("naive.log-loss +class c, w = 1 +open");
    }

    @Test
    void guessesWhatACommandOrAnOptionWasMeantToBe() {
        assertThat(Main.run("vrify")).isEqualTo(Main.BAD_INPUT);
        assertThat(Main.run("verify", "--sed", "3")).isEqualTo(Main.BAD_INPUT);
        assertThat(console.complaint()).contains("'vrify'; did you mean verify?").contains("did you mean --seed?");
    }

    @Test
    void saysBeforeAnyWorkThatAFolderIsAFile() throws IOException {
        String law = file("law.json", GOOD);
        assertThat(Main.run("verify", "--law", law, "--out", law)).isEqualTo(Main.BAD_INPUT);
        assertThat(Main.run("verify", "--law", law, "--claim", "paper.martingale", "--out",
                folder.resolve("out").toString(),
                "--markdown", law + "/summary.md")).isEqualTo(Main.BAD_INPUT);
        assertThat(console.complaint()).contains("--out=" + law + ": must be a folder, but is a file")
                .contains("--markdown=" + law + "/summary.md: cannot be written, for " + law
                        + " is a file, not a folder");
    }

    @ParameterizedTest
    @CsvSource({"--junit", "--markdown", "--html"})
    void saysBeforeAnyWorkThatAFileIsAFolder(String option) throws IOException {
        refuses(List.of("verify", "--law", file("law.json", GOOD), option, folder.toString()),
                option + "=" + folder + ": must be a file, but is a folder");
    }

    @Test
    void dataThatSpreadsheetsWriteAreReadAsTheOptionsSay() throws IOException {
        String data = file("sheet.csv", "Id;size;kind\n7;1,5;a\n9;2;b\n5;-1,25;a\n2;1;b\n");
        assertThat(Main.run("measure", "--data", data, "--label", "kind", "--decimal-comma", "--separator", ";",
                "--weight", "1", "--precision", "0.9")).as(console.complaint()).isZero();
        assertThat(console.complaint().lines()).hasSize(2).first().asString()
                .startsWith("guidecheck: " + data + ": column Id is left out");
        assertThat(console.complaint()).contains("4 points, 2 classes, 1 feature, scaled");
        console.forgetComplaint();
        console.forgetPrinted();
        refuses(List.of("measure", "--data", data, "--label", "kind", "--weight", "1"),
                "sheet.csv: line 2, column size",
                "--decimal-comma");
        console.forgetComplaint();
        refuses(List.of("measure", "--data", data, "--separator", "#", "--weight", "1"),
                "--separator=#: must be one of");
        console.forgetComplaint();
        refuses(List.of("verify", "--columns", "x"), "--columns: needs --data");
    }

    @Test
    void saysThatTheMemoryIsTooSmall() {
        assertThat(explained(new OutOfMemoryError("Java heap space"), false)).startsWith("4 guidecheck: the memory of")
                .contains("-Xmx8g").doesNotContain("internal error");
    }

    @Test
    void verifyWritesATableAndResults() throws IOException {
        Path reports = folder.resolve("reports");
        assertThat(Main.run("verify", "--law", file("law.json", GOOD), "--weight", "1", "--claim", "paper.strict",
                "--claim",
                "paper.martingale", "--out", reports.toString())).isZero();
        assertThat(console.printed()).contains("paper.strict").contains("HOLDS").doesNotContain("REFUTED");
        assertThat(console.complaint()).contains("seed 1");
        JsonNode results = new ObjectMapper().readTree(Files.readString(reports.resolve("results.json")))
                .get("findings");
        assertThat(results).hasSize(2);
        assertThat(results.get(0).get("claim").asText()).isEqualTo("paper.strict");
        assertThat(results.get(0).get("evidence").get(0).get("alpha").asDouble()).isLessThanOrEqualTo(1e-6);
        try (java.util.stream.Stream<Path> left = Files.list(reports)) {
            assertThat(left).as("and nothing half-written").hasSize(2);
        }
    }

    @Test
    void allKernelsDrawTheSamePoints() throws IOException {
        List<Double> values = new ArrayList<>();
        for (String kernel : List.of("fused", "nd4j")) {
            Path reports = folder.resolve(kernel);
            assertThat(Main.run("verify", "--law", file("law.json", GOOD), "--weight", "1", "--claim", "paper.unguided",
                    "--kernel", kernel, "--out", reports.toString())).isZero();
            new ObjectMapper().readTree(reports.resolve("results.json").toFile()).get("findings").get(0).get("evidence")
                    .forEach(evidence -> values.add(evidence.get("value").asDouble()));
        }
        int each = values.size() / 2;
        assertThat(each).isPositive();
        for (int i = 0; i < each; i++) {
            assertThat(values.get(each + i)).isCloseTo(values.get(i), within(1e-6));
        }
    }

    @Test
    void sameSeedSameNumbersWhateverTheNumberOfThreads() throws IOException {
        String law = file("law.json", GOOD);
        assertThat(Main.run("measure", "--law", law, "--weight", "2", "--precision", "0.05")).isZero();
        JsonNode once = new ObjectMapper().readTree(console.printed());
        console.forgetPrinted();
        assertThat(new java.util.concurrent.ForkJoinPool(1).submit(
                () -> Main.run("measure", "--law", law, "--weight", "2", "--precision", "0.05")).join()).isZero();
        assertThat(new ObjectMapper().readTree(console.printed()).get("mean")).isEqualTo(once.get("mean"));
    }

    @Test
    void asksWhetherAnotherClaimWasMeant() {
        assertThat(Main.run("verify", "--claim", "paper.stirct")).isEqualTo(Main.BAD_INPUT);
        assertThat(console.complaint())
                .isEqualTo("guidecheck: claim 'paper.stirct': no such claim; did you mean paper.strict?"
                        + System.lineSeparator());
    }

    @Test
    void saysWhatItComputesWith() {
        assertThat(Main.run("--version")).isZero();
        assertThat(console.printed()).startsWith("guidecheck ").contains("Java 17").contains("ND4J 1.0.0")
                .contains("Backend");
    }

    @Test
    void completesForBash() {
        assertThat(Main.run("generate-completion")).isZero();
        assertThat(console.printed()).contains("complete -F _complete_guidecheck").contains("--markdown");
    }

    @Test
    void reportsASamplersFailureInItsOwnWords() {
        assertThat(explained(new SamplerFailure("sampler 'x' exited with code 1"), false))
                .isEqualTo("4 guidecheck: sampler 'x' exited with code 1");
    }

    private static String explained(Throwable problem, boolean trace) {
        StringWriter told = new StringWriter();
        int code = Main.explain(problem, new PrintWriter(told, true), trace);
        return code + " " + told.toString().strip();
    }

    @Test
    void takesOnlyBadInputForBadInput() {
        assertThat(explained(new InvalidInputException("--alpha=2.0", "must be in (0, 1)"), false))
                .isEqualTo("2 guidecheck: --alpha=2.0: must be in (0, 1)");
        assertThat(explained(new NoSuchFileException("a/b.json", null, "no such folder"), false))
                .isEqualTo("2 guidecheck: a/b.json: cannot be written: no such folder");
        for (Throwable fault : List.of(new IllegalArgumentException("x=1: must be 2"),
                new IllegalStateException("two\nlines"),
                new ArithmeticException(), new UncheckedIOException(new IOException("x")), new StackOverflowError())) {
            assertThat(explained(fault, false))
                    .startsWith("4 guidecheck: internal error: " + fault.getClass().getName())
                    .hasLineCount(1).contains("report it to the maintainers of guidecheck").endsWith("--verbose");
            assertThat(explained(fault, true)).startsWith("4 guidecheck: internal error: " + fault.getClass().getName())
                    .contains("\tat " + MainTest.class.getName());
        }
    }

    /** A rule with a fault. */
    public static final class Faulty implements GuidanceRule {
        @Override
        public double[] guided(NoiseLevel level, double weight, double[] x, double[] conditional,
                double[] unconditional) {
            throw new IllegalArgumentException("dimension=0: must be at least 1");
        }
    }

    @Test
    void aFaultIsNotBadInput() throws IOException {
        List<String> command =
                new ArrayList<>(List.of("verify", "--law", file("law.json", GOOD), "--weight", "1", "--rule",
                        Faulty.class.getName(), "--out", folder.resolve("reports").toString()));
        assertThat(Main.run(command.toArray(String[]::new))).isEqualTo(Main.FAILED);
        assertThat(console.complaint().lines().limit(2).toList()).element(0)
                .isEqualTo("guidecheck: rule.own is left undecided:");
        assertThat(console.complaint().lines().toList()).hasSize(3).element(1).asString()
                .contains("internal error: java.lang.IllegalArgumentException: "
                        + "dimension=0: must be at least 1; unless a class of yours causes it");
        console.forgetComplaint();
        command.add("--verbose");
        assertThat(Main.run(command.toArray(String[]::new))).isEqualTo(Main.FAILED);
        assertThat(console.complaint()).contains("\tat " + Faulty.class.getName());
    }

    @Test
    void namesTheVersionOfTheBuild() {
        assertThat(Versions.guidecheck()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
    }
}
