package org.guidecheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.EulerMaruyama;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code hunt} and {@code replay} from the command line. */
class HuntCommandTest {
    @TempDir
    private Path folder;

    @RegisterExtension
    private final Console console = new Console();

    private List<String> arguments(String... args) {
        List<String> all = new ArrayList<>(List.of("hunt", "--out", folder.resolve("found").toString(), "--journal",
                folder.resolve("journal").toString()));
        all.addAll(List.of(args));
        return all;
    }

    private int hunt(String... args) {
        return Main.run(arguments(args).toArray(String[]::new));
    }

    @Test
    void findsShrinksSavesAndReplays() throws IOException {
        assertThat(hunt("--claim", "naive.diversity")).as(console.complaint()).isZero();
        assertThat(console.printed()).contains("REFUTED, and REFUTED by the other oracle")
                .contains("none of them is refuted");
        Path file = folder.resolve("found/naive.diversity-1.json");
        JsonNode json = new ObjectMapper().readTree(file.toFile());
        assertThat(json.path("outcome").asText()).isEqualTo("REFUTED");
        assertThat(json.path("found").path("minimal").asBoolean()).isTrue();
        assertThat(json.path("law").path("classes")).hasSize(2);
        console.forgetPrinted();
        assertThat(Main.run("replay", file.toString())).isZero();
        assertThat(console.printed()).contains("finite differences").contains("chain quadrature");
    }

    @Test
    void saysSoWhereWhatIsReplayedIsNotAsTheFileSays() throws IOException {
        Path file = folder.resolve("naive.diversity-1.json");
        String kept = Files.readString(Path.of("reports/counterexamples/naive.diversity-1.json"));
        Files.writeString(file, kept.replaceFirst("\"weight\" : \"[^\"]*\"", "\"weight\" : \"0\""));
        assertThat(Main.run("replay", file.toString())).isEqualTo(Main.UNDECIDED);
    }

    /** Euler–Maruyama that guides away from the class. */
    public static final class Backwards implements GuidedSampler {
        @Override
        public String name() {
            return Backwards.class.getName();
        }

        @Override
        public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
            return new EulerMaruyama().sample(denoiser, guidance.times(-1), grid, noise);
        }
    }

    @Tag("exhaustive")
    @Test
    void findsALawOnWhichASamplerIsWrong() throws IOException {
        assertThat(hunt("--claim", "paper.mean-reciprocal-drops", "--sampler", Backwards.class.getName(), "--threads",
                "2"))
                .as(console.complaint()).isEqualTo(Main.REFUTED);
        Path file = folder.resolve("found/paper.mean-reciprocal-drops-1.json");
        assertThat(new ObjectMapper().readTree(file.toFile()).path("law").path("classes")).hasSize(2);
        assertThat(Main.run("replay", file.toString())).as(console.printed()).isZero();
        // With another sampler the claim holds on this law.
        assertThat(Main.run("replay", file.toString(), "--sampler", "euler-maruyama")).isNotZero();
    }

    @Test
    void findsNothingAgainstATheorem() throws IOException {
        assertThat(hunt("--claim", "paper.cfg-is-classifier-guidance", "--rounds", "2", "--budget", "10m")).isZero();
        assertThat(console.printed()).contains("no counterexample").contains("256 laws");
        assertThat(folder.resolve("found")).doesNotExist();
        assertThat(folder.resolve("journal/paper.cfg-is-classifier-guidance-1-nearest.json")).exists();
        console.forgetPrinted();
        assertThat(hunt("--claim", "paper.cfg-is-classifier-guidance", "--rounds", "1", "--budget", "10m", "--resume"))
                .isZero();
        assertThat(console.printed()).contains("384 laws");
    }

    /** The start of a command line that runs the program in a JVM of its own, with these options. */
    private static List<String> program(String... options) {
        List<String> command =
                new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        return command;
    }

    /** A killed hunt can be resumed; an interrupted one also leaves the nearest law. */
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void survivesItsEnd(boolean kill) throws IOException, InterruptedException {
        String claim = "paper.cfg-is-classifier-guidance";
        List<String> command = program();
        command.addAll(arguments("--claim", claim, "--budget", "5m"));
        Path errors = folder.resolve("errors");
        Process process = new ProcessBuilder(command).redirectOutput(folder.resolve("printed").toFile())
                .redirectError(errors.toFile()).start();
        Path journal = folder.resolve("journal/" + claim + "-1.journal");
        try {
            while (!Files.exists(journal) || Files.readAllLines(journal).size() < 3) {
                assertThat(process.isAlive()).isTrue();
                Thread.sleep(50);
            }
        } finally {
            if (kill) {
                process.destroyForcibly();
            } else {
                process.destroy();
            }
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        if (!kill) {
            assertThat(errors).content().contains("interrupted after").contains("--resume");
            assertThat(folder.resolve("journal/" + claim + "-1-nearest.json")).exists();
        }
        int rounds = Files.readAllLines(journal).size() - 1;
        assertThat(hunt("--claim", claim, "--rounds", "1", "--budget", "10m", "--resume")).as(console.complaint())
                .isZero();
        assertThat(Files.readAllLines(journal)).hasSizeBetween(rounds, rounds + 2);
        String laws = console.printed().replaceAll("(?s).*searched  (\\d+) laws?.*", "$1");
        assertThat(Long.parseLong(laws)).isGreaterThanOrEqualTo(128L * rounds);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--claim naive.nothing|naive.nothing",
        "--claim case.gaussian-pair|--claim=case.gaussian-pair: must cover random laws",
        "--claim naive.log-loss --budget 0s|--budget=0s",
        "--claim naive.log-loss --budget soon|--budget=soon",
        "--claim naive.log-loss --dimension 9|--dimension=9",
        "--claim naive.log-loss --rounds 0|--rounds=0",
        "--claim naive.log-loss --threads 0|--threads=0",
        "--claim naive.log-loss --alpha 2|--alpha=2",
        "--claim naive.log-loss --sampler nobody|--sampler=nobody",
        "--budget 60s|--claim"})
    void refusesBadUsageInOneLine(String options, String said) {
        assertThat(hunt(options.split(" "))).isEqualTo(Main.BAD_INPUT);
        assertThat(console.complaint()).contains(said).hasLineCount(1);
        assertThat(folder.resolve("found")).doesNotExist();
    }

    @Test
    void refusesAFileThatIsNone() {
        assertThat(Main.run("replay", folder.resolve("none.json").toString())).isEqualTo(Main.BAD_INPUT);
        assertThat(console.complaint()).contains("none.json: no such file").hasLineCount(1);
    }
}
