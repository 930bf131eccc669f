package org.guidecheck.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Law;
import org.guidecheck.law.Mixture;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.nd4j.Nd4jBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SamplersTest {
    private static final Law OTHER =
            new Mixture(new double[] {0.4, 0.6}, List.of(Gaussian.isotropic(new double[] {-1, 0}, 0.5),
                    Gaussian.isotropic(new double[] {0, -2}, 1)));
    private static final Law CLASS =
            new Mixture(new double[] {0.3, 0.7}, List.of(Gaussian.isotropic(new double[] {1, 1}, 0.2),
                    Gaussian.isotropic(new double[] {2, -1}, 0.4)));

    static List<LinearSampler> samplers() {
        return Stream.concat(Samplers.builtIn().stream(), Stream.of(new DpmSolverPlusPlus(3))).toList();
    }

    private static Streams streams() {
        String property = System.getProperty("guidecheck.seed", "");
        return new Streams(property.isBlank() ? 20240117 : Long.parseLong(property.trim()));
    }

    private static LabelledLaw law(Law own, Law rest) {
        return new LabelledLaw(List.of(new LabelledLaw.LabelledClass("own", 0.4, own),
                new LabelledLaw.LabelledClass("rest", 0.6, rest)));
    }

    private static double[] sample(DenoiserBackend backend, GuidedSampler sampler, LabelledLaw law, double w,
            TimeGrid grid, long first, int points) {
        return Draws.of(sampler, backend.denoiser(ClassVersusRest.of(law, 0)), GuidanceSchedule.constant(w), grid,
                Noise.of(streams(), first, law.dimension(), points));
    }

    private static double largest(double[] x) {
        return Arrays.stream(x).map(Math::abs).max().orElseThrow();
    }

    private static double[] difference(double[] one, double[] other) {
        return IntStream.range(0, one.length).mapToDouble(i -> one[i] - other[i]).toArray();
    }

    static Stream<Arguments> runs() {
        return samplers().stream().flatMap(sampler -> Stream.of(DenoiserBackend.FUSED, new Nd4jBackend())
                .map(backend -> Arguments.of(sampler, backend)));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void givesTheSamePointsWhateverTheBatches(GuidedSampler sampler, DenoiserBackend backend) {
        LabelledLaw law = law(CLASS, OTHER);
        TimeGrid grid = TimeGrid.forLaw(law, 50);
        double[] whole = sample(backend, sampler, law, 2, grid, 0, 100);
        double[] parts = DoubleStream.concat(Arrays.stream(sample(backend, sampler, law, 2, grid, 0, 37)),
                Arrays.stream(sample(backend, sampler, law, 2, grid, 37, 63))).toArray();
        assertThat(sample(backend, sampler, law, 2, grid, 0, 100)).isEqualTo(whole);
        // Only up to rounding: a matrix product rounds differently at the edges of its tiles, whose position depends on
        // the size of the batch.
        assertThat(largest(difference(whole, parts))).isLessThanOrEqualTo(1e-12 * largest(whole));
    }

    @Test
    void drawsNoiseByPoint() {
        Noise whole = Noise.of(streams(), 0, 3, 100);
        Noise part = Noise.of(streams(), 60, 3, 40);
        for (int call = 0; call < 3; call++) {
            double[] numbers = whole.next();
            assertThat(numbers).hasSize(300);
            assertThat(part.next()).isEqualTo(Arrays.copyOfRange(numbers, 180, 300));
        }
    }

    /**
     * Mean and variance of a scheme's output for one Gaussian class, for which each step is affine: x′ = a·x + b +
     * √c·ξ.
     */
    private static double[] schemeMoments(String name, double m, double variance, TimeGrid grid) {
        double mean = 0;
        double spread = 1;
        for (int k = 0; k < grid.steps(); k++) {
            NoiseLevel from = grid.level(k);
            NoiseLevel to = grid.level(k + 1);
            double t = from.signal();
            double v = t * variance + from.noise();
            double alpha = t / to.signal();
            // x̂_0 − m = gain·(x − √t·m)
            double gain = Math.sqrt(t) * variance / v;
            double a;
            double fixed;
            double c;
            switch (name) {
                case "euler-maruyama" -> {
                    double du = Math.log(1 / alpha);
                    a = 1 + du * (0.5 - 1 / v);
                    fixed = du * Math.sqrt(t) * m / v;
                    c = du;
                }
                case "ddpm" -> {
                    double cleanFactor = Math.sqrt(to.signal()) * (1 - alpha) / from.noise();
                    a = Math.sqrt(alpha) * to.noise() / from.noise() + cleanFactor * gain;
                    fixed = cleanFactor * m * (1 - gain * Math.sqrt(t));
                    c = to.noise() / from.noise() * (1 - alpha);
                }
                default -> {
                    double noiseFactor = Math.sqrt(to.noise() / from.noise());
                    double cleanFactor = Math.sqrt(to.signal()) - noiseFactor * Math.sqrt(t);
                    a = noiseFactor + cleanFactor * gain;
                    fixed = cleanFactor * m * (1 - gain * Math.sqrt(t));
                    c = 0;
                }
            }
            mean = a * mean + fixed;
            spread = a * a * spread + c;
        }
        return new double[] {mean, spread};
    }

    /**
     * Like {@link #schemeMoments} for the schemes of order two and three, which multiply c = x/√t − m by a number: x̂_0
     * − m is gain·c.
     */
    private static double[] higherOrderMoments(String name, double m, double variance, TimeGrid grid) {
        double before = 0;
        double beforeThat = 0;
        double c = 1;
        for (int k = 0; k < grid.steps(); k++) {
            double from = grid.level(k).sigma();
            double to = grid.level(k + 1).sigma();
            double gain = variance / (variance + from * from);
            double ratio = to / from;
            double next;
            if (name.equals("heun") && to == 0) {
                double half = from * from / 2;
                double middle = c * (1 - (1 - gain) / 4);
                next = c - half / (variance + half) * middle;
            } else if (name.equals("heun")) {
                double predicted = ratio * c + (1 - ratio) * gain * c;
                next = c + 0.5 * (to - from) * (c * from / (variance + from * from)
                        + predicted * to / (variance + to * to));
            } else {
                double clean = gain * c;
                if (k > 0 && to > 0) {
                    double earlier = grid.level(k - 1).sigma();
                    double steps = Math.log(from / to) / Math.log(earlier / from);
                    clean += steps / 2 * (clean - variance / (variance + earlier * earlier) * before);
                }
                next = ratio * c + (1 - ratio) * clean;
                if (name.equals("multistep:3") && k > 1 && to > 0) {
                    double earlier = grid.level(k - 1).sigma();
                    double earliest = grid.level(k - 2).sigma();
                    // The grid is uniform up to the step to clean data, so derivatives are finite differences.
                    double h = Math.log(from / to);
                    double one = variance / (variance + earlier * earlier) * before;
                    double two = variance / (variance + earliest * earliest) * beforeThat;
                    double curvature = gain * c - 2 * one + two;
                    double phi = 1 - (1 - ratio) / h;
                    next = ratio * c + (1 - ratio) * gain * c + phi * (gain * c - one + curvature / 2)
                            + (0.5 - phi / h) * curvature;
                }
            }
            beforeThat = before;
            before = c;
            c = next;
        }
        return new double[] {m * (1 - c), c * c / grid.start().signal()};
    }

    @ParameterizedTest
    @MethodSource("runs")
    void drawsAGaussianClass(GuidedSampler sampler, DenoiserBackend backend) {
        double m = 1.5;
        double variance = 0.25;
        int n = 4096;
        LabelledLaw law = law(Gaussian.isotropic(new double[] {m}, variance),
                Gaussian.isotropic(new double[] {-1}, 1));
        TimeGrid grid = TimeGrid.forLaw(law, 200);
        double[] moments = List.of("heun", "multistep", "multistep:3").contains(sampler.name())
                ? higherOrderMoments(sampler.name(), m, variance, grid)
                : schemeMoments(sampler.name(), m, variance, grid);
        double[] x = sample(backend, sampler, law, 0, grid, 0, n);
        double mean = Arrays.stream(x).average().orElseThrow();
        double spread = Arrays.stream(x).map(each -> (each - mean) * (each - mean)).sum() / (n - 1);
        // Within six standard errors of the mean and the variance of n Gaussian numbers.
        assertThat(mean).isCloseTo(moments[0], within(6 * Math.sqrt(moments[1] / n)));
        assertThat(spread).isCloseTo(moments[1], within(6 * moments[1] * Math.sqrt(2.0 / (n - 1))));
        // The scheme's exact moments differ from those of the class by an error of first order in the step of λ (0.09).
        double step = grid.level(1).logSnr() - grid.level(0).logSnr();
        assertThat(moments[0]).isCloseTo(m, within(step * Math.sqrt(variance)));
        assertThat(moments[1]).isCloseTo(variance, within(step * variance));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void ignoresTheRestWithoutGuidance(GuidedSampler sampler, DenoiserBackend backend) {
        LabelledLaw law = law(CLASS, OTHER);
        TimeGrid grid = TimeGrid.forLaw(law, 50);
        LabelledLaw changed = law(CLASS, Gaussian.isotropic(new double[] {5, 5}, 1e-4));
        double[] difference = new double[2];
        for (int w = 0; w < 2; w++) {
            difference[w] = largest(difference(sample(backend, sampler, changed, w, grid, 0, 100),
                    sample(backend, sampler, law, w, grid, 0, 100)));
        }
        // On ND4J features are relative to the mean of all component means, including those of the rest.
        assertThat(difference[0]).isLessThanOrEqualTo(backend == DenoiserBackend.FUSED ? 0 : 1e-12);
        assertThat(difference[1]).isGreaterThan(1e-5);
    }

    @ParameterizedTest
    @MethodSource("runs")
    void samplesTheMarginalAtMinusOne(GuidedSampler sampler, DenoiserBackend backend) {
        LabelledLaw law = law(CLASS, OTHER);
        TimeGrid grid = TimeGrid.forLaw(law, 50);
        LabelledLaw whole = law(law.marginal(), OTHER);
        assertThat(largest(difference(sample(backend, sampler, law, -1, grid, 0, 100),
                sample(backend, sampler, whole, 0, grid, 0, 100)))).isLessThan(1e-9);
    }

    static Stream<DenoiserBackend> backends() {
        return Stream.of(DenoiserBackend.FUSED, new Nd4jBackend());
    }

    @ParameterizedTest
    @MethodSource("backends")
    void guidesFromBothScores(DenoiserBackend backend) {
        LabelledLaw law = law(CLASS, OTHER);
        NoiseLevel level = NoiseLevel.ofNoise(0.3);
        double[] point = {0.4, -0.7};
        Denoiser.Scores scores = backend.denoiser(ClassVersusRest.of(law, 0)).scores(level, point, 2);
        double[] own = CLASS.score(point, level);
        double[] whole = law.marginal().score(point, level);
        double w = 1.7;
        for (int i = 0; i < 2; i++) {
            assertThat(scores.unconditional()[i]).isCloseTo(whole[i], within(1e-13));
            assertThat(scores.guided(i, w)).isCloseTo(own[i] + w * (own[i] - whole[i]), within(1e-13));
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void keepsBothScoresWhereThePosteriorIsCertain(DenoiserBackend backend) {
        LabelledLaw law = law(Gaussian.isotropic(new double[] {50}, 1e-4),
                Gaussian.isotropic(new double[] {-50}, 1e-4));
        NoiseLevel level = NoiseLevel.ofNoise(1e-6);
        double[] x = {50, -50, 49.99};
        Denoiser.Scores scores = backend.denoiser(ClassVersusRest.of(law, 0)).scores(level, x, 1);
        for (int p = 0; p < 3; p++) {
            double[] expected = law.marginal().score(new double[] {x[p]}, level);
            assertThat(scores.unconditional()[p])
                    .isCloseTo(expected[0], within(1e-10 * Math.max(1, Math.abs(expected[0]))));
        }
    }

    @Test
    void findsSamplersByName() {
        for (GuidedSampler sampler : Samplers.builtIn()) {
            assertThat(Samplers.byName(sampler.name())).isSameAs(sampler);
        }
        assertThat(Samplers.byName("multistep:3").name()).isEqualTo("multistep:3");
        assertThatIllegalArgumentException().isThrownBy(() -> Samplers.byName("ddmp"))
                .withMessage("sampler=ddmp: must be one of " + Samplers.names() + ", with parameters as in schemes.md; "
                        + "did you mean ddpm?");
    }

    @Test
    void readsEtaOfDdim() {
        assertThat(Samplers.byName("ddim:0.5").name()).isEqualTo("ddim:0.5");
        assertThat(Samplers.byName("ddim:1").name()).isEqualTo("ddim:1");
        assertThat(Samplers.byName("ddim:0").name()).isEqualTo("ddim");
        assertThat(Samplers.byName("ddim:-0.0").name()).isEqualTo("ddim");
        for (String eta : List.of("1.01", "-0.1", "NaN", "", "half")) {
            assertThatIllegalArgumentException().isThrownBy(() -> Samplers.byName("ddim:" + eta))
                    .withMessage("sampler=ddim:" + eta + ": ETA must be a number in [0, 1]");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new Ddim(Math.nextUp(1.0)))
                .withMessage("eta=1.0000000000000002: must be in [0, 1]");
    }

    @Test
    void ddimWithAllItsNoiseIsDdpm() {
        TimeGrid grid = TimeGrid.forLaw(law(CLASS, OTHER), 20);
        for (int k = 0; k < grid.steps(); k++) {
            GaussianSampler.Transition one = new Ddim(1).transition(grid.level(k), grid.level(k + 1));
            GaussianSampler.Transition other = new Ddpm().transition(grid.level(k), grid.level(k + 1));
            assertThat(one.keep()).isCloseTo(other.keep(), within(1e-13 * other.keep()));
            assertThat(one.push()).isCloseTo(other.push(), within(1e-13));
            assertThat(one.deviation()).isEqualTo(other.deviation());
        }
    }

    @Test
    void startsAtPresetPoints() {
        double[] starts = {-1, 0.5, 2, 3};
        Noise noise = Noise.startingAt(starts, 2);
        assertThat(noise.points()).isEqualTo(2);
        assertThat(noise.next()).isEqualTo(starts);
        assertThatIllegalStateException().isThrownBy(noise::next)
                .withMessage("noise: the sampler asks for more than the 1 preset numbers of each coordinate");
        assertThatIllegalArgumentException().isThrownBy(() -> Noise.startingAt(new double[3], 2))
                .withMessage("lengths of numbers=[3]: must be equal and a positive multiple of dimension=2");
    }

    @Test
    void refusesToDrawNoPoints() {
        assertThatIllegalArgumentException().isThrownBy(() -> Noise.of(streams(), 0, 2, 0))
                .withMessage("points=0: must be at least 1");
    }

    @Test
    void aSamplerThatReturnsAnotherNumberOfPointsIsAtFault() {
        GuidedSampler wrong = new GuidedSampler() {
            @Override
            public String name() {
                return "wrong";
            }

            @Override
            public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
                return new double[7];
            }
        };
        assertThatExceptionOfType(SamplerFailure.class).isThrownBy(() -> sample(DenoiserBackend.FUSED, wrong,
                law(CLASS, OTHER), 0, TimeGrid.uniformInLogSnr(-1, 1, 1), 0, 3))
                .withMessage("sampler wrong returned 7 numbers, not 6 for 3 points of dimension 2");
    }
}
