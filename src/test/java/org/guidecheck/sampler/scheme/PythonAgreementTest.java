package org.guidecheck.sampler.scheme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.guidecheck.guard.identification.PointMassStatistics;
import org.guidecheck.guard.identification.Response;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.LevelGrids;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.sampler.Streams;
import org.guidecheck.sampler.pipe.PipedSampler;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Known schemes equal the programs in {@code src/test/python/schemes.py}, which another author wrote from the papers in
 * the papers' own variables: same levels, same coefficient of every prediction in every point, same variance of the
 * noise in every point.
 */
class PythonAgreementTest {
    private static final Streams STREAMS = new Streams(11);
    private static final int POINTS = 4000;
    private static final int DIMENSION = 5;

    /** Names of programs and of the same schemes here. */
    static Stream<Arguments> schemes() {
        return Stream.of("ddpm ddpm", "ddpm-large ddpm:1", "ddim ddim", "ddim-0.5 ddim:0.5", "lcm lcm", "euler euler",
                "euler-ancestral euler-ancestral", "heun edm", "edm-churn edm:40", "dpm2 dpm2",
                "dpm2-ancestral dpm2-ancestral", "lms lms:4", "deis-2 deis:2", "deis-3 deis:3", "plms plms",
                "dpmpp-1s dpmpp-1s", "dpmpp-2s dpmpp-2s", "dpmpp-2s-ancestral dpmpp-2s-ancestral",
                "dpmpp-3s dpmpp-3s", "dpmpp-2m dpmpp-2m", "dpmpp-3m dpmpp-3m", "dpmpp-3m-half dpmpp-3m-half",
                "dpmpp-sde dpmpp-sde", "dpmpp-2m-sde dpmpp-2m-sde", "dpmpp-3m-sde dpmpp-3m-sde",
                "dpmpp-3m-sde-half dpmpp-3m-sde-half", "unipc-2 unipc:2", "unipc-3 unipc:3", "sa-solver sa-solver",
                "flow-euler flow-euler", "flow-heun flow-heun")
                .map(pair -> Arguments.of((Object[]) pair.split(" ", -1)));
    }

    private static PipedSampler start(String program, String levels) {
        return PipedSampler.start("python3 src/test/python/schemes.py " + program + " --levels " + levels,
                Duration.ofMinutes(1));
    }

    private static Noise noise(int n) {
        return Noise.of(STREAMS, 0, 2, n);
    }

    /** Greatest difference of two responses in the levels of the calls, in λ, and in any coefficient. */
    private static double difference(GuidedSampler one, TimeGrid ofOne, GuidedSampler other, TimeGrid ofOther,
            double w) {
        Response is = Response.of(one, w, ofOne, PythonAgreementTest::noise).orElseThrow();
        Response must = Response.of(other, w, ofOther, PythonAgreementTest::noise).orElseThrow();
        assertThat(is.calls()).isEqualTo(must.calls());
        double most = 0;
        for (int k = 0; k < is.calls(); k++) {
            most = Math.max(most, Math.abs(is.levels().get(k).logSnr() - must.levels().get(k).logSnr()));
            for (int m = 0; m <= is.calls(); m++) {
                most = Math.max(most, Math.abs(is.conditional()[m][k] - must.conditional()[m][k]));
                most = Math.max(most, Math.abs(is.unconditional()[m][k] - must.unconditional()[m][k]));
            }
        }
        return most;
    }

    private static void agree(PipedSampler program, String name, String levels, int steps) {
        TimeGrid offered = TimeGrid.toClean(2, 0.5, steps);
        TimeGrid own = levels.equals("offered") ? offered : LevelGrids.byName(levels, steps);
        for (double w : new double[] {0, 1.5}) {
            assertThat(difference(program, offered, Samplers.byName(name), own, w))
                    .as("%s, %s levels, %s steps, w=%s", name, levels, steps, w).isLessThan(1e-9);
        }
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void stepsAgree(String program, String name) {
        try (PipedSampler piped = start(program, "offered")) {
            agree(piped, name, "offered", 10);
            noiseHasTheSameVariance(piped, name);
        }
    }

    @Tag("exhaustive")
    @ParameterizedTest
    @MethodSource("schemes")
    void stepsAgreeOnMoreLevels(String program, String name) {
        try (PipedSampler piped = start(program, "offered")) {
            agree(piped, name, "offered", 50);
        }
        try (PipedSampler piped = start(program, "karras")) {
            agree(piped, name, "karras", 10);
            agree(piped, name, "karras", 50);
        }
    }

    private static void noiseHasTheSameVariance(PipedSampler program, String name) {
        TimeGrid grid = TimeGrid.toClean(2, 0.5, 10);
        List<Double> must = variances(Samplers.byName(name), grid);
        PointMassStatistics statistics = new PointMassStatistics();
        statistics.add(program, 0, grid, (n, d) -> Noise.of(STREAMS, 0, d, n), POINTS, DIMENSION);
        assertThat(statistics.calls()).isEqualTo(must.size() - 1);
        for (int m = 0; m < statistics.calls(); m++) {
            // Six standard errors of a mean of squares.
            double error = 6 * Math.sqrt(2.0 / (POINTS * DIMENSION));
            assertThat(statistics.moments(m).variance()).as("%s, call %s", name, m)
                    .isCloseTo(must.get(m), within(error * must.get(m)));
        }
    }

    /** Points with one normal at a time: their sums of squares are the variances where every prediction is the origin. */
    private static List<Double> variances(LinearSampler sampler, TimeGrid grid) {
        List<double[]> points = new ArrayList<>();
        Denoiser origin = (level, x, d) -> {
            points.add(x.clone());
            double[] scores = Arrays.stream(x).map(each -> -each / level.noise()).toArray();
            return new Denoiser.Scores(scores, scores.clone());
        };
        // The start, and at most two normals in a step.
        int normals = 1 + 2 * grid.steps();
        List<double[]> numbers = new ArrayList<>();
        for (int i = 0; i < normals; i++) {
            double[] impulse = new double[normals];
            impulse[i] = 1;
            numbers.add(impulse);
        }
        points.add(sampler.sample(origin, GuidanceSchedule.constant(0), grid, Noise.given(numbers, 1)));
        return points.stream().map(x -> Arrays.stream(x).map(each -> each * each).sum()).toList();
    }

    static Stream<String> schemesThatKeepPointMasses() {
        // Euler–Maruyama and other variances than β̃ keep them as steps get shorter; Heun's second stage in the step to
        // clean data is at a point of another variance.
        return Samplers.known().stream().map(GuidedSampler::name)
                .filter(name -> !List.of("euler-maruyama", "ddpm:0.5", "ddpm:1", "heun").contains(name));
    }

    /** Data at one point: noise in every point that is evaluated has the variance of its level, closed. */
    @ParameterizedTest
    @MethodSource("schemesThatKeepPointMasses")
    void pointMassesAreKept(String name) {
        for (TimeGrid grid : List.of(TimeGrid.toClean(2, 0.5, 12), LevelGrids.byName("karras", 10))) {
            List<NoiseLevel> levels = Response.of(Samplers.byName(name), 0, grid, PythonAgreementTest::noise)
                    .orElseThrow().levels();
            List<Double> variances = variances(Samplers.byName(name), grid);
            // The start has the variance 1 instead of τ.
            double excess = grid.start().signal() / grid.start().noise();
            for (int m = 0; m < levels.size(); m++) {
                double noise = levels.get(m).noise();
                assertThat(variances.get(m)).as("%s, call %s", name, m)
                        .isBetween(noise * (1 - 1e-9), noise * (1 + excess + 1e-9));
            }
            assertThat(variances.get(levels.size())).as("%s, output", name).isLessThan(1e-15);
        }
    }

    /** All that identification sees of a sampler: coefficients, and variances of the noise. */
    private static double[] signature(LinearSampler sampler, TimeGrid grid) {
        Response response = Response.of(sampler, 0, grid, PythonAgreementTest::noise).orElseThrow();
        return DoubleStream.concat(Arrays.stream(response.conditional()).flatMapToDouble(Arrays::stream),
                variances(sampler, grid).stream().mapToDouble(each -> each)).toArray();
    }

    @Test
    void noTwoKnownSchemesAreTheSame() {
        TimeGrid grid = TimeGrid.toClean(2, 0.5, 10);
        List<double[]> signatures = Samplers.known().stream().map(sampler -> signature(sampler, grid)).toList();
        for (int i = 0; i < signatures.size(); i++) {
            for (int j = 0; j < i; j++) {
                double[] one = signatures.get(i);
                double[] other = signatures.get(j);
                boolean isSame = one.length == other.length
                        && IntStream.range(0, one.length).allMatch(k -> Math.abs(one[k] - other[k]) < 1e-5);
                assertThat(isSame).as("%s and %s", Samplers.known().get(i).name(), Samplers.known().get(j).name())
                        .isFalse();
            }
        }
    }
}
