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
        Files.writeString(file, "[0.1, 0.5, 0.3]");
        assertThat(guard("--sampler", "ddim", "--schedule", file.toString())).isEqualTo(Main.BAD_INPUT);
        assertThat(messages())
                .contains("--schedule " + file + ".alpha_bars: noise must fall, or rise, from each level to "
                        + "the next");
    }

    @Test
    void aWrongDeclarationOfAProgramIsOneLine() {
        assertThat(guard("--command", declaring("double", "{\"precision\": \"half\"}"))).isEqualTo(Main.BAD_INPUT);
        assertThat(messages())
                .isEqualTo("guidecheck: sampler 'double' declares: precision: must be single or double, but "
                        + "is \"half\"");
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
        "ddim.py, ddim",
        "euler_ancestral_sigma.py, ddpm",
        "discrete_ddpm.py --spacing leading, ddpm",
        "discrete_ddpm.py --spacing trailing, ddpm",
        "discrete_ddpm.py --spacing linspace, ddpm"
    })
    void examplesKeepEveryClaim(String program, String like) {
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
