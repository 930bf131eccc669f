package org.guidecheck.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.guidecheck.guard.problem.GaussianLaw;
import org.guidecheck.guard.problem.ScorePair;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Churned;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.statistics.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The closed law of step tables on linear scores equals that of runs from chosen normals, and steps match tables. */
class GaussianLawTest {
    static Stream<LinearSampler> samplers() {
        return Stream.concat(Stream.of("euler-maruyama", "ddpm", "ddim", "ddim:0.5", "heun", "multistep", "multistep:3")
                .map(Samplers::byName), Stream.of(new Churned(0.2, 0), new Churned(0.2, 0.05)));
    }

    @ParameterizedTest
    @MethodSource("samplers")
    void isThatOfRuns(LinearSampler sampler) {
        for (double w : new double[] {0, 1, 3}) {
            RunCache runs = new RunCache(new SamplerUnderTest(sampler, Optional.empty(), 8, List.of(w), 1));
            for (int steps : new int[] {1, 2, 3, 4, 24}) {
                TimeGrid grid = TestProblem.MILD.grids().apply(steps);
                GaussianLaw run = LinearResponse.of(runs, TestProblem.MILD, w, grid).orElseThrow().law();
                GaussianLaw closed = GaussianLaw.of(sampler, ScorePair.MILD, w, grid);
                for (int i = 0; i < ScorePair.MILD.dimension(); i++) {
                    GaussianLaw.Coordinate is = closed.coordinates().get(i);
                    GaussianLaw.Coordinate must = run.coordinates().get(i);
                    // Rounding of a factor, which is a difference of two ends.
                    double rounding = 1e-9 * (1 + must.deviation()) + 10 * is.rounding();
                    assertThat(is.mean()).as("%s, w=%s, %s steps", sampler.name(), w, steps)
                            .isCloseTo(must.mean(), within(rounding));
                    assertThat(is.deviation()).as("%s, w=%s, %s steps", sampler.name(), w, steps)
                            .isCloseTo(must.deviation(), within(rounding));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samplers")
    void roundingIsSmallWhereNothingCancels(LinearSampler sampler) {
        for (GaussianLaw.Coordinate each : GaussianLaw
                .of(sampler, ScorePair.MILD, 1, TestProblem.MILD.grids().apply(50)).coordinates()) {
            assertThat(each.rounding()).isPositive().isLessThan(1e-10 * (1 + each.deviation()));
        }
    }

    private static Outcome oneStep(LinearSampler sampler, LinearSampler like) {
        SamplerUnderTest candidate = new SamplerUnderTest(sampler, Optional.of(like), 12, List.of(0.0, 1.0), 1);
        return Guard.decide(candidate, "sampler.one-step", 1e-6).orElseThrow().outcome();
    }

    @Test
    void noiseWithinAStepIsComparedWithItsTable() {
        // Noise that the sampler draws within a step is tested, which can only refute.
        assertThat(oneStep(new Churned(0.2, 0), new Churned(0.2, 0))).isEqualTo(Outcome.NOT_REFUTED);
        assertThat(oneStep(new Churned(0.2, 0.05), new Churned(0.2, 0.05))).isEqualTo(Outcome.NOT_REFUTED);
        assertThat(oneStep(new Churned(0.2, 0.05), new Churned(0.2, 0))).isEqualTo(Outcome.REFUTED);
        assertThat(oneStep(new Churned(0.21, 0), new Churned(0.2, 0))).isEqualTo(Outcome.REFUTED);
    }
}
