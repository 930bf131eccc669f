package org.guidecheck.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.Draws;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.statistics.StandardNormal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The fewest calls for a distance of at most 0.01 on case T. A second method finds the same: scores written out here,
 * one point at a time, Runge and Kutta's method in λ for the flow, and the mean distance of sorted ends from equally
 * likely starts.
 */
class FewestCallsTest {
    private static final double LIMIT = 0.01;
    private static final int STARTS = 20_000;
    private static final int STEPS = 600;

    /** Score of a mixture of two Gaussians on the line, noised. */
    private static double score(double x, NoiseLevel level, double[] weights, double[] means, double[] deviations) {
        double top = 0;
        double bottom = 0;
        for (int k = 0; k < weights.length; k++) {
            double variance = level.signal() * deviations[k] * deviations[k] + level.noise();
            double distance = x - Math.sqrt(level.signal()) * means[k];
            double term = weights[k] * Math.exp(-0.5 * distance * distance / variance) / Math.sqrt(variance);
            bottom += term;
            top -= term * distance / variance;
        }
        // Far out, where both underflow, the nearest component decides.
        return bottom > 0 ? top / bottom : -x;
    }

    private static double conditional(double x, NoiseLevel level) {
        return score(x, level, new double[] {0.5, 0.5}, new double[] {-1, 3}, new double[] {0.3, 0.3});
    }

    private static double unconditional(double x, NoiseLevel level) {
        return score(x, level, new double[] {0.25, 0.25, 0.4, 0.1}, new double[] {-1, 3, -6, 3},
                new double[] {0.3, 0.3, 0.5, 0.3});
    }

    private static final Denoiser DENOISER = (level, points, dimension) -> new Denoiser.Scores(
            Arrays.stream(points).map(x -> conditional(x, level)).toArray(),
            Arrays.stream(points).map(x -> unconditional(x, level)).toArray());

    /** dY/dλ = ½ τ (Y + s_w), since du = τ dλ. */
    private static double rate(double y, double lambda, double w) {
        NoiseLevel level = NoiseLevel.ofLogSnr(lambda);
        double own = conditional(y, level);
        return 0.5 * level.noise() * (y + own + w * (own - unconditional(y, level)));
    }

    private static double end(double start, double w) {
        double y = start;
        double from = -30;
        double step = 44.0 / STEPS;
        for (int i = 0; i < STEPS; i++) {
            double lambda = from + i * step;
            double a = rate(y, lambda, w);
            double b = rate(y + 0.5 * step * a, lambda + 0.5 * step, w);
            double c = rate(y + 0.5 * step * b, lambda + 0.5 * step, w);
            double d = rate(y + step * c, lambda + step, w);
            y += step / 6 * (a + 2 * b + 2 * c + d);
        }
        return y;
    }

    private static double[] starts() {
        double[] starts = new double[STARTS];
        Arrays.setAll(starts, i -> StandardNormal.score((i + 0.5) / STARTS, (STARTS - i - 0.5) / STARTS));
        return starts;
    }

    /** Mean distance of equally likely quantiles, which is the distance up to half of the gaps between them. */
    private static double distance(String sampler, TimeGrid grid, double w, double[] exact) {
        double[] ends = Draws.of(Samplers.byName(sampler), DENOISER, GuidanceSchedule.constant(w), grid,
                Noise.startingAt(starts(), 1));
        Arrays.sort(ends);
        double sum = 0;
        for (int i = 0; i < ends.length; i++) {
            sum += Math.abs(ends[i] - exact[i]) / ends.length;
        }
        return sum;
    }

    private static final Map<Double, double[]> EXACT = new ConcurrentHashMap<>();

    private static double[] exact(double w) {
        return EXACT.computeIfAbsent(w, key -> Arrays.stream(starts()).parallel().map(z -> end(z, w)).toArray());
    }

    private static List<Row> score(double w, String name, List<Integer> calls) {
        return new Scoring(List.of(ScoreProblem.of("T", process(w))), List.of(w),
                List.of(new BuiltIn(Samplers.byName(name))), List.of(Scoring.OWN),
                calls.stream().map(n -> new Budget(n, false)).toList(), 1, 1e-6).run(() -> false, what -> {}).rows();
    }

    private static GuidedProcess process(double w) {
        return GuidedProcess.of(NamedLaws.T, 0, GuidanceSchedule.constant(w));
    }

    /** A quantile next to the gap of 4 weighs 4/20000 where it falls on the other side. */
    private static void confirm(double w, Row row) {
        double found = distance(row.curve().sampler(), process(w).grid(row.steps()), w, exact(w));
        assertThat(found).as(row.toString()).isCloseTo(row.error().value(), within(2.5e-4));
    }

    @ParameterizedTest
    @CsvSource({"0, ddim, 181, 1", "0, heun, 66, 2", "0, multistep, 28, 1", "0, multistep:3, 29, 1",
        "3, multistep:3, 41, 1"})
    void aSecondMethodConfirmsTheFewestCalls(double w, String name, int fewest, int stages) {
        List<Row> rows = score(w, name, List.of(fewest - stages, fewest));
        assertThat(rows).extracting(Row::calls).containsExactly(fewest - stages, fewest);
        assertThat(rows.get(0).error().isBeyond(LIMIT)).as(rows.toString()).isTrue();
        assertThat(rows.get(1).error().isWithin(LIMIT)).as(rows.toString()).isTrue();
        rows.forEach(row -> confirm(w, row));
    }

    /** Without guidance 2M needs fewest calls, at w = 3 it is 3M. */
    @ParameterizedTest
    @CsvSource({"0, multistep, 28", "3, multistep:3, 41"})
    void theOthersNeedMore(double w, String best, int fewest) {
        for (String name : List.of("ddim", "heun", "multistep", "multistep:3")) {
            int most = name.equals(best) ? fewest - 1 : fewest;
            List<Row> rows = score(w, name, IntStream.rangeClosed(4, most).boxed().toList());
            assertThat(rows).hasSizeGreaterThan(most / 2 - 4)
                    .allSatisfy(row -> assertThat(row.error().isBeyond(LIMIT)).as(row.toString()).isTrue());
            confirm(w, rows.get(rows.size() - 1));
        }
    }
}
