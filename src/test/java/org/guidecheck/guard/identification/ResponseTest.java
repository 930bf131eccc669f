package org.guidecheck.guard.identification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Ddim;
import org.guidecheck.sampler.Ddpm;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.sampler.Streams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sampler's response shows is what its formulas say. */
class ResponseTest {
    private static final Streams STREAMS = new Streams(3);
    private static final TimeGrid GRID = TimeGrid.toClean(2, 0.5, 12);

    /** A sampler that runs another one with a changed denoiser. */
    private record Wrapped(GuidedSampler sampler, Change change) implements GuidedSampler {
        interface Change {
            Denoiser apply(Denoiser denoiser);
        }

        @Override
        public String name() {
            return "wrapped";
        }

        @Override
        public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
            return sampler.sample(change.apply(denoiser), guidance, grid, noise);
        }
    }

    private static Optional<Response> response(GuidedSampler sampler, double w) {
        return Response.of(sampler, w, GRID, n -> Noise.of(STREAMS, 0, 2, n));
    }

    private static Superposition superposition(GuidedSampler sampler, double w) {
        return Superposition.of(response(sampler, w).orElseThrow(), sampler, w, GRID,
                (n, d) -> Noise.of(STREAMS.derived("other"), 0, d, n), 40, 3, 1e-8, 4e-16, STREAMS.stream(0));
    }

    /** Equation 12 of the paper of DDIM: x′ = √(τ′/τ) x + (√t′ − √t √(τ′/τ)) x̂_0, solved for all steps by hand. */
    @Test
    void theResponseOfDdimIsItsFormula() {
        double w = 3;
        Response found = response(new Ddim(), w).orElseThrow();
        assertThat(found.levels()).isEqualTo(GRID.levels().subList(0, GRID.steps()));
        double[] row = new double[GRID.steps()];
        for (int m = 1; m <= GRID.steps(); m++) {
            double keep = Math.sqrt(GRID.level(m).noise() / GRID.level(m - 1).noise());
            for (int k = 0; k < m; k++) {
                row[k] *= keep;
            }
            row[m - 1] = Math.sqrt(GRID.level(m).signal()) - keep * Math.sqrt(GRID.level(m - 1).signal());
            for (int k = 0; k < m; k++) {
                assertThat(found.conditional()[m][k]).isCloseTo((1 + w) * row[k], within(1e-12));
                assertThat(found.unconditional()[m][k]).isCloseTo(-w * row[k], within(1e-12));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"euler-maruyama", "ddpm", "ddim", "ddim:0.5", "heun", "multistep", "multistep:3"})
    void everyBuiltInSamplerIsLinearAndGuidesEachCallAsAsked(String name) {
        GuidedSampler sampler = Samplers.byName(name);
        for (double w : new double[] {0, 1, 7.5}) {
            Response found = response(sampler, w).orElseThrow();
            for (int k = 0; k < found.calls(); k++) {
                assertThat(found.weight(k)).as("call %d", k).isCloseTo(w, within(1e-8));
            }
            assertThat(superposition(sampler, w).departure()).isLessThan(1e-9);
        }
    }

    @Test
    void aCallThatIsRepeatedForAnotherParametrisationIsOneCall() {
        GuidedSampler twice = new Wrapped(new Ddim(), denoiser -> (level, x, d) -> {
            denoiser.scores(level, x, d);
            return denoiser.scores(level, x, d);
        });
        assertThat(response(twice, 1).orElseThrow().calls()).isEqualTo(GRID.steps());
    }

    /** Ho, Jain and Abbeel 2020, equation 11, in single precision, with predictions that are cut at a size. */
    private record SingleDdpm(double most) implements GuidedSampler {
        @Override
        public String name() {
            return "single";
        }

        @Override
        public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
            double[] x = noise.next();
            for (int k = 0; k < grid.steps(); k++) {
                NoiseLevel from = grid.level(k);
                NoiseLevel to = grid.level(k + 1);
                float root = (float) Math.sqrt(from.signal() / to.signal());
                float share = (float) ((1 - from.signal() / to.signal()) / Math.sqrt(from.noise()));
                double[] scores = denoiser.scores(from, x, noise.dimension()).conditional();
                for (int i = 0; i < x.length; i++) {
                    float eps = (float) (-Math.sqrt(from.noise()) * scores[i]);
                    double clean = (x[i] - Math.sqrt(from.noise()) * eps) / Math.sqrt(from.signal());
                    float cut = Math.abs(clean) <= most ? eps : 0;
                    x[i] = ((float) x[i] - share * cut) / root;
                }
            }
            return x;
        }
    }

    @Test
    void digitsThatNoiseHidesAtTheFirstLevelAreRounding() {
        // A flow in single precision starts at √t = 1e-6, where noise tells the clean point to 0.1.
        List<NoiseLevel> levels = new ArrayList<>(List.of(NoiseLevel.ofSignal(1e-12)));
        levels.addAll(TimeGrid.toClean(2, 0.5, 12).levels());
        TimeGrid grid = new TimeGrid(levels);
        GuidedSampler right = new SingleDdpm(Double.POSITIVE_INFINITY);
        assertThat(single(right, grid).departure()).isBetween(1e-5, 1e-3);
        GuidedSampler wrong = new SingleDdpm(20);
        assertThat(single(wrong, grid).departure()).isGreaterThan(0.1);
    }

    /** Euler's method in σ by a midpoint far below: its points are much larger than what is left of them. */
    private record SingleMidpoint(double factor) implements GuidedSampler {
        @Override
        public String name() {
            return "midpoint";
        }

        @Override
        public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
            double[] x = noise.next();
            double[] middle = stepped(denoiser, x, x, grid.level(0), grid.level(0), grid.level(2), noise);
            double[] far = stepped(denoiser, x, middle, grid.level(0), grid.level(2), grid.level(1), noise);
            double[] end = stepped(denoiser, far, far, grid.level(1), grid.level(1), grid.end(), noise);
            for (int i = 0; i < end.length; i++) {
                end[i] *= Math.abs(end[i]) > 1 ? factor : 1;
            }
            return end;
        }

        /** x + (σ′ − σ) z in single precision, with the noise z of another point. */
        private static double[] stepped(Denoiser denoiser, double[] x, double[] at, NoiseLevel from, NoiseLevel level,
                NoiseLevel to, Noise noise) {
            double[] scores = denoiser.scores(level, at, noise.dimension()).conditional();
            double[] result = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                float z = (float) (-Math.sqrt(level.noise()) * scores[i]);
                float scaled = (float) (x[i] / Math.sqrt(from.signal()));
                result[i] = Math.sqrt(to.signal()) * (scaled + (float) (to.sigma() - from.sigma()) * z);
            }
            return result;
        }
    }

    @Test
    void aPointIsRoundedAsThoseThatItIsMadeOf() {
        // From σ = 0.7 by way of 1e-4 to 2e-4: the prediction on the way acts 7,000 times as large.
        TimeGrid grid = new TimeGrid(List.of(NoiseLevel.ofNoise(0.33), NoiseLevel.ofNoise(4e-8),
                NoiseLevel.ofNoise(1e-8), NoiseLevel.CLEAN));
        assertThat(single(new SingleMidpoint(1), grid).departure()).isBetween(1e-7, 1e-3);
        assertThat(single(new SingleMidpoint(1.01), grid).departure()).isGreaterThan(2e-3);
    }

    private static Superposition single(GuidedSampler sampler, TimeGrid grid) {
        Response found = Response.of(sampler, 0, grid, n -> Noise.of(STREAMS, 0, 2, n)).orElseThrow();
        return Superposition.of(found, sampler, 0, grid, (n, d) -> Noise.of(STREAMS.derived("other"), 0, d, n), 40, 3,
                1e-3, 2e-7, STREAMS.stream(0));
    }

    @Test
    void clippingShowsFromTheSizeOnAtWhichItSetsIn() {
        GuidedSampler clipped = new Wrapped(new Ddpm(), denoiser -> (level, x, d) -> {
            Denoiser.Scores scores = denoiser.scores(level, x, d);
            double root = Math.sqrt(level.signal());
            for (double[] each : new double[][] {scores.conditional(), scores.unconditional()}) {
                for (int i = 0; i < each.length; i++) {
                    double clean = (x[i] + level.noise() * each[i]) / root;
                    each[i] = (root * Math.max(-20, Math.min(20, clean)) - x[i]) / level.noise();
                }
            }
            return scores;
        });
        assertThat(superposition(clipped, 1).smallest()).isBetween(10.0, 100.0);
    }

    @Test
    void runsThatDependOnMoreThanTheSeedAreNotIdentified() {
        int[] run = {0};
        GuidedSampler restless = new GuidedSampler() {
            @Override
            public String name() {
                return "restless";
            }

            @Override
            public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
                return new Ddim().sample(denoiser, guidance, TimeGrid.toClean(2, 0.5, 5 + run[0]++), noise);
            }
        };
        assertThat(response(restless, 1)).isEmpty();
    }

    @Test
    void ddpmKeepsThePointMassAtEachCall() {
        PointMassStatistics statistics = new PointMassStatistics();
        statistics.add(new Ddpm(), 2, GRID, (n, d) -> Noise.of(STREAMS, 0, d, n), 20_000, 5);
        assertThat(statistics.isRegular()).isTrue();
        assertThat(statistics.calls()).isEqualTo(GRID.steps());
        for (int m = 0; m < statistics.calls(); m++) {
            PointMassStatistics.Moments moments = statistics.moments(m);
            // Five standard errors of 100,000 numbers, whose sizes are √2, √6 and √24.
            assertThat(moments.variance() / statistics.level(m).noise()).isCloseTo(1, within(5 * 0.0045));
            assertThat(moments.skewness()).isCloseTo(0, within(5 * 0.0078));
            assertThat(moments.kurtosis()).isCloseTo(0, within(5 * 0.0155));
            assertThat(moments.correlationOfCoordinates()).isCloseTo(0, within(5 * 0.0036));
            assertThat(moments.repeated()).isZero();
        }
        assertThat(statistics.moments(GRID.steps()).variance()).isLessThan(1e-20);
        assertThat(statistics.meanVariance()).isCloseTo(1, within(6 * statistics.standardError()));
    }
}
