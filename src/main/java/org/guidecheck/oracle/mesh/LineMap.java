package org.guidecheck.oracle.mesh;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.guidecheck.statistics.StandardNormal;

/**
 * Law of outputs on the line as the image of N(0, 1) under a map that is known at some scores: a deterministic
 * sampler's map from start to end, or the ends of a chain at the normal scores of their ranks. The map need not be
 * increasing.
 *
 * @param scores     n ≥ 3 points of N(0, 1), strictly ascending
 * @param values     their images
 * @param unresolved probability of each gap across which the map leaps, times the leap, summed
 */
@SuppressWarnings("ArrayRecordComponent") // made and read within this package, and not changed
public record LineMap(double[] scores, double[] values, double unresolved) {

    /**
     * Quantiles of a law, from the probability of each cell between edges.
     *
     * @param edges n + 1 points, ascending
     * @param cells n probabilities up to a common factor; those that rounding has put below 0 count as 0
     * @param tail  probability on either side below which nothing is kept
     */
    static LineMap ofCells(double[] edges, double[] cells, double tail) {
        int n = cells.length;
        double[] below = new double[n + 1];
        double[] above = new double[n + 1];
        for (int i = 0; i < n; i++) {
            below[i + 1] = below[i] + Math.max(0, cells[i]);
            above[n - 1 - i] = above[n - i] + Math.max(0, cells[n - 1 - i]);
        }
        return ofTails(edges, below, above, tail);
    }

    /**
     * Quantiles of a law, from the probabilities on both sides of points, up to a common factor. Both are given, so that
     * neither tail loses digits.
     *
     * @param places points, ascending
     * @param below  probability below each
     * @param above  probability above each
     * @param tail   probability on either side below which nothing is kept
     */
    static LineMap ofTails(double[] places, double[] below, double[] above, double tail) {
        int[] kept = IntStream.range(0, places.length)
                .filter(i -> Math.min(below[i], above[i]) > tail * (below[i] + above[i])).toArray();
        return ascending(Arrays.stream(kept).mapToDouble(i -> StandardNormal.score(below[i], above[i])).toArray(),
                Arrays.stream(kept).mapToDouble(i -> places[i]).toArray());
    }

    /** The map without points whose scores do not exceed all before. */
    static LineMap ascending(double[] scores, double[] values) {
        double[] at = new double[scores.length];
        double[] of = new double[scores.length];
        int n = 0;
        for (int i = 0; i < scores.length; i++) {
            if (n == 0 || scores[i] > at[n - 1]) {
                at[n] = scores[i];
                of[n++] = values[i];
            }
        }
        return new LineMap(Arrays.copyOf(at, n), Arrays.copyOf(of, n), 0);
    }

    /**
     * Wasserstein-1 distance from a law, without error bounds. The difference of the quantile functions is taken as
     * linear in the score between those at which either is known, and its absolute value is integrated exactly. Beyond
     * the scores at which it is known, each is taken as constant.
     *
     * @param exact the law
     * @return ∫ |difference of the quantile functions|, at least 0
     */
    public double distance(LineLaw exact) {
        LineMap ordered = ordered();
        MonotoneCurve own = new MonotoneCurve(ordered.scores, ordered.values);
        double[] places = DoubleStream.concat(Arrays.stream(ordered.scores), Arrays.stream(exact.scores())).sorted()
                .distinct().toArray();
        double[] differences = Arrays.stream(places)
                .map(z -> own.at(within(z, ordered.scores)) - exact.quantile(within(z, exact.scores()))).toArray();
        double from = places[0];
        double before = differences[0];
        double sum = StandardNormal.cdf(from) * Math.abs(before);
        for (int i = 1; i < places.length; i++) {
            double to = places[i];
            double here = differences[i];
            if (before * here < 0) {
                double root = from + (to - from) * (before / (before - here));
                sum += Math.abs(integral(from, before, root, 0)) + Math.abs(integral(root, 0, to, here));
            } else {
                sum += Math.abs(integral(from, before, to, here));
            }
            from = to;
            before = here;
        }
        return sum + StandardNormal.cdf(-from) * Math.abs(before);
    }

    /** The nearest place in the range of others. */
    private static double within(double place, double[] others) {
        return Math.max(others[0], Math.min(others[others.length - 1], place));
    }

    /** ∫ l(z) φ(z) dz of a linear function l with given values at both ends. */
    private static double integral(double from, double atFrom, double to, double atTo) {
        double mass = mass(from, to);
        // A root next to an end is rounded to it.
        if (mass == 0) {
            return 0;
        }
        double mean = (StandardNormal.density(from) - StandardNormal.density(to)) / mass;
        // Rounding may put the mean of a short piece outside it.
        double share = Math.max(0, Math.min(1, (mean - from) / (to - from)));
        return mass * (atFrom + share * (atTo - atFrom));
    }

    /** Probability between two scores, from the side of the tail, where the difference keeps its digits. */
    private static double mass(double from, double to) {
        return from >= 0 ? StandardNormal.cdf(-from) - StandardNormal.cdf(-to)
                : StandardNormal.cdf(to) - StandardNormal.cdf(from);
    }

    /** The increasing map with the same law: the values in order, each with its probability. */
    private LineMap ordered() {
        if (IntStream.range(1, values.length).allMatch(i -> values[i] >= values[i - 1])) {
            return this;
        }
        int n = values.length;
        int[] order = IntStream.range(0, n).boxed().sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue).toArray();
        double[] above = new double[n + 1];
        for (int k = n - 1; k >= 0; k--) {
            above[k] = above[k + 1] + around(order[k]);
        }
        double[] at = new double[n];
        double[] of = new double[n];
        int count = 0;
        double below = 0;
        for (int k = 0; k < n; k++) {
            double mass = around(order[k]);
            double score = StandardNormal.score(below + 0.5 * mass, above[k + 1] + 0.5 * mass);
            below += mass;
            if (mass > 0 && (count == 0 || score > at[count - 1])) {
                at[count] = score;
                of[count++] = values[order[k]];
            }
        }
        return new LineMap(Arrays.copyOf(at, count), Arrays.copyOf(of, count), unresolved);
    }

    /** Probability nearest to a score. */
    private double around(int i) {
        double from = i == 0 ? Double.NEGATIVE_INFINITY : 0.5 * (scores[i - 1] + scores[i]);
        double to = i == scores.length - 1 ? Double.POSITIVE_INFINITY : 0.5 * (scores[i] + scores[i + 1]);
        return mass(from, to);
    }

    /** {@return the map at every other score, for the error of its resolution} */
    LineMap halved() {
        int n = (scores.length + 1) / 2;
        double[] at = new double[n];
        double[] of = new double[n];
        Arrays.setAll(at, i -> scores[2 * i]);
        Arrays.setAll(of, i -> values[2 * i]);
        return new LineMap(at, of, unresolved);
    }
}
