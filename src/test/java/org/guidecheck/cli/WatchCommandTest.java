package org.guidecheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class WatchCommandTest {
    @RegisterExtension
    private final Console console = new Console();

    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** Lines of CSV with a share of bad samples in each group. */
    private static String csv(int count, double old, double young, long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder("id,p,model\n");
        for (int i = 0; i < count; i++) {
            boolean isOld = i % 2 == 0;
            boolean isBad = random.nextDouble() < (isOld ? old : young);
            text.append(i).append(',').append(isBad ? 0.1 : 0.9).append(',').append(isOld ? "old" : "new").append('\n');
        }
        return text.toString();
    }

    private int watch(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "watch";
        System.arraycopy(args, 0, all, 1, args.length);
        return Main.run(all);
    }

    private int watchOnce(String... args) {
        String[] all = Arrays.copyOf(args, args.length + 1);
        all[args.length] = "--once";
        return watch(all);
    }

    @Test
    void printsSharesAndMeansOfEachGroup() throws IOException {
        Path file = file("a.csv", csv(20_000, 0.01, 0.05, 1));
        assertThat(watch(file.toString(), "--group", "model", "--once")).as(console.complaint()).isZero();
        assertThat(console.printed()).containsPattern(
                "group old: 10000 samples, share below 0.5 is 0.0\\d+, in \\[0.00\\d+, 0.01\\d+\\], mean of min\\(1/p, 100.0\\) is "
                        + "1\\.\\d+, in \\[1\\.\\d+, 1\\.\\d+\\]");
    }

    @Test
    void theExitCodeSaysWhatIsDecided() throws IOException {
        String file = file("a.csv", csv(20_000, 0.01, 0.05, 1)).toString();
        assertThat(watch(file, "--once", "--most", "0.1")).isZero();
        assertThat(watch(file, "--once", "--most", "0.01")).isEqualTo(Main.REFUTED);
        assertThat(watch(file, "--once", "--most", "0.03")).isEqualTo(Main.UNDECIDED);
        assertThat(watch(file, "--once", "--group", "model", "--compare", "old,new")).isEqualTo(Main.REFUTED);
        assertThat(watch(file, "--once", "--group", "model", "--compare", "new,old")).isZero();
        assertThat(watch(file, "--once", "--group", "model", "--usual", "0.02")).isEqualTo(Main.REFUTED);
        assertThat(console.printed()).contains("bad samples are more frequent in new than in old")
                .contains("ALARM line ")
                .contains("group new: the share below 0.5 has risen above its usual 0.02000");
    }

    @Test
    void aRiseIsFoundAfterTheUsualShareIsLearnt() throws IOException {
        String calm = csv(20_000, 0.01, 0.01, 2);
        String risen = csv(20_000, 0.05, 0.05, 3).replace("id,p,model\n", "");
        assertThat(watch(file("calm.csv", calm + calm.replace("id,p,model\n", "")).toString(), "--once", "--learn",
                "5000")).as(console.printed()).isZero();
        assertThat(watch(file("risen.csv", calm + risen).toString(), "--once", "--learn", "5000"))
                .isEqualTo(Main.REFUTED);
    }

    @Test
    void numbersAloneAndJsonLinesAreRead() throws IOException {
        assertThat(watch(file("n.txt", "0.5\n\n1\n0\n").toString(), "--once")).isZero();
        assertThat(console.printed()).contains("3 samples, share below 0.5 is 0.3333");
        console.forgetPrinted();
        assertThat(watch(file("j.jsonl", "{\"score\": 0.25, \"m\": \"a\"}\n{\"score\": 1, \"m\": 7}\n").toString(),
                "--once", "--column", "score", "--group", "m")).isZero();
        assertThat(console.printed()).contains("group a: 1 sample,").contains("group 7: 1 sample,");
    }

    @Test
    void malformedLinesAreCountedAndNamed() throws IOException {
        Path file = file("m.csv", "p,g\n0.5,a\nx,a\n\"0.75\",\"b \"\"q\"\", c\"\n2\n0.5,\"a\nNaN,a\n");
        assertThat(watch(file.toString(), "--once", "--group", "g")).isZero();
        assertThat(console.printed()).contains("group b \"q\", c: 1 sample,").contains("7 lines: 1 header, 2 samples, "
                + "4 left out: line 3: p: must be a number in [0, 1], but is \"x\"; "
                + "line 5: has 1 field, the header 2; "
                + "line 6: Missing closing quote for value; line 7: p: must be a number in [0, 1], but is NaN");
        assertThat(watch(file.toString(), "--once", "--group", "g", "--strict")).isEqualTo(Main.BAD_INPUT);
        assertThat(console.complaint()).contains("line 3").contains("must be a number in [0, 1]");
    }

    @Test
    void rowsOfAnotherLengthThanTheHeaderAreMalformed() throws IOException {
        for (String text : new String[] {"p\n0,95\n", "m,p\na,0,95\n", "p,m\n0,95,a\n"}) {
            Path file = file("comma.csv", text);
            assertRefused(": is it a decimal comma, as in 0,95?", file.toString(), "--strict");
        }
        assertRefused("line 2: has 1 field, the header 2", file("short.csv", "p,m\n0.95\n").toString(),
                "--strict");
    }

    @Test
    void anOverlongLineIsMalformedLikeAnyOther() throws IOException {
        String longest = " ".repeat((1 << 20) - 3) + "0.5";
        for (String end : new String[] {"\n", ""}) {
            Path file = file("l.txt", "0.25\n" + longest + "\n " + longest + "\n1\n  " + longest + end);
            String why = "has more than 1048576 bytes; must be one sample a line";
            console.forgetPrinted();
            assertThat(watch(file.toString(), "--once", "--state", folder.resolve("l" + end.length()).toString()))
                    .as(console.complaint()).isZero();
            assertThat(console.printed())
                    .contains("5 lines: 3 samples, 2 left out: line 3: " + why + "; line 5: " + why);
            assertRefused("line 3: " + why, file.toString(), "--strict");
        }
    }

    @Test
    void aBrokenLineOfJsonIsNamedByItsLineAndColumn() throws IOException {
        Path file = file("b.jsonl", "{\"p\": 0.5}\n\n{\"p\": 1}\n  {\"p\": 0.7 x}\n{\"p\":1,\"p\":0}\n");
        assertThat(watch(file.toString(), "--once")).isZero();
        assertThat(console.printed()).contains("5 lines: 2 samples, 1 blank, 2 left out: line 4: column 13: Unexpected")
                .contains("; line 5: p: is given twice (column ");
    }

    @Test
    void aBrokenHeaderIsLeftOutAndTheNextLineTellsTheForm() throws IOException {
        assertThat(watch(file("h.csv", "\"p\n0.25\n").toString(), "--once")).isZero();
        assertThat(console.printed()).contains("1 sample, share below 0.5 is 1.000").contains(
                "2 lines: 1 sample, 1 left out: line 1: Missing closing quote for value");
    }

    @Test
    void nothingIsPromisedWithoutSamples() throws IOException {
        assertRefused("holds no sample", file("none.txt", "\n").toString());
        assertThat(console.printed()).isEmpty();
    }

    @Test
    void aGroupWithoutSamplesIsNoFinding() throws IOException {
        String file = file("a.csv", csv(20, 0, 0, 1)).toString();
        assertThat(watch(file, "--once", "--group", "model", "--compare", "new,nobody")).isEqualTo(Main.UNDECIDED);
        assertThat(console.printed()).contains(
                "nothing to compare: no sample has the group \"nobody\"; groups are old, new");
        console.forgetPrinted();
        assertThat(watch(file, "--once", "--group", "model", "--compare", "new,old")).isEqualTo(Main.UNDECIDED);
        assertThat(console.printed())
                .contains("not decided yet whether bad samples are more frequent in new or in old: "
                        + "only the sample of new is bad in 0 pairs, only that of old in 0 pairs");
    }

    /** Bad samples at a rate. */
    private static String numbers(int count, double share, long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(random.nextDouble() < share ? 0.1 : 0.9).append('\n');
        }
        return text.toString();
    }

    @Test
    void alarmsWithoutAFallBetweenThemAreNamedAtDoublingsOnly() throws IOException {
        String risen = numbers(9000, 0.08, 7);
        String fallen = numbers(20_000, 0.01, 8);
        assertThat(watch(file("r.txt", risen + fallen + risen).toString(), "--once", "--usual", "0.01"))
                .isEqualTo(Main.REFUTED);
        String[] alarms = console.printed().lines().filter(line -> line.startsWith("ALARM")).toArray(String[]::new);
        assertThat(alarms).hasSizeBetween(10, 16);
        assertThat(alarms).filteredOn(line -> line.contains("has risen above its usual 0.01000")).hasSize(2);
        assertThat(alarms[3]).endsWith("the share below 0.5 is still above its usual 0.01000, alarm 8 since it rose");
        // The second rise begins after 29,000 samples.
        assertThat(alarms[alarms.length / 2]).contains("has risen").containsPattern("line 29\\d\\d\\d:");
        assertThat(console.printed()).containsPattern(", (8|9|10|11)\\d alarms");
    }

    @Test
    void badInputIsOneLine() throws IOException {
        Path file = file("a.csv", csv(10, 0, 0, 1));
        assertRefused("--column: must be one of the columns id, p, model, but is q", file.toString(), "--column", "q");
        assertRefused("--compare", file.toString(), "--compare", "a,b");
        assertRefused("--limit=2.0: must be above 0 and at most 1", file.toString(), "--limit", "2");
        assertRefused("no such file", folder.resolve("none.csv").toString());
        assertRefused("holds no sample", file("empty.csv", "").toString());
        assertRefused("--audit and --audit-out", file.toString(), "--audit", "0.1");
        assertRefused("--audit=0.001", file.toString(), "--audit", "0.001", "--audit-out",
                folder.resolve("o.csv").toString());
    }

    private void assertRefused(String why, String... args) {
        console.forgetComplaint();
        assertThat(watchOnce(args)).as(console.complaint()).isEqualTo(Main.BAD_INPUT);
        assertThat(console.complaint().lines()).singleElement().asString().contains(why);
    }

    @Test
    void auditedSamplesAreWritten() throws IOException {
        Path out = folder.resolve("audit.csv");
        assertThat(watch(file("a.csv", csv(20_000, 0.01, 0.05, 1)).toString(), "--once", "--audit", "0.02",
                "--audit-out", out.toString())).isZero();
        assertThat(Files.readAllLines(out)).hasSizeBetween(500, 5000).first().isEqualTo("line,probability,group");
        assertThat(console.printed()).contains(Files.readAllLines(out).size() - 1 + " samples to audit");
    }

    @Test
    void aLaterRunGoesOnWhereTheStateEnds() throws IOException {
        String text = csv(3000, 0.02, 0.02, 4);
        Path file = file("grows.csv", text.substring(0, text.length() / 2));
        String state = folder.resolve("state").toString();
        assertThat(watch(file.toString(), "--once", "--group", "model", "--state", state)).isZero();
        // A kill while a state is written leaves part of a line.
        Files.writeString(Path.of(state), "1234abcd {\"settings", StandardOpenOption.APPEND);
        Files.writeString(file, text);
        console.forgetPrinted();
        assertThat(watch(file.toString(), "--once", "--group", "model", "--state", state)).isZero();
        String resumed = console.printed().lines().filter(line -> line.startsWith("group")).toList().toString();
        console.forgetPrinted();
        assertThat(watch(file.toString(), "--once", "--group", "model")).isZero();
        assertThat(console.printed().lines().filter(line -> line.startsWith("group")).toList().toString())
                .isEqualTo(resumed);
        assertRefused(
                "belongs to a watch with other options: limit was 0.5 and is 0.3, usual was none and is 0.01; give "
                        + "the same ones, or name another file to begin anew",
                file.toString(), "--group", "model", "--state",
                state, "--limit", "0.3", "--usual", "0.01");
        assertRefused("other options: group was model and is none; ", file.toString(), "--state", state);
        Files.writeString(file, text.replace("old", "odd"));
        assertRefused("is not the file that was watched, or was changed", file.toString(), "--group", "model",
                "--state", state);
        Files.writeString(file, "id,p,model\n");
        assertRefused("is not the file that was watched", file.toString(), "--group", "model", "--state", state);
        assertRefused("is none that this version of watch wrote", file.toString(), "--state", file.toString());
    }

    /** A checksum finds what a kill or a disk has changed, not what a hand has. */
    @Test
    void aForgedStateIsRefused() throws IOException {
        Path file = file("a.csv", csv(200, 0.2, 0.2, 4));
        Path state = folder.resolve("forged");
        String[] args = {file.toString(), "--group", "model", "--learn", "50", "--state", state.toString()};
        assertThat(watchOnce(args)).isZero();
        String right = Files.readAllLines(state).get(0).substring(9);
        assertThat(right).contains("\"samples\":100,");
        for (String[] change : new String[][] {
            {"\"mean\":\\{[^}]*\\}", "\"mean\":null"}, {"\"sum\":[0-9.]+", "\"sum\":-1.0"},
            {"\"sum\":[0-9.]+", "\"sum\":\"NaN\""}, {"\"samples\":100,", ""}, {"\"samples\":100", "\"samples\":0"},
            {"\"lines\":201", "\"lines\":1000000000"}, {"\"malformed\":0", "\"malformed\":null"},
            {"\"usual\":0", "\"usual\":7"}, {"\"evidence\":\\[", "\"evidence\":[1.0,"},
            {"\"old\":\\{.*", "\"old\":null}}}"},
            {"\"form\":\"CSV\"", "\"form\":\"SUN\""}, {"\"probabilityAt\":1", "\"probabilityAt\":-1"},
            {"\"onlyFirst\":0", "\"onlyFirst\":-2"}, {".*", "null"}, {".*", "[]"}}) {
            String forged = right.replaceFirst(change[0], change[1]);
            assertThat(forged).isNotEqualTo(right);
            CRC32C checksum = new CRC32C();
            checksum.update(forged.getBytes(StandardCharsets.UTF_8));
            Files.writeString(state, String.format(Locale.ROOT, "%08x %s%n", checksum.getValue(), forged));
            assertRefused("the line at byte 0 is none that this version of watch wrote; name another file, or delete "
                    + "this one to begin anew", args);
        }
    }

    /** A program that is killed without notice, again and again, counts each line once. */
    @Test
    void killsLoseNothing() throws IOException, InterruptedException {
        String text = csv(400_000, 0.02, 0.02, 5);
        Path file = file("killed.csv", text);
        String state = folder.resolve("killed.state").toString();
        for (int i = 0; i < 3; i++) {
            Process process = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"), "-cp",
                    System.getProperty("java.class.path"), "org.guidecheck.cli.Main", "watch", file.toString(),
                    "--group", "model", "--state", state).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            Thread.sleep(600 + 400 * i);
            process.destroyForcibly().waitFor();
        }
        assertThat(watch(file.toString(), "--once", "--group", "model", "--state", state)).isZero();
        assertThat(console.printed()).contains("group old: 200000 samples").contains("group new: 200000 samples");
    }

    @Test
    void standardInputIsCopiedBesideTheState() throws IOException {
        String state = folder.resolve("piped").toString();
        InputStream real = System.in;
        try {
            System.setIn(new ByteArrayInputStream("0.1\n0.9\n".getBytes(StandardCharsets.UTF_8)));
            assertThat(watch("--state", state)).isZero();
            console.forgetPrinted();
            System.setIn(new ByteArrayInputStream("0.9\n0.9\n".getBytes(StandardCharsets.UTF_8)));
            assertThat(watch("--state", state)).isZero();
        } finally {
            System.setIn(real);
        }
        assertThat(console.printed()).contains("goes on after line 2").contains("4 samples, share below 0.5 is 0.2500");
        assertThat(folder.resolve("piped.input")).hasContent("0.1\n0.9\n0.9\n0.9");
    }
}
