package org.guidecheck.guard.identification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Ddpm;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.sampler.StepTable;
import org.guidecheck.sampler.StepTable.Combination;
import org.guidecheck.sampler.Streams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Known schemes are recognised, and a sampler with one wrong step is recognised with that step. */
class SchemeMatchTest {
    private static final Streams STREAMS = new Streams(11);
    private static final TimeGrid GRID = TimeGrid.toClean(3, 0.2, 20);
    private static final double TOLERANCE = 1e-8;

    /** A scheme, one step of which is changed. */
    private record WithWrongStep(LinearSampler right, int wrong, Change change) implements LinearSampler {
        interface Change {
            Combination apply(Combination result);
        }

        @Override
        public String name() {
            return "wrong";
        }

        @Override
        public StepTable step(TimeGrid grid, int k) {
            StepTable table = right.step(grid, k);
            return k == wrong ? new StepTable(table.stages(), change.apply(table.result())) : table;
        }
    }

    /** DDIM that asks for clean points, which keep their digits at pure noise. */
    private record OnCleanPoints() implements GuidedSampler {
        @Override
        public String name() {
            return "on-clean-points";
        }

        @Override
        public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
            double[] x = noise.next();
            for (int k = 0; k < grid.steps(); k++) {
                NoiseLevel from = grid.level(k);
                NoiseLevel to = grid.level(k + 1);
                double keep = Math.sqrt(to.noise() / from.noise());
                Denoiser.Scores clean = denoiser.cleanPoints(from, x, noise.dimension());
                double[] next = new double[x.length];
                for (int i = 0; i < x.length; i++) {
                    next[i] = keep * x[i] + (Math.sqrt(to.signal()) - keep * Math.sqrt(from.signal()))
                            * clean.guided(i, guidance.weight(from));
                }
                x = next;
            }
            return x;
        }
    }

    private static List<Noise> noises() {
        return List.of(Noise.of(STREAMS, 0, 4, 5000), Noise.of(STREAMS.derived("more"), 0, 4, 5000));
    }

    private static SchemeMatch match(GuidedSampler sampler, double w) {
        Response response = Response.of(sampler, w, GRID, n -> Noise.of(STREAMS, 0, 2, n)).orElseThrow();
        return SchemeMatch.withNoise(SchemeMatch.nearest(response, Samplers.known(), GRID, TOLERANCE), response,
                sampler, w, GRID, noises(), 6);
    }

    static List<LinearSampler> known() {
        return Samplers.known();
    }

    @ParameterizedTest
    @MethodSource("known")
    void aKnownSchemeIsRecognised(LinearSampler scheme) {
        SchemeMatch found = match(scheme, 2);
        assertThat(found.differences()).as(found.scheme().name()).isEmpty();
        // Several names may be one scheme on these levels.
        Response response = Response.of(scheme, 2, GRID, n -> Noise.of(STREAMS, 0, 2, n)).orElseThrow();
        assertThat(SchemeMatch.of(response, scheme, GRID, TOLERANCE).orElseThrow().differences()).isEmpty();
    }

    /** Rectified flows begin at pure noise, flow time 1. */
    @Test
    void aSchemeIsRecognisedFromPureNoiseOn() {
        List<NoiseLevel> levels = new ArrayList<>(GRID.levels());
        levels.set(0, NoiseLevel.ofSignal(1e-40));
        TimeGrid grid = new TimeGrid(levels);
        GuidedSampler ddim = new OnCleanPoints();
        Response response = Response.of(ddim, 1, grid, n -> Noise.of(STREAMS, 0, 2, n)).orElseThrow();
        SchemeMatch found = SchemeMatch.withNoise(SchemeMatch.nearest(response, Samplers.known(), grid, TOLERANCE),
                response, ddim, 1, grid, noises(), 6);
        assertThat(found.scheme().name()).isEqualTo("ddim");
        assertThat(found.differences()).isEmpty();
    }

    @Test
    void onlyTheWrongStepDiffers() {
        SchemeMatch found = match(new WithWrongStep(Samplers.byName("multistep"), 7, result -> new Combination(
                1.01 * result.keep(), result.terms(), 0)), 1);
        assertThat(found.scheme().name()).isEqualTo("multistep");
        assertThat(found.differences()).hasSize(1);
        assertThat(found.differences().get(0).point()).isEqualTo(8);
        assertThat(found.differences().get(0).kind()).isEqualTo(SchemeMatch.Difference.Kind.FACTOR);
    }

    @Test
    void noiseOfAnotherDeviationIsFoundInItsStep() {
        SchemeMatch found = match(new WithWrongStep(new Ddpm(), 12, result -> new Combination(result.keep(),
                result.terms(), 0.9 * result.deviation())), 0);
        assertThat(found.scheme().name()).isEqualTo("ddpm");
        assertThat(found.differences()).hasSize(1);
        SchemeMatch.Difference difference = found.differences().get(0);
        assertThat(difference.point()).isEqualTo(13);
        assertThat(difference.kind()).isEqualTo(SchemeMatch.Difference.Kind.FRESH_NOISE);
        assertThat(difference.found() / difference.expected()).isCloseTo(0.9, within(0.02));
    }

    /** A scheme of its own agrees with no known one. */
    @Test
    void anotherSchemeIsNotTakenForAKnownOne() {
        GuidedSampler own = new GuidedSampler() {
            @Override
            public String name() {
                return "own";
            }

            @Override
            public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
                List<double[]> numbers = new ArrayList<>();
                for (int k = 0; k <= grid.steps(); k++) {
                    numbers.add(Arrays.stream(noise.next()).map(z -> 0.5 * z).toArray());
                }
                return new Ddpm().sample((level, x, d) -> {
                    Denoiser.Scores scores = denoiser.scores(level, x, d);
                    return new Denoiser.Scores(Arrays.stream(scores.conditional()).map(s -> 0.75 * s).toArray(),
                            Arrays.stream(scores.unconditional()).map(s -> 0.75 * s).toArray());
                }, guidance, grid, Noise.given(numbers, noise.dimension()));
            }
        };
        SchemeMatch found = match(own, 0);
        assertThat(found.agreeing()).isLessThan(GRID.steps() / 2);
    }
}
