package org.guidecheck.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Ddim;
import org.guidecheck.sampler.Ddpm;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.sampler.SchemeTableJson;
import org.guidecheck.sampler.pipe.PipedSampler;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;
import org.guidecheck.statistics.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exact texts of failing tests. */
class FailureTextTest {
    @TempDir
    private Path folder;

    private static final Evidence GOOD = Evidence.of(Evidence.Kind.EXACT_SAMPLING, "mean", 0)
            .within(new Interval(0, 0)).decides(Requirement.exactly("must be 0", 0));

    /** A sampler of a user. */
    public static final class Mine implements GuidedSampler {
        /** For the command line. */
        public Mine() {
        }

        @Override
        public String name() {
            return "mine";
        }

        @Override
        public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
            return noise.next();
        }
    }

    private static SamplerUnderTest candidate(GuidedSampler sampler, Optional<LinearSampler> like) {
        return new SamplerUnderTest(sampler, like, 50, List.of(0.0, 0.5, 3.0), 7);
    }

    private static Verdict verdict(String claim, Evidence... evidence) {
        return Verdict.of(claim, List.of(evidence), 7, Duration.ZERO);
    }

    @Test
    void aRefutation() {
        Evidence bad = Evidence.of(Evidence.Kind.EXACT_SAMPLING, "mean p(c|Y), w = 3", 0.61234567)
                .within(new Interval(0.6, 0.625)).by("a test", 4096, 1.25e-8)
                .allowing(List.of(new Tolerance.Discretisation(0.001, "long steps")))
                .decides(Requirement.exactly("must be 0.7", 0.7)).with("log e-value", "20.5");
        assertThat(FailureText.of(candidate(new Mine(), Optional.of(new Ddpm())),
                verdict("sampler.guided-law", GOOD, bad, GOOD), 1e-7)).isEqualTo("""
                sampler.guided-law is REFUTED: with guidance the output follows the law of the guided process \
                or flow, or is what the identified coefficients foretell
                  sampler   mine, like ddpm, 50 steps, weights [0.0, 0.5, 3.0], seed 7
                  law       case T
                  alpha     1.00e-07 for this claim
                  REFUTED   mean p(c|Y), w = 3: 0.612346, in [0.600000, 0.625000]
                            limit: must be 0.7
                            by a test, n = 4096, alpha = 1.25e-08
                            allowing 0.00100: long steps
                            log e-value: 20.5
                  HOLDS     2 more of 3
                  replay    guidecheck guard --sampler 'org.guidecheck.guard.FailureTextTest$Mine' --like ddpm --steps 50 \
                --weight 0,0.5,3 --seed 7 --claim sampler.guided-law --alpha 1.0E-7""");
    }

    @Test
    void oneWithoutDrawsAndWithoutAnEnd() {
        Evidence bad = Evidence.of(Evidence.Kind.AT_POINTS, "points at fault", Double.POSITIVE_INFINITY)
                .within(Interval.atLeast(1)).by("24 points").decides(Unmeasured.because("must be 0"));
        assertThat(FailureText.of(candidate(new Mine(), Optional.empty()), verdict("sampler.finite-and-shaped", bad),
                1e-7))
                .isEqualTo("""
                sampler.finite-and-shaped is UNDECIDED: draws are finite, and there is one point for each requested
                  sampler   mine, 50 steps, weights [0.0, 0.5, 3.0], seed 7
                  law       two Gaussians; case T; three classes in space
                  alpha     1.00e-07 for this claim
                  UNDECIDED points at fault: Infinity, in [1.00000, Infinity)
                            limit: must be 0
                            by 24 points, n = 0, alpha = 0
                  replay    guidecheck guard --sampler 'org.guidecheck.guard.FailureTextTest$Mine' --steps 50 \
                --weight 0,0.5,3 --seed 7 --claim sampler.finite-and-shaped --alpha 1.0E-7""");
    }

    @Test
    void theCommandNamesTheFileOfATableAndTheCommandOfAProgram() throws IOException {
        Path file = folder.resolve("my table.json");
        SamplerUnderTest ddim = new SamplerUnderTest(Samplers.byName("ddim"), Optional.empty(), 10, List.of(1.0), 7);
        SchemeTableJson.write(file, IdentifiedScheme.of(ddim));
        SamplerUnderTest table =
                new SamplerUnderTest(SchemeTableJson.read(file), Optional.empty(), 10, List.of(1.0), 7);
        assertThat(ReplayCommandLine.command(table, "sampler.linear", 1e-6))
                .startsWith("guidecheck guard --sampler '" + file + "' --steps 10 ").doesNotContain("\n");
        String command = "python3 src/main/python/examples/ddim.py";
        try (PipedSampler program = PipedSampler.start(command, Duration.ofMinutes(1))) {
            assertThat(ReplayCommandLine.command(candidate(program, Optional.empty()), "sampler.linear", 1e-6))
                    .startsWith("guidecheck guard --command '" + command + "' --steps 50 ");
        }
    }

    @Test
    void theCommandNamesTheSampler() {
        assertThat(
                ReplayCommandLine.command(candidate(new Ddim(0.5), Optional.of(new Ddim(0.5))), "sampler.order", 1e-6))
                .isEqualTo("guidecheck guard --sampler ddim:0.5 --like ddim:0.5 --steps 50 --weight 0,0.5,3 --seed 7 "
                        + "--claim sampler.order --alpha 1.0E-6");
        assertThat(ReplayCommandLine.command(candidate(new Ddpm(), Optional.empty()), "sampler.order", 1e-6))
                .startsWith("guidecheck guard --sampler org.guidecheck.sampler.Ddpm --steps 50 ");
        assertThat(ReplayCommandLine.command(candidate(new PlainDdpm(), Optional.empty()), "sampler.order", 1e-6))
                .startsWith("guidecheck guard --sampler org.guidecheck.guard.PlainDdpm --steps 50 ")
                .endsWith(
                        "\n            after making org.guidecheck.guard.PlainDdpm a public class of a package, with a public "
                                + "constructor without arguments");
    }
}
