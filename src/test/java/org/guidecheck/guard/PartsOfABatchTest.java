package org.guidecheck.guard;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Ddim;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.SamplerFailure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sampler that calls the denoiser for parts of its batch is refused, and told so. */
class PartsOfABatchTest {
    private static final int PART = 64;

    /** DDIM whose network takes a few points at once. */
    private static final class InParts implements GuidedSampler {
        @Override
        public String name() {
            return "in-parts";
        }

        @Override
        public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
            return new Ddim().sample((level, x, d) -> {
                double[] conditional = new double[x.length];
                double[] unconditional = new double[x.length];
                for (int from = 0; from < x.length; from += PART * d) {
                    int to = Math.min(x.length, from + PART * d);
                    Denoiser.Scores part = denoiser.scores(level, Arrays.copyOfRange(x, from, to), d);
                    System.arraycopy(part.conditional(), 0, conditional, from, to - from);
                    System.arraycopy(part.unconditional(), 0, unconditional, from, to - from);
                }
                return new Denoiser.Scores(conditional, unconditional);
            }, guidance, grid, noise);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sampler.independence", "sampler.noise"})
    void isToldSo(String claim) {
        SamplerUnderTest candidate = new SamplerUnderTest(new InParts(), Optional.empty(), 10, List.of(1.0), 3);
        assertThatThrownBy(() -> Guard.decide(candidate, claim, 1e-6)).isInstanceOf(SamplerFailure.class)
                .hasMessageMatching("the denoiser is called with 64 points of a batch of \\d+: must be called with the "
                        + "whole batch, as parts of it are not supported");
    }
}
