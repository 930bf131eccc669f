package org.guidecheck.score;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.UnitSphereSampler;
import org.guidecheck.law.Law;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.BettingConfidenceSequence;
import org.guidecheck.statistics.Interval;

/**
 * Projections of points on fixed directions, each moved into an interval that holds the class with a margin, and the
 * mean over the directions of the Wasserstein-1 distance between the projections of two sets of points.
 */
final class Projections {
    private static final int DIRECTIONS = 8;
    private static final int PILOT = 4096;
    private static final int CELLS = 128;
    /** Directions and margins are the same in every run. */
    private static final Streams STREAMS = new Streams(1).derived("projections");

    private final double[][] directions;
    private final double[] low;
    private final double[] high;

    /**
     * Directions for a law.
     *
     * @param law law of the class
     * @param end noise level of the points
     */
    Projections(Law law, NoiseLevel end) {
        int d = law.dimension();
        UniformRandomProvider random = STREAMS.stream(0);
        UnitSphereSampler sphere = UnitSphereSampler.of(random, d);
        directions = new double[DIRECTIONS][];
        Arrays.setAll(directions, l -> sphere.sample());
        double[] pilot = new double[PILOT * d];
        for (int p = 0; p < PILOT; p++) {
            System.arraycopy(law.draw(random), 0, pilot, p * d, d);
        }
        low = new double[DIRECTIONS];
        high = new double[DIRECTIONS];
        for (int l = 0; l < DIRECTIONS; l++) {
            double[] seen = raw(pilot, l);
            double mean = Arrays.stream(seen).average().orElseThrow();
            double variance = Arrays.stream(seen).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
            double root = Math.sqrt(end.signal());
            double margin = Math.sqrt(variance + end.noise());
            low[l] = root * Arrays.stream(seen).min().orElseThrow() - margin;
            high[l] = root * Arrays.stream(seen).max().orElseThrow() + margin;
        }
    }

    private double[] raw(double[] points, int direction) {
        double[] along = directions[direction];
        int d = along.length;
        double[] result = new double[points.length / d];
        for (int p = 0; p < result.length; p++) {
            for (int i = 0; i < d; i++) {
                result[p] += along[i] * points[p * d + i];
            }
        }
        return result;
    }

    private double[] clipped(double[] points, int l) {
        double[] result = raw(points, l);
        Arrays.setAll(result, p -> Double.isNaN(result[p]) ? low[l] : Math.max(low[l], Math.min(high[l], result[p])));
        return result;
    }

    /** Mean length of the intervals. */
    private double range() {
        return IntStream.range(0, DIRECTIONS).mapToDouble(l -> high[l] - low[l]).average().orElseThrow();
    }

    private String words() {
        return String.format(Locale.ROOT, "%d directions, moved into intervals of mean length %.3g", DIRECTIONS,
                range());
    }

    /** Mean distance of pairs of points along the directions: an upper bound of the distance of their laws. */
    double gap(double[] one, double[] other) {
        return Arrays.stream(gaps(one, other)).average().orElseThrow();
    }

    private double[] gaps(double[] one, double[] other) {
        double[] sum = new double[one.length / directions[0].length];
        for (int l = 0; l < DIRECTIONS; l++) {
            double[] a = clipped(one, l);
            double[] b = clipped(other, l);
            for (int p = 0; p < sum.length; p++) {
                sum[p] += Math.abs(a[p] - b[p]) / DIRECTIONS;
            }
        }
        return sum;
    }

    /**
     * Distance of the laws of pairs of points. Above it is bounded by the mean distance within pairs; below by a
     * function of slope ±1 along each direction (Kantorovich), which is chosen on the first half of the pairs and
     * averaged over the second.
     *
     * @param found points of the sampler
     * @param exact points of the exact law, one for each
     * @param alpha probability that a bound is wrong
     * @return the distance, without the error of the exact points
     */
    Measure paired(double[] found, double[] exact, double alpha) {
        double range = range();
        BettingConfidenceSequence above = new BettingConfidenceSequence(0, range, alpha / 2);
        above.accept(gaps(found, exact));
        int n = found.length / directions[0].length;
        double[] duals = new double[n - n / 2];
        double estimate = 0;
        for (int l = 0; l < DIRECTIONS; l++) {
            double[] a = clipped(found, l);
            double[] b = clipped(exact, l);
            double[] heights = dual(Arrays.copyOf(a, n / 2), Arrays.copyOf(b, n / 2), low[l], high[l]);
            for (int p = n / 2; p < n; p++) {
                duals[p - n / 2] += (height(heights, a[p], l) - height(heights, b[p], l)) / DIRECTIONS;
            }
            estimate += distance(a, b) / DIRECTIONS;
        }
        BettingConfidenceSequence below = new BettingConfidenceSequence(-range, range, alpha / 2);
        below.accept(duals);
        double least = Math.max(0, below.bounds().lower());
        double most = Math.max(least, above.bounds().upper());
        return new Measure(Measure.SLICED, Math.max(least, Math.min(most, estimate)), new Interval(least, most),
                n + " pairs from the same numbers, " + words());
    }

    /**
     * Distance of the laws of independent points, by the bands of Dvoretzky, Kiefer and Wolfowitz.
     *
     * @param found points of the sampler
     * @param exact points of the exact law
     * @param alpha probability that a bound is wrong
     * @return the distance, without the error of the exact points
     */
    Measure independent(double[] found, double[] exact, double alpha) {
        double share = alpha / (2 * DIRECTIONS);
        int n = found.length / directions[0].length;
        double band = 2 * Math.sqrt(Math.log(2 / share) / (2.0 * n));
        double estimate = 0;
        for (int l = 0; l < DIRECTIONS; l++) {
            estimate += distance(clipped(found, l), clipped(exact, l)) / DIRECTIONS;
        }
        return Measure.around(Measure.SLICED, estimate, range() * band,
                n + " draws of each, " + words() + "; Dvoretzky, Kiefer and Wolfowitz");
    }

    /** The distance of two normal laws along the directions, in closed form, as if the intervals held them whole. */
    double distance(NormalLaw one, NormalLaw other) {
        return Arrays.stream(directions).mapToDouble(each -> one.along(each).distance(other.along(each))).average()
                .orElseThrow();
    }

    private static double distance(double[] one, double[] other) {
        double[] a = one.clone();
        double[] b = other.clone();
        Arrays.sort(a);
        Arrays.sort(b);
        return IntStream.range(0, a.length).mapToDouble(i -> Math.abs(a[i] - b[i])).average().orElseThrow();
    }

    /** Heights at the edges of cells of the function of slope ±1 that tells the two apart best. */
    private static double[] dual(double[] one, double[] other, double low, double high) {
        Arrays.sort(one);
        Arrays.sort(other);
        double width = (high - low) / CELLS;
        double[] heights = new double[CELLS + 1];
        int i = 0;
        int j = 0;
        for (int cell = 0; cell < CELLS; cell++) {
            double middle = low + (cell + 0.5) * width;
            while (i < one.length && one[i] <= middle) {
                i++;
            }
            while (j < other.length && other[j] <= middle) {
                j++;
            }
            heights[cell + 1] = heights[cell] + Math.signum(j - i) * width;
        }
        return heights;
    }

    private double height(double[] heights, double x, int l) {
        double place = (x - low[l]) / (high[l] - low[l]) * CELLS;
        int cell = Math.max(0, Math.min(CELLS - 1, (int) place));
        return heights[cell] + (place - cell) * (heights[cell + 1] - heights[cell]);
    }
}
