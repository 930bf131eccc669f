package org.guidecheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Ddim;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code guard} from the command line. */
class GuardCommandTest {
    private static final String NAMES =
            "euler-maruyama, ddpm, ddim, heun, multistep, edm, dpm2, dpm2-ancestral, dpmpp-2s, "
                    + "dpmpp-2s-ancestral, dpmpp-3s, dpmpp-2m, dpmpp-2m-heun, dpmpp-3m, dpmpp-3m-half, "
                    + "dpmpp-sde, dpmpp-2m-sde, dpmpp-2m-sde-heun, dpmpp-3m-sde, dpmpp-3m-sde-half, unipc, "
                    + "deis, lms, plms, pndm, sa-solver, flow-heun, lcm, dpmpp-1-sde, dpmpp-1s, euler, "
                    + "euler-ancestral, flow-euler";

    private static final String EXAMPLES = "src/main/python/examples/";

    @TempDir
    private Path folder;

    @RegisterExtension
    private final Console console = new Console();

    private int guard(String... args) {
        List<String> all = new ArrayList<>(List.of("guard", "--out", folder.resolve("out").toString()));
        all.addAll(List.of(args));
        return Main.run(all.toArray(String[]::new));
    }

    private String messages() {
        return console.complaint().strip();
    }

    /** DDIM with the weight of another convention. */
    public static final class Scaled implements GuidedSampler {
        @Override
        public String name() {
            return "scaled";
        }

        @Override
        public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
            return new Ddim().sample(denoiser, guidance.plus(1), grid, noise);
        }
    }

    @Test
    void passesABuiltInSampler() throws IOException {
        assertThat(guard("--sampler", "ddim", "--weight", "1", "--claim", "sampler.one-step", "--claim",
                "sampler.weight-convention")).as(messages()).isZero();
        JsonNode results = new ObjectMapper().readTree(folder.resolve("out/results.json").toFile()).get("findings");
        assertThat(results).hasSize(2).allSatisfy(r -> assertThat(r.path("outcome").asText()).isEqualTo("HOLDS"));
        assertThat(console.printed()).contains("sampler.one-step").contains("ddim, 50 steps");
    }

    @Test
    void refutesAClassOfOnesOwn() {
        assertThat(guard("--sampler", Scaled.class.getName(), "--weight", "1", "--claim", "sampler.weight-convention"))
                .isEqualTo(Main.REFUTED);
        assertThat(console.printed()).contains("REFUTED").contains("asked for 1");
    }

    @Test
    void guardsASavedScheme() throws IOException {
        String file = folder.resolve("t.json").toString();
        assertThat(guard("--sampler", PageSamplers.Right.class.getName(), "--steps", "12", "--weight", "0,1", "--claim",
                "sampler.linear", "--save-scheme", file)).as(messages()).isZero();
        assertThat(guard("--sampler", file, "--weight", "0,1", "--effort", "quick")).as(console.printed() + messages())
                .isZero();
        assertThat(console.printed()).contains("my-ddpm, 12 steps").contains("sampler.scheme");
        assertThat(guard("--sampler", file, "--steps", "13")).isEqualTo(Main.BAD_INPUT);
        Files.writeString(folder.resolve("t.json"), "{\"name\": NaN}");
        assertThat(guard("--sampler", file)).isEqualTo(Main.BAD_INPUT);
        assertThat(messages()).endsWith("guidecheck: " + file + ": name: must be a finite number, but is NaN");
    }

    @Test
    void savesNoSchemeOfASamplerThatIsNotLinear() {
        String file = folder.resolve("t.json").toString();
        assertThat(guard("--sampler", PageSamplers.Clipped.class.getName(), "--save-scheme", file))
                .isEqualTo(Main.BAD_INPUT);
        assertThat(messages()).isEqualTo("guidecheck: sampler clipped: has no scheme that can be written as a table: "
                + "it is not linear in the predictions");
        assertThat(folder.resolve("t.json")).doesNotExist();
    }

    @Test
    void comparesWithABaseline() throws IOException {
        String file = folder.resolve("b.json").toString();
        assertThat(guard("--sampler", "ddim", "--weight", "1", "--update-baseline", "--baseline", file)).isZero();
        assertThat(guard("--sampler", "ddim", "--weight", "1", "--claim", "sampler.cost", "--baseline", file)).isZero();
        assertThat(console.printed()).contains("sampler.as-before").contains("ddim, since b.json")
                .doesNotContainPattern("(?<!NOT )REFUTED");
        assertThat(guard("--sampler", Scaled.class.getName(), "--weight", "1", "--claim", "sampler.cost", "--baseline",
                file))
                .isEqualTo(Main.REFUTED);
        assertThat(console.printed()).contains(", a change in [");
        console.forgetPrinted();
        assertThat(guard("--sampler", "ddim", "--weight", "1", "--claim", "sampler.cost", "--baseline", file, "--json"))
                .isZero();
        assertThat(new ObjectMapper().readTree(console.printed()).get("findings")).as("JSON and nothing else")
                .hasSize(2);
    }

    @Test
    void aProgramThatFailsEndsOneClaimAndIsStartedAgain() throws IOException {
        Path program = folder.resolve("tired.py");
        Files.writeString(program, """
                import os, sys
                sys.path.insert(0, %s)
                import guidecheck
                runs = 0

                def sample(denoiser, n, dimension, alpha_bars, rng):
                    global runs
                    runs += 1
                    if runs > 23:
                        os._exit(7)
                    return rng.standard_normal((n, dimension))

                guidecheck.serve(sample, name="tired")
                """.formatted('"' + Path.of("src/main/python").toAbsolutePath().toString() + '"'));
        assertThat(guard("--command", "python3 " + program)).isEqualTo(Main.REFUTED);
        JsonNode results = new ObjectMapper().readTree(folder.resolve("out/results.json").toFile()).get("findings");
        assertThat(results).isNotEmpty();
        assertThat(results.get(0).path("claim").asText()).isEqualTo("sampler.finite-and-shaped");
        assertThat(results.toString()).contains("sampler 'tired' exited with code 7");
        assertThat(results).hasSizeGreaterThan(10);
    }

    @Test
    void detailsSayOfEachPieceOfEvidenceWhetherItRefutes() {
        assertThat(guard("--sampler", Scaled.class.getName(), "--weight", "1,3", "--details", "--claim",
                "sampler.weight-convention", "--claim", "sampler.cost")).isEqualTo(Main.REFUTED);
        List<String> rows =
                console.printed().lines().filter(line -> line.contains("weight that it behaves as")).toList();
        assertThat(rows).as("weights asked for, and two more").hasSize(4)
                .allSatisfy(row -> assertThat(row.substring(68)).contains("REFUTED"));
        assertThat(rows.get(1).indexOf("REFUTED") + "REFUTED".length()).as("within 80 columns").isLessThanOrEqualTo(80);
        assertThat(console.printed().lines().filter(line -> line.contains("change of the calls"))).singleElement()
                .satisfies(row -> assertThat(row).contains("HOLDS"));
    }

    private String declaring(String name, String declared) {
        return "python3 src/test/python/declared.py " + name + " --declares '" + declared + "'";
    }

    @Test
    void takesTheDeclarationOfAProgramAndOfOptions() throws IOException {
        String[] claim = {"--steps", "12", "--weight", "0", "--effort", "quick", "--claim", "sampler.step-counts"};
        assertThat(guard(concat(claim, "--command", declaring("few-steps", "{\"most_steps\": 100}"))))
                .as(console.printed() + messages()).isZero();
        assertThat(console.printed()).contains("few-steps, 12 steps, most_steps=100");
        assertThat(messages()).doesNotContain("win over");
        assertThat(guard(concat(claim, "--most-steps", "1000", "--command",
                declaring("few-steps", "{\"most_steps\": 100}")))).isEqualTo(Main.REFUTED);
        assertThat(messages()).contains("guidecheck: the options win over what sampler 'few-steps' declares: "
                + "most_steps=1000, not most_steps=100");
    }

    @Test
    void readsAScheduleFromAFileAndTakesItsNumberOfSteps() throws IOException {
        Path file = folder.resolve("levels.json");
        Files.writeString(file, "{\"sigmas\": [80, 20, 5, 1, 0.2, 0]}");
        assertThat(guard("--sampler", "ddim", "--schedule", file.toString(), "--claim", "sampler.levels", "--claim",
                "sampler.one-step")).as(console.printed() + messages()).isZero();
        assertThat(console.printed()).contains("ddim, 5 steps, schedule=levels.json");
        assertThat(guard("--sampler", "ddim", "--schedule", file.toString(), "--steps", "6")).isEqualTo(Main.BAD_INPUT);
        assertThat(messages()).contains("--steps=[6]: must be 5, the number of levels of the schedule, or left out");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {                     | line 1, column 2: Unexpected end-of-input
            ``                    | is empty, must be a JSON document
            []                    | alpha_bars: must have at least 2 levels with noise, but has 0
            [0.5]                 | alpha_bars: must have at least 2 levels with noise, but has 1
            {"sigmas": [80, 0]}   | sigmas: must have at least 2 levels with noise, but has 1
            ["a", "b"]            | alpha_bars[0]: must be a number, but is "a"
            [0.1, 0.2, 1.5]       | alpha_bars[2]: alpha_bar=1.5: must be in [0.0, 1.0]
            [0.1, 0.5, 0.3]       | alpha_bars[2]: 0.3 after 0.5: noise must fall, or rise, from each level to the next
            {"sigmas": [1, 3, 2]} | sigmas[2]: 2 after 3: noise must fall, or rise, from each level to the next
            "karras"              | must be an array of alpha_bar, or an object with one field,
            {"sigmas": 3}         | must be an array of alpha_bar, or an object with one field,
            {"x": [1], "y": [2]}  | must be an array of alpha_bar, or an object with one field,
            """)
    void whatIsWrongWithAScheduleNamesOptionAndFile(String json, String message) throws IOException {
        Path file = folder.resolve("levels.json");
        Files.writeString(file, json);
        assertThat(guard("--sampler", "ddim", "--schedule", file.toString())).isEqualTo(Main.BAD_INPUT);
        assertThat(messages()).startsWith("guidecheck: --schedule=" + file + ": " + message).hasLineCount(1);
    }

    @Test
    void aScheduleThatIsNoFileNamesOptionAndFile() {
        Path missing = folder.resolve("missing.json");
        assertThat(guard("--sampler", "ddim", "--schedule", missing.toString())).isEqualTo(Main.BAD_INPUT);
        assertThat(guard("--sampler", "ddim", "--schedule", folder.toString())).isEqualTo(Main.BAD_INPUT);
        assertThat(messages()).isEqualTo("guidecheck: --schedule=" + missing + ": no such file\nguidecheck: --schedule="
                + folder + ": is a directory, must be a file");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"precision": "half"}      | precision: must be single or double, but is "half"
            {"precision": 64}          | precision: must be single or double, but is 64
            {"no_single_step": "yes"}  | no_single_step: must be true or false, but is "yes"
            {"no_single_step": 1}      | no_single_step: must be true or false, but is 1
            {"most_steps": "100"}      | most_steps: must be a whole number, but is "100"
            {"most_steps": 99.5}       | most_steps: must be a whole number, but is 99.5
            {"steps_at_least": true}   | steps_at_least: must be a whole number, but is true
            {"rule": 2}                | rule: must be a text, but is 2
            {"rule": "cgf"}            | rule: cgf is not a guidance rule; must be one of
            {"schedule": true}         | schedule: must be an array of alpha_bar, or an object with one field,
            {"schedule": [0.1, "x"]}   | schedule.alpha_bars[1]: must be a number, but is "x"
            {"starts_at": 2}           | starts_at: must be one number, alpha_bar, sigma, flow_time or log_snr, but is 2
            {"ends_at": {"sigma": []}} | ends_at: must be a number, but is []
            """)
    void aWrongDeclarationOfAProgramIsAFaultOfOneLine(String declared, String message) {
        assertThat(guard("--command", declaring("double", declared))).isEqualTo(Main.FAILED);
        assertThat(messages()).startsWith("guidecheck: sampler 'double' declares: " + message).hasLineCount(1);
    }

    @Test
    void fieldsOfAHelloThatAreNotKnownAreIgnored() {
        assertThat(guard("--steps", "4", "--weight", "0", "--claim", "sampler.cost", "--command",
                declaring("double", "{\"version\": [1], \"rule\": null}"))).as(messages()).isZero();
    }

    @Test
    void whatAllClaimsWereTriedOnStandsOnceAboveTheTable() {
        assertThat(guard("--sampler", "ddim", "--most-steps", "1000", "--weight", "1", "--claim", "sampler.cost",
                "--claim", "sampler.levels", "--claim", "sampler.deterministic")).isZero();
        List<String> lines = console.printed().lines().toList();
        assertThat(lines.get(0)).isEqualTo("tried on: ddim, 50 steps, most_steps=1000");
        assertThat(lines.get(1)).matches("claim +verdict +seconds  found");
        assertThat(lines.subList(2, 4)).allSatisfy(row -> assertThat(row.substring(lines.get(1).indexOf("found")))
                .startsWith("no departure"));
    }

    @Test
    void theColumnOfSubjectsIsAsWideAsTheLongest() throws IOException {
        String file = folder.resolve("b.json").toString();
        String[] declared = {"--sampler", "ddim", "--most-steps", "1000", "--weight", "1", "--baseline", file};
        assertThat(guard(concat(declared, "--update-baseline"))).isZero();
        for (String layout : List.of("--verbose", "--details")) {
            console.forgetPrinted();
            assertThat(guard(concat(declared, layout, "--claim", "sampler.cost"))).as(messages()).isZero();
            List<String> lines = console.printed().lines().toList();
            int column = lines.get(0).indexOf("tried on");
            assertThat(lines.get(1).substring(column)).startsWith("ddim, 50 steps, most_steps=1000 ");
            assertThat(lines).filteredOn(row -> row.startsWith("sampler.as-before")).singleElement().asString()
                    .satisfies(row -> assertThat(row.substring(column)).startsWith("ddim, since b.json "));
        }
    }

    @Test
    void aBaselineIsOfWhatTheSamplerDeclared() {
        String file = folder.resolve("b.json").toString();
        String[] ddim = {"--sampler", "ddim", "--weight", "1", "--steps", "20", "--claim", "sampler.cost", "--baseline",
            file};
        assertThat(guard(concat(ddim, "--schedule", "karras", "--ends-at", "sigma=0.1", "--update-baseline"))).isZero();
        assertThat(guard(concat(ddim, "--schedule", "karras", "--ends-at", "sigma=0.1"))).as(messages()).isZero();
        assertThat(guard(ddim)).isEqualTo(Main.BAD_INPUT);
        assertThat(messages()).contains("guidecheck: baseline of ddim: is of a sampler that declares schedule=karras, "
                + "ends_at=sigma 0.100000, but this one declares nothing; declare the same, or write it anew");
    }

    @Test
    void outputThatIsNotFiniteIsRefutedAndNotTriedFurther() throws IOException {
        assertNotTriedFurther("--sampler", PageSamplers.NotANumber.class.getName());
        Path program = folder.resolve("nan.py");
        Files.writeString(program, """
                import sys
                sys.path.insert(0, %s)
                import guidecheck

                def sample(denoiser, n, dimension, rng):
                    return float("nan") * rng.standard_normal((n, dimension))

                guidecheck.serve(sample, name="nan")
                """.formatted('"' + Path.of("src/main/python").toAbsolutePath().toString() + '"'));
        console.forgetPrinted();
        assertNotTriedFurther("--command", "python3 " + program);
        assertThat(console.printed().lines().filter(line -> line.contains(" REFUTED  ")))
                .as("claims that a program refutes").hasSize(1);
    }

    private void assertNotTriedFurther(String... sampler) {
        assertThat(guard(concat(sampler, "--steps", "10", "--weight", "0,1", "--effort", "quick", "--claim",
                "sampler.finite-and-shaped", "--claim", "sampler.deterministic", "--claim", "sampler.independence",
                "--claim", "sampler.unguided"))).as(console.printed() + messages()).isEqualTo(Main.REFUTED);
        List<String> rows = console.printed().lines().filter(line -> line.startsWith("sampler.")).toList();
        assertThat(rows.get(0)).startsWith("sampler.finite-and-shaped        REFUTED ").endsWith("finite");
        assertThat(rows.subList(2, 4)).allSatisfy(row -> assertThat(row).contains(" UNDECIDED ")
                .endsWith("  not tried: the output is not finite"));
    }

    private static String[] concat(String[] some, String... more) {
        List<String> all = new ArrayList<>(List.of(some));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @Test
    void showsTheLastLinesThatAProgramPrinted() throws IOException {
        Path program = folder.resolve("talks.py");
        Files.writeString(program, """
                import sys
                sys.path.insert(0, %s)
                import guidecheck

                def sample(denoiser, n, dimension, alpha_bars, rng):
                    print("drew", n, "points" + 300 * "!")
                    return rng.standard_normal((n, dimension))

                guidecheck.serve(sample, name="talks")
                """.formatted('"' + Path.of("src/main/python").toAbsolutePath().toString() + '"'));
        guard("--command", "python3 -u " + program, "--claim", "sampler.finite-and-shaped");
        List<String> lines = console.complaint().lines().toList();
        int first = lines.indexOf("guidecheck: the sampler printed:");
        assertThat(first).isNotNegative();
        assertThat(lines.subList(first + 1, lines.size())).hasSize(10)
                .allSatisfy(line -> assertThat(line).startsWith("    drew ").hasSizeLessThan(170));
    }

    @Test
    void writesTheTableAsText() throws IOException {
        Path file = folder.resolve("verdicts.txt");
        assertThat(guard("--sampler", "ddim", "--weight", "1", "--claim", "sampler.cost", "--text", file.toString()))
                .isZero();
        assertThat(Files.readString(file)).isEqualTo(console.printed()).contains("sampler.cost");
        assertThat(guard("--sampler", "ddim", "--text", folder.toString())).isEqualTo(Main.BAD_INPUT);
        assertThat(messages()).endsWith("--text=" + folder + ": must be a file, but is a folder");
    }

    @Test
    void judgesTheProgramThatStartedIt() throws IOException, InterruptedException {
        Process guidecheck = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), Main.class.getName(), "guard", "--stdio", "--claim",
                "sampler.cost", "--out", folder.toString()).start();
        List<String> heard = new ArrayList<>();
        try (BufferedReader in = guidecheck.inputReader(); Writer out = guidecheck.outputWriter()) {
            out.write("{\"say\": \"hello\", \"protocol\": 1, \"name\": \"starter\", \"offers\": [\"sample\"]}\n");
            out.flush();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                heard.add(line);
                if (line.contains("\"ask\":\"sample\"")) {
                    out.write("{\"say\": \"failed\", \"message\": \"not today\"}\n");
                    out.flush();
                }
            }
        }
        assertThat(heard).hasSizeGreaterThan(1).allMatch(line -> line.startsWith("{\"ask\":"))
                .last().asString().startsWith("{\"ask\":\"quit\"");
        String errors = new String(guidecheck.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(guidecheck.waitFor()).isEqualTo(Main.FAILED);
        assertThat(errors).contains("sampler.cost", "REFUTED", "guidecheck: sampler 'starter' failed: 'not today'");
    }

    @Test
    void comparesTheStepsOfAProgram() {
        assertThat(guard("--command", "python3 " + EXAMPLES + "ddpm.py", "--like", "ddpm", "--steps", "20", "--weight",
                "1", "--effort", "quick",
                "--claim", "sampler.one-step", "--claim", "sampler.gaussian-chain")).as(messages()).isZero();
        assertThat(guard("--command", "python3 " + EXAMPLES + "ddpm.py", "--like", "ddim", "--steps", "20", "--weight",
                "1",
                "--claim", "sampler.one-step")).isEqualTo(Main.REFUTED);
        assertThat(console.printed()).contains("step 1 of 20");
    }

    @Tag("thorough")
    @ParameterizedTest
    @CsvSource({
        "ddpm.py, ddpm",
        "euler_ancestral_sigma.py, ddpm",
        "discrete_ddpm.py --spacing leading, ddpm"
    })
    void examplesKeepEveryClaim(String program, String like) {
        assertKeepsEveryClaim(program, like);
    }

    @Tag("exhaustive")
    @ParameterizedTest
    @CsvSource({
        "ddim.py, ddim",
        "discrete_ddpm.py --spacing trailing, ddpm",
        "discrete_ddpm.py --spacing linspace, ddpm"
    })
    void moreExamplesKeepEveryClaim(String program, String like) {
        assertKeepsEveryClaim(program, like);
    }

    private void assertKeepsEveryClaim(String program, String like) {
        assertThat(guard("--command", "python3 " + EXAMPLES + program, "--like", like, "--weight", "0,1", "--effort",
                "quick"))
                .as(console.printed() + messages()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--sampler nope | --sampler=nope: must be one of [" + NAMES + "], with parameters as in schemes.md",
        "--sampler org.nope.X | --sampler=org.nope.X: no such class on the class path",
        "--sampler java.lang.String | --sampler=java.lang.String: must implement org.guidecheck.sampler.GuidedSampler and "
                + "have a constructor without arguments",
        "--sampler ddpm --steps 1 | --steps=1: must be at least 2",
        "--sampler ddpm --weight , | --weight=: must have at least one number",
        "--sampler ddpm --steps , | --steps=: must have at least one number",
        "--sampler ddpm --weight 1,1 | --weight=1.0,1.0: must name each number once, but names 1.0 twice",
        "--sampler ddpm --steps 20,10,20 | --steps=20,10,20: must name each number once, but names 20 twice",
        "--sampler ddpm --weight -1 | --weight=-1.0: must be finite and at least 0",
        "--sampler ddpm --weight NaN | --weight=NaN: must be finite and at least 0",
        "--sampler ddpm --effort fast | --effort=fast: must be quick, normal or thorough",
        "--sampler ddpm --weight 1e300 | --weight=1.0E300: must be at most 1000.0; larger ones exceed the digits of the "
                + "test problems",
        "--sampler ddpm --alpha 2 | --alpha=2.0: must be in (0, 1)",
        "--sampler ddpm --limit 0 | --limit=0.0: must be a number of seconds above 0, at most 86400",
        "--sampler ddpm --steps 10,20 --baseline b.json | --baseline and --steps=[10, 20]: a baseline has one number of steps",
        "--sampler ddpm --baseline src | --baseline=src: must be a file, but is a folder",
        "--sampler ddpm --baseline none.json | --baseline=none.json: no such file; write it with --update-baseline",
        "--sampler ddpm --rule cgf | --rule: cgf is not a guidance rule; must be one of [cfg, interval, limit, "
                + "rescale, rescale-x0, projected, cfg-zero-star, cfg-zero-star-steps, apg, momentum, cfg++, perp-neg, power, "
                + "threshold, none]; did you mean cfg?",
        "--sampler ddpm --rule interval:2:1 | --rule: interval:2:1: high=1.0: must be above low=2.0",
        "--sampler ddpm --rule limit | --rule: limit: must have 1 number after limit",
        "--sampler ddpm --starts-at 0.3 | --starts-at=0.3: must be such as alpha_bar=0.3 or sigma=2",
        "--sampler ddpm --ends-at alpha_bar=2 | --ends-at: alpha_bar=2.0: must be in [0.0, 1.0]",
        "--sampler ddpm --precision half | --precision: must be single or double, but is \"half\"",
        "--sampler ddpm --steps 20 --most-steps 10 | --steps=20: must be a number of steps that the sampler promises, "
                + "most_steps=10",
        "--sampler ddpm --most-steps 10 --steps-at-least 20 | --most-steps=10: must be at least 2 and at least "
                + "steps_at_least=20",
        "--sampler ddpm --starts-at sigma=2 | --like=ddpm: built-in samplers start from noise, not at the declared "
                + "starts_at",
        "--sampler ddpm --claim sampler.csot | claim 'sampler.csot': no such claim; did you mean sampler.cost?",
        "--sampler ddpm --like t.json | --like=t.json: must be the name of a scheme, which takes any number of steps; "
                + "compare a scheme table with one: --sampler F.json --like NAME",
        "--sampler t.json | t.json: no such file",
        "--sampler ddpm --save-scheme src | --save-scheme=src: must be a file, but is a folder",
        "--sampler ddpm --steps 10,20 --save-scheme t.json | --save-scheme and --steps=[10, 20]: a scheme table has one "
                + "number of steps",
        "--sampler ddpm --like zz | --like=zz: must be one of [" + NAMES + "], with parameters as in "
                + "schemes.md"})
    void refusesBadUsageInOneLine(String args, String message) {
        assertThat(guard(args.split(" "))).isEqualTo(Main.BAD_INPUT);
        assertThat(messages()).isEqualTo("guidecheck: " + message);
        assertThat(folder.resolve("out")).doesNotExist();
    }
}
