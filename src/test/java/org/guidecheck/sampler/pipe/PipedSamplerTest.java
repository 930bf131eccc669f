package org.guidecheck.sampler.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.guidecheck.law.Atom;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Mixture;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.BlockDenoiser;
import org.guidecheck.sampler.Ddpm;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.Draws;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.SamplerFailure;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Observations;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Tolerance;
import org.guidecheck.statistics.TwoSampleMeanCheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs draw what the same method draws in Java. */
@Timeout(300)
class PipedSamplerTest {
    private static final LabelledLaw LAW = new LabelledLaw(List.of(
            new LabelledLaw.LabelledClass("own", 0.4, new Mixture(new double[] {0.3, 0.7}, List.of(
                    Gaussian.isotropic(new double[] {1, 1}, 0.2), Gaussian.isotropic(new double[] {2, -1}, 0.4)))),
            new LabelledLaw.LabelledClass("rest", 0.6, Gaussian.isotropic(new double[] {-1, 0}, 0.5))));
    private static final NoiseLevel FROM = NoiseLevel.ofSignal(0.3);
    private static final GuidanceSchedule WEIGHT = GuidanceSchedule.constant(1.5);
    private static final int POINTS = 50;

    @TempDir
    private Path folder;

    private static Streams streams() {
        String property = System.getProperty("guidecheck.seed", "");
        return new Streams(property.isBlank() ? 20240117 : Long.parseLong(property.trim()));
    }

    private static Denoiser denoiser() {
        return new BlockDenoiser(ClassVersusRest.of(LAW, 0));
    }

    private static double[] points() {
        return Noise.of(streams(), 0, 2, POINTS).next();
    }

    private static double largest(double[] x) {
        return Arrays.stream(x).map(Math::abs).max().orElseThrow();
    }

    private static double[] difference(double[] one, double[] other) {
        return IntStream.range(0, one.length).mapToDouble(i -> one[i] - other[i]).toArray();
    }

    /** The prediction computed here at the points x, for a program whose points are r x. */
    private static double[] expected(String prediction, double r, double w, double[] x) {
        Denoiser.Scores known = denoiser().scores(FROM, x, 2);
        return IntStream.range(0, x.length).mapToDouble(i -> {
            double score = known.guided(i, w);
            double epsilon = -Math.sqrt(FROM.noise()) * score;
            double clean = (x[i] + FROM.noise() * score) / Math.sqrt(FROM.signal());
            return switch (prediction) {
                case "eps" -> epsilon;
                case "x0" -> clean;
                case "v" -> Math.sqrt(FROM.signal()) * epsilon - Math.sqrt(FROM.noise()) * clean;
                case "score" -> score / r;
                default -> epsilon - clean;
            };
        }).toArray();
    }

    /** Values of {@code of}, and the guidance weights that they amount to. */
    private static final List<String> CHOICES = List.of("guided", "conditional", "unconditional", "both");
    private static final double[] WEIGHTS = {1.5, 0, -1, 1.5};

    @ParameterizedTest
    @ValueSource(strings = {"eps", "x0", "v", "score", "flow"})
    void predictsAlikeInEveryScale(String prediction) throws IOException {
        // Each batch tries the next combination of scale and scores.
        String command = PythonProgram.helped(folder, """
                x = np.array(%s)
                choices = iter(range(12))
                def sample(denoiser, alpha_bars):
                    a, choice = alpha_bars[0], next(choices)
                    scale, of = ("alpha_bar", "sigma", "flow_time")[choice // 4], %s[choice %% 4]
                    sigma = np.sqrt((1 - a) / a)
                    u = sigma / (1 + sigma)
                    factor = {"alpha_bar": 1, "sigma": 1 / np.sqrt(a), "flow_time": (1 - u) / np.sqrt(a)}[scale]
                    level = {"alpha_bar": a, "sigma": sigma, "flow_time": u}[scale]
                    answer = denoiser.%s(factor * x, of, **{scale: level})
                    return denoiser.guided(*answer) if of == "both" else answer
                guidecheck.serve(sample, name="asks")
                """.formatted(python(points()), CHOICES.stream().map(key -> "'" + key + "'").toList(), prediction));
        double[] x = points();
        double sigma = FROM.sigma();
        double root = Math.sqrt(FROM.signal());
        double[] factors = {1, 1 / root, 1 / ((1 + sigma) * root)};
        try (PipedSampler sampler = PipedSampler.start(command, PythonProgram.TIMEOUT)) {
            for (int choice = 0; choice < 12; choice++) {
                double[] answer = asked(sampler);
                double[] wanted = expected(prediction, factors[choice / 4], WEIGHTS[choice % 4], x);
                assertThat(largest(difference(answer, wanted))).as("choice %d", choice)
                        .isLessThanOrEqualTo(1e-12 * largest(wanted));
            }
        }
    }

    /** Points as a list of rows in Python. */
    private static String python(double[] points) {
        return Arrays.deepToString(Draws.rows(points, 2));
    }

    /** A batch of as many points, from the level FROM to clean data. */
    private static double[] asked(PipedSampler sampler) {
        return sampler.sample(denoiser(), WEIGHT, new TimeGrid(List.of(FROM, NoiseLevel.CLEAN)),
                Noise.of(streams(), 0, 2, POINTS));
    }

    @Test
    void answersInSinglePrecisionOnRequest() throws IOException {
        String command = PythonProgram.helped(folder, """
                x = np.array(%s)
                def sample(denoiser, alpha_bars):
                    answer = denoiser.x0(x.astype("f4"), alpha_bar=alpha_bars[0])
                    assert answer.dtype == np.float32
                    return answer
                guidecheck.serve(sample, name="single")
                """.formatted(python(points())));
        try (PipedSampler sampler = PipedSampler.start(command, PythonProgram.TIMEOUT)) {
            double[] wanted = expected("x0", 1, 1.5, points());
            double[] answer = asked(sampler);
            // A few roundings to 24 bits.
            assertThat(largest(difference(answer, wanted))).isLessThanOrEqualTo(1e-5 * largest(wanted)).isPositive();
        }
    }

    @Test
    void passesOnTheRequest() throws IOException {
        String command = PythonProgram.helped(folder, """
                def sample(denoiser, n, dimension, steps, alpha_bars, seed, weight, guidance_scale, class_name):
                    x = np.zeros((n, dimension))
                    denoiser.eps(x, alpha_bar=0.25)
                    low = denoiser.weight
                    denoiser.eps(x, alpha_bar=0.75)
                    assert (n, dimension, steps, class_name) == (3, 2, 2, "own"), class_name
                    assert weight is None and guidance_scale is None, weight
                    x[0] = seed // 2**27, seed % 2**27
                    x[1] = low, denoiser.weight
                    x[2] = alpha_bars[0], alpha_bars[1]
                    return x
                guidecheck.serve(sample, name="told")
                """);
        TimeGrid grid = new TimeGrid(List.of(NoiseLevel.ofSignal(0.1), NoiseLevel.ofSignal(0.7), NoiseLevel.CLEAN));
        Noise noise = Noise.of(streams(), 5, 2, 3);
        try (PipedSampler sampler = PipedSampler.start(command, PythonProgram.TIMEOUT)) {
            double[] told = sampler.with("own")
                    .sample(denoiser(), GuidanceSchedule.parse("1,0:4"), grid, noise);
            assertThat(told[0] * (1 << 27) + told[1]).isEqualTo((double) noise.seed());
            assertThat(Arrays.copyOfRange(told, 2, 4)).containsExactly(1, 4);
            assertThat(Arrays.copyOfRange(told, 4, 6)).containsExactly(0.1, 0.7);
        }
    }

    @Test
    void cleanDataWithoutADensityCannotBeAsked() throws IOException {
        LabelledLaw atoms = new LabelledLaw(List.of(
                new LabelledLaw.LabelledClass("own", 0.4, new Atom(new double[] {1, 1})),
                new LabelledLaw.LabelledClass("rest", 0.6, Gaussian.isotropic(new double[] {-1, 0}, 0.5))));
        String command = PythonProgram.helped(folder, """
                def sample(denoiser, n, dimension):
                    return denoiser.x0(np.ones((n, dimension)), alpha_bar=1)
                guidecheck.serve(sample, name="cleans")
                """);
        TimeGrid grid = TimeGrid.forLaw(atoms, 5);
        try (PipedSampler sampler = PipedSampler.start(command, PythonProgram.TIMEOUT)) {
            assertThatThrownBy(() -> sampler.sample(new BlockDenoiser(ClassVersusRest.of(atoms, 0)), WEIGHT, grid,
                    Noise.of(streams(), 0, 2, 3))).isInstanceOf(SamplerFailure.class)
                    .hasMessage("sampler 'cleans' asked to denoise at clean data, where this law has no density and "
                            + "predictions no limit: ask at the last level that is offered");
        }
    }

    @Test
    void offersLevelsWithAllDigitsAtBothEnds() throws IOException {
        String command = PythonProgram.helped(folder, """
                def sample(denoiser, n, dimension, sigmas, log_snrs):
                    x = np.zeros((n, dimension))
                    for level, sigma in zip(log_snrs, sigmas):
                        y = denoiser.x0(x + 1, log_snr=level)
                        assert np.allclose(denoiser.x0((x + 1) * np.hypot(1, sigma), sigma=sigma), y, rtol=1e-12), y
                    assert np.isinf(log_snrs[-1])
                    x[0], x[1] = sigmas[:2], log_snrs[:2]
                    return x
                guidecheck.serve(sample, name="offered")
                """);
        TimeGrid grid = new TimeGrid(List.of(NoiseLevel.ofLogSnr(-30), NoiseLevel.ofLogSnr(40), NoiseLevel.CLEAN));
        try (PipedSampler sampler = PipedSampler.start(command, PythonProgram.TIMEOUT)) {
            double[] told = sampler.sample(denoiser(), WEIGHT, grid, Noise.of(streams(), 0, 2, 3));
            assertThat(Arrays.copyOf(told, 4)).containsExactly(new double[] {Math.exp(15), Math.exp(-20), -30, 40},
                    within(1e-12 * Math.exp(15)));
            assertThat(told[1]).isCloseTo(Math.exp(-20), within(1e-12 * Math.exp(-20)));
        }
    }

    @Test
    void givesASeedToEachBatch() {
        long seed = Noise.of(streams(), 0, 2, 3).seed();
        assertThat(Noise.of(streams(), 0, 5, 7).seed()).isEqualTo(seed);
        assertThat(Stream.of(Noise.of(streams(), 3, 2, 3), Noise.of(streams().derived("other"), 0, 2, 3))
                .map(Noise::seed)).doesNotContain(seed).allMatch(s -> s >= 0 && s < 1L << 53);
    }

    /** Bounded features of a point, in [-1, 1]. */
    private static final Map<String, DoubleUnaryOperator> FEATURES =
            Map.of("sin", Math::sin, "cos", Math::cos, "tanh", Math::tanh);
    /** False-alarm rate of a comparison of all features. */
    private static final double ALPHA = 1e-4;
    private static final int SAMPLES = 20_000;
    /** Tolerance for the difference of means; this many draws determine it to about half of that. */
    private static final double TOLERANCE = 0.06;

    /** Whether two samplers agree in law, as far as bounded features of the coordinates show. */
    private static Outcome sameLaw(GuidedSampler one, GuidedSampler two, TimeGrid grid) {
        double[] first = one.sample(denoiser(), WEIGHT, grid, Noise.of(streams(), 0, 2, SAMPLES));
        double[] second = two.sample(denoiser(), WEIGHT, grid, Noise.of(streams(), SAMPLES, 2, SAMPLES));
        return Outcome.worst(FEATURES.entrySet().stream().flatMap(feature -> Stream.of(0, 1).map(row -> {
            TwoSampleMeanCheck check = TwoSampleMeanCheck.equal(feature.getKey(), new Interval(-1, 1),
                    List.of(new Tolerance.Statistical(TOLERANCE, "what so many draws can tell")), 0, ALPHA / 6);
            Evidence evidence = check.decide(mapped(first, row, feature.getValue()),
                    mapped(second, row, feature.getValue()), SAMPLES);
            return evidence.outcome();
        })).toList());
    }

    private static Observations mapped(double[] points, int coordinate, DoubleUnaryOperator feature) {
        PrimitiveIterator.OfDouble values =
                IntStream.range(0, points.length / 2).mapToDouble(p -> points[2 * p + coordinate]).map(feature)
                        .iterator();
        return howMany -> {
            double[] batch = new double[howMany];
            int count = 0;
            while (count < howMany && values.hasNext()) {
                batch[count++] = values.nextDouble();
            }
            return Arrays.copyOf(batch, count);
        };
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.02})
    void theExampleDrawsTheLawOfDdpm(double stop) {
        TimeGrid grid = TimeGrid.forLaw(LAW, 25, stop);
        try (PipedSampler sampler = PipedSampler.start(PythonProgram.example("ddpm.py"), PythonProgram.TIMEOUT)) {
            assertThat(sameLaw(sampler, new Ddpm(), grid)).isEqualTo(Outcome.HOLDS);
        }
    }

    /** At 200 steps different methods draw nearly the same law. */
    @Tag("thorough")
    @ParameterizedTest
    @CsvSource({"euler_ancestral_sigma.py --ladder karras, 0", "euler_ancestral_sigma.py --ladder log-uniform, 0.02",
        "discrete_ddpm.py --spacing trailing, 0", "discrete_ddpm.py --spacing linspace, 0.02",
        "discrete_ddpm.py --spacing leading --training-steps 500, 0"})
    void drawsNearlyTheLawOfDdpm(String example, double stop) {
        try (PipedSampler sampler = PipedSampler.start(PythonProgram.example(example), PythonProgram.TIMEOUT)) {
            assertThat(sameLaw(sampler, new Ddpm(), TimeGrid.forLaw(LAW, 200, stop))).isEqualTo(Outcome.HOLDS);
        }
    }

    /** Faults: the weight 1.5 replaced by 0 or −1, or the noise of the steps omitted. */
    @Tag("thorough")
    @ParameterizedTest
    @CsvSource({"conditional, 1", "unconditional, 1", "guided, 0"})
    void refutesASamplerWithAFault(String prediction, double noise) throws IOException {
        String command = PythonProgram.helped(folder, """
                def sample(denoiser, n, dimension, alpha_bars, rng):
                    x = rng.standard_normal((n, dimension))
                    for a, b in zip(alpha_bars, alpha_bars[1:]):
                        beta = 1 - a / b
                        conditional, unconditional = denoiser.x0(x, "both", alpha_bar=a)
                        guided = denoiser.guided(conditional, unconditional)
                        mean = (np.sqrt(a / b) * (1 - b) * x + np.sqrt(b) * beta * (%s)) / (1 - a)
                        x = mean + %s * np.sqrt((1 - b) / (1 - a) * beta) * rng.standard_normal(x.shape)
                    return x
                guidecheck.serve(sample, name="faulty")
                """.formatted(prediction, noise));
        try (PipedSampler sampler = PipedSampler.start(command, PythonProgram.TIMEOUT)) {
            assertThat(sameLaw(sampler, new Ddpm(), TimeGrid.forLaw(LAW, 25))).isEqualTo(Outcome.REFUTED);
        }
    }
}
