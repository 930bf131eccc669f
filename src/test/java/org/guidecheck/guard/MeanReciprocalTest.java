package org.guidecheck.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Ddim;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;
import org.guidecheck.statistics.Effort;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;
import org.junit.jupiter.api.Test;

/** The number of steps at which the mean reciprocal is tried. */
class MeanReciprocalTest {
    /** DDIM guided away from the class. */
    private static final class Away implements GuidedSampler {
        private int most;

        @Override
        public String name() {
            return "away";
        }

        @Override
        public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
            most = Math.max(most, grid.steps());
            return new Ddim().sample((level, x, d) -> {
                Denoiser.Scores scores = denoiser.scores(level, x, d);
                double[] reflected = new double[x.length];
                for (int i = 0; i < x.length; i++) {
                    reflected[i] = 2 * scores.conditional()[i] - scores.unconditional()[i];
                }
                return new Denoiser.Scores(scores.conditional(), reflected);
            }, guidance, grid, noise);
        }
    }

    private static Verdict verdict(Away sampler, OptionalInt most) {
        Declaration declared = new Declaration(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                OptionalInt.empty(), most, Optional.empty());
        return Guard.decide(new SamplerUnderTest(sampler, Optional.empty(), 50, List.of(1.0), 3).at(Effort.QUICK)
                .declaring(declared), "sampler.mean-reciprocal", 1e-6).orElseThrow();
    }

    @Test
    void noMoreStepsAreAskedForThanTheSamplerPromises() {
        Away limited = new Away();
        Verdict open = verdict(limited, OptionalInt.of(150));
        assertThat(limited.most).isEqualTo(128);
        assertThat(open.outcome()).isEqualTo(Outcome.NOT_REFUTED);
        assertThat(open.evidence().get(0).rule()).endsWith("at 128 steps, where long steps may be why: the sampler "
                + "promises no more");
        Away unlimited = new Away();
        assertThat(verdict(unlimited, OptionalInt.empty()).outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(unlimited.most).isGreaterThan(150);
    }
}
