package org.guidecheck.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.example.ThrowingSampler;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.junit.jupiter.api.Test;

class DrawsTest {
    private static final Denoiser NORMAL = (level, points, dimension) -> {
        double[] score = Arrays.stream(points).map(x -> -x).toArray();
        return new Denoiser.Scores(score, score.clone());
    };

    private static double[] draws(Denoiser denoiser, UnaryOperator<double[]> change) {
        GuidedSampler changed = new GuidedSampler() {
            @Override
            public String name() {
                return "changed";
            }

            @Override
            public double[] sample(Denoiser asked, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
                return change.apply(new Ddim().sample(asked, guidance, grid, noise));
            }
        };
        return Draws.of(changed, denoiser, GuidanceSchedule.constant(1), TimeGrid.uniformInLogSnr(-4, 4, 3),
                Noise.of(new Streams(1), 0, 2, 3));
    }

    @Test
    void aSamplerThatReturnsNoArrayOrOneOfAnotherLengthFails() {
        assertThatExceptionOfType(SamplerFailure.class).isThrownBy(() -> draws(NORMAL, ends -> null))
                .withMessage("sampler changed returned null, not an array of points");
        assertThatExceptionOfType(SamplerFailure.class)
                .isThrownBy(() -> draws(NORMAL, ends -> Arrays.copyOf(ends, 5)))
                .withMessage("sampler changed returned 5 numbers, not 6 for 3 points of dimension 2");
    }

    @Test
    void aSamplerThatThrowsIsNamedWithTheLine() {
        assertThatExceptionOfType(SamplerFailure.class)
                .isThrownBy(() -> Draws.of(new ThrowingSampler(), NORMAL, GuidanceSchedule.constant(1),
                        TimeGrid.uniformInLogSnr(-4, 4, 3), Noise.of(new Streams(1), 0, 2, 3)))
                .withMessageStartingWith(
                        "sampler throwing failed at org.example.ThrowingSampler.sample(ThrowingSampler")
                .withMessageEndingWith(
                        ": java.lang.ArrayIndexOutOfBoundsException: Index 6 out of bounds for length 6");
    }

    @Test
    void aFaultOfTheProgramIsNotTheSamplers() {
        // Classes of this package count as the program.
        assertThat(catchThrowable(() -> draws(NORMAL, ends -> List.of(ends).get(1))))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
