package org.guidecheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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
