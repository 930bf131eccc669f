package org.guidecheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guidecheck.guider.Guider;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceRule;
import org.guidecheck.process.TimeGrid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code guard} on guiders, from the command line. */
class GuardGuiderTest {
    private static final String RULES = "python3 src/test/python/guiders.py ";
    private static final String[] QUICKLY = {"--claim", "guider.scale-convention", "--claim",
        "guider.batch-independent", "--steps", "10"};

    @TempDir
    private Path folder;

    @RegisterExtension
    private final Console console = new Console();

    private int guard(String... args) {
        List<String> all = new ArrayList<>(List.of("guard", "--out", folder.resolve("out").toString()));
        all.addAll(List.of(args));
        return Main.run(all.toArray(String[]::new));
    }

    private int guardQuickly(String... args) {
        List<String> all = new ArrayList<>(Arrays.asList(args));
        all.addAll(List.of(QUICKLY));
        return guard(all.toArray(String[]::new));
    }

    private String messages() {
        return console.complaint().strip();
    }

    private String program(String lines) throws IOException {
        Path program = folder.resolve("rule.py");
        Files.writeString(program, "import os, sys\nsys.path.insert(0, '" + Path.of("src/main/python").toAbsolutePath()
                + "')\nimport guidecheck\n" + lines);
        return "python3 '" + program + "'";
    }

    /** Classifier-free guidance with the scale in place of the weight. */
    public static final class ScaleForWeight implements GuidanceRule {
        @Override
        public double[] guided(NoiseLevel level, double weight, double[] x, double[] conditional,
                double[] unconditional) {
            return GuidanceRule.plain().guided(level, weight + 1, x, conditional, unconditional);
        }
    }

    /** Classifier-free guidance, called once a step. */
    public static final class OwnGuider implements Guider {
        @Override
        public String name() {
            return "own";
        }

        @Override
        public Run begin(TimeGrid grid, double scale) {
            return Guider.of("cfg", GuidanceRule.plain()).begin(grid, scale);
        }
    }

    @Test
    void passesABuiltInGuider() throws IOException {
        assertThat(guardQuickly("--guider", "cfg", "--scale", "2,7.5")).as(messages()).isZero();
        JsonNode results = new ObjectMapper().readTree(folder.resolve("out/results.json").toFile());
        assertThat(results.get("findings")).hasSize(2)
                .allSatisfy(r -> assertThat(r.path("outcome").asText()).isEqualTo("HOLDS"));
        assertThat(results.at("/runs/0/command").asText()).contains("--guider cfg --scale 2,7.5");
        assertThat(console.printed()).contains("tried on: cfg, scales 2, 7.5, 10 steps");
        assertThat(folder.resolve("out/report.html")).isNotEmptyFile();
    }

    @Test
    void passesAClassOfOnesOwn() {
        assertThat(guardQuickly("--guider", OwnGuider.class.getName(), "--like", "cfg")).as(messages()).isZero();
        assertThat(console.printed()).contains("own, like cfg");
    }

    @Test
    void refutesARuleOfOnesOwn() {
        assertThat(guardQuickly("--guider", ScaleForWeight.class.getName())).as(messages()).isEqualTo(Main.REFUTED);
        assertThat(console.printed()).containsPattern("guider.scale-convention +REFUTED");
    }

    @Test
    void aScaleMayBeAWeight() {
        assertThat(guardQuickly("--guider-command", RULES + "scale-for-weight", "--convention", "weight"))
                .as(console.printed() + messages()).isZero();
    }

    @Test
    void passesAndRefutesPrograms() {
        assertThat(guardQuickly("--guider-command", RULES + "cfg", "--parametrisation", "v"))
                .as(console.printed() + messages()).isZero();
        assertThat(guardQuickly("--guider-command", RULES + "first-half")).isEqualTo(Main.REFUTED);
        assertThat(console.printed()).containsPattern("guider.batch-independent +REFUTED");
    }

    @Test
    void aProgramThatFailsOnceKeepsTheOtherVerdicts() throws IOException {
        String command = program("""
                def guide(conditional, unconditional, scale):
                    print("at", scale, flush=True)
                    if len(conditional) == 1:
                        os._exit(7)
                    return unconditional + scale * (conditional - unconditional)
                guidecheck.serve_guider(guide, name="fragile")
                """);
        assertThat(guardQuickly("--guider-command", command)).as(console.printed() + messages())
                .isEqualTo(Main.REFUTED);
        assertThat(console.printed()).contains("guider 'fragile' exited with code 7 when it was to answer")
                .contains("2 verdicts");
        assertThat(messages()).contains("guidecheck: the guider printed:").contains("    at ");
    }

    @Test
    void aProgramThatAnswersNothingIsAFailure() throws IOException {
        String command = program("""
                def guide(conditional):
                    return conditional[0]
                guidecheck.serve_guider(guide, name="flat")
                """);
        assertThat(guardQuickly("--guider-command", command)).isEqualTo(Main.FAILED);
        assertThat(messages()).contains("guider 'flat' failed: 'ValueError: result has shape (");
        assertThat(guard("--guider-command", "no-such-program")).isEqualTo(Main.FAILED);
        assertThat(messages()).contains("guider 'no-such-program' cannot be started");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--guider cfg --weight 3 | --weight: is for samplers, and this is a guider; give --scale",
        "--guider cfg --save-scheme f.json | --save-scheme: is for samplers, and this is a guider; leave it out",
        "--guider cfg --rule cfg | --rule: is for samplers, and this is a guider; give --like",
        "--sampler ddim --scale 3 | --scale: is for guiders, and this is a sampler; give --weight",
        "--guider cfg --scale 3,3 | --scale=3.0,3.0: must name each number once, but names 3.0 twice",
        "--guider cfg --scale 1e4 | --scale=10000.0: must be finite and from -1000.0 to 1000.0",
        "--guider cfg --steps 1 | --steps=1: must be from 2 to 10000",
        "--guider cfg --convention w | --convention=w: must be scale or weight",
        "--guider cfg --parametrisation v | --parametrisation=v: must be a prediction that cfg takes: score",
        "--guider interval:3 | --guider: interval:3: must have 2 numbers after interval",
        "--guider java.lang.String | --guider=java.lang.String: must implement org.guidecheck.guider.Guider and have a "
                + "constructor without arguments",
        "--guider cfg --claim guider.parametrisation | --claim=guider.parametrisation: says nothing of cfg"})
    void refusesOptionsInOneLine(String options, String message) {
        assertThat(guard(options.split(" "))).isEqualTo(Main.BAD_INPUT);
        assertThat(messages()).isEqualTo("guidecheck: " + message);
    }

    @Test
    void namesWhatIsNear() {
        assertThat(guard("--guider", "cgf")).isEqualTo(Main.BAD_INPUT);
        assertThat(messages()).startsWith("guidecheck: --guider: cgf is not a guidance rule; must be one of ")
                .endsWith("did you mean cfg?").doesNotContain("\n");
        console.forgetComplaint();
        assertThat(guard("--guider", "cfg", "--sampler", "ddim")).isEqualTo(Main.BAD_INPUT);
        assertThat(messages()).contains("mutually exclusive").doesNotContain("\n");
        console.forgetComplaint();
        assertThat(guard("--command", RULES + "cfg")).isEqualTo(Main.FAILED);
        assertThat(messages()).contains("it is a guider, for --guider-command").doesNotContain("\n");
    }
}
