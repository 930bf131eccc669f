package org.guidecheck.oracle.mesh;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.guidecheck.oracle.TimeBudget;
import org.hipparchus.util.FastMath;

/**
 * Refinement of a computation, each resolution halving every spacing and every step, with Richardson extrapolation from
 * the last three.
 *
 * <p>Where the differences of three resolutions do not fall, they say nothing about the error: then there is no result,
 * unless both are at the level of rounding.
 */
final class RefinementLadder {
    private static final double ORDER_FROM = 1.5;
    private static final double ORDER_TO = 3.2;
    /** Largest ratio of successive differences from which a bound is derived: an order of 0.4. */
    private static final double FALLING = 0.75;
    /** Relative error that rounding and the ends of the mesh may leave. */
    private static final double FLOOR = 1e-9;
    /** Error that rounding may leave of sums that cancel, as where all is 0. */
    private static final double LEAST = 1e-15;
    /** Work of a resolution relative to the one before on the line, with a margin. */
    private static final double GROWTH = 5;
    private static final int FEWEST = 3;
    private static final double NANOS = 1e9;

    private final IntFunction<List<Rung>> solve;
    private final List<List<Rung>> rungs = new ArrayList<>();
    private double lastSeconds;

    /**
     * Value at one resolution.
     *
     * @param value  computed value
     * @param points points of the mesh
     * @param steps  steps of the time grid
     */
    record Rung(double value, int points, int steps) {
    }

    /**
     * Prepares a ladder without computing.
     *
     * @param solve values at a resolution, from 0
     */
    RefinementLadder(IntFunction<List<Rung>> solve) {
        this.solve = solve;
    }

    /**
     * Refines until the results suffice.
     *
     * @param solve  values at a resolution, from 0
     * @param most   finest resolution
     * @param enough stopping rule, given the result for each value and the first value at the last resolution
     * @return the result for each value, from the last three resolutions
     */
    static List<FiniteDifferences.Result> climb(IntFunction<List<Rung>> solve, int most,
            BiPredicate<List<FiniteDifferences.Result>, Rung> enough) {
        RefinementLadder ladder = new RefinementLadder(solve);
        ladder.climb(most, enough, TimeBudget.NONE);
        return ladder.results();
    }

    /** Refines until the results suffice, to at least three resolutions, as long as the time allows. */
    void climb(int most, BiPredicate<List<FiniteDifferences.Result>, Rung> enough, TimeBudget budget) {
        while (rungs.size() <= most && budget.allows(nextSeconds())
                && (rungs.size() < FEWEST || !enough.test(results(), finest()))) {
            refine();
        }
    }

    /** Adds the next resolution. */
    void refine() {
        long begin = System.nanoTime();
        rungs.add(solve.apply(rungs.size()));
        lastSeconds = (System.nanoTime() - begin) / NANOS;
    }

    /** Number of resolutions. */
    int size() {
        return rungs.size();
    }

    /** First value at the finest resolution. */
    Rung finest() {
        return rungs.get(rungs.size() - 1).get(0);
    }

    /** Predicted time of the next resolution; 0 for the first. */
    double nextSeconds() {
        return GROWTH * lastSeconds;
    }

    /** The result for each value, from the last three resolutions. */
    List<FiniteDifferences.Result> results() {
        int last = rungs.size() - 1;
        if (rungs.size() < FEWEST) {
            Rung rung = rungs.isEmpty() ? new Rung(Double.NaN, 0, 0) : finest();
            int count = rungs.isEmpty() ? 1 : rungs.get(last).size();
            return IntStream.range(0, count).mapToObj(j -> unresolved(rung, Double.NaN,
                    "the time limit was reached before three resolutions were computed")).toList();
        }
        return IntStream.range(0, rungs.get(last).size()).mapToObj(j -> extrapolate(rungs.get(last - 2).get(j),
                rungs.get(last - 1).get(j), rungs.get(last).get(j))).toList();
    }

    /**
     * The first value from the last two resolutions alone, extrapolated as for second order. The bound is the whole
     * difference, three times what second order would leave without extrapolation.
     */
    FiniteDifferences.Result ofTwo() {
        Rung fine = finest();
        double last = fine.value - rungs.get(rungs.size() - 2).get(0).value;
        return new FiniteDifferences.Result(fine.value + last / 3, Math.abs(last) + FLOOR * Math.abs(fine.value),
                Double.NaN, fine.points, fine.steps);
    }

    /**
     * Extrapolates where the differences fall as those of a scheme of second order do. The bound then is the change of
     * the extrapolated value from the previous resolution plus an eighth of the change made by extrapolation. Where the
     * differences fall otherwise, it comes from the larger one and from the sum of a geometric series of their ratio.
     */
    private static FiniteDifferences.Result extrapolate(Rung coarse, Rung middle, Rung fine) {
        double before = middle.value - coarse.value;
        double last = fine.value - middle.value;
        double floor = Math.max(LEAST, FLOOR * Math.abs(fine.value));
        boolean flat = Math.abs(last) <= floor && Math.abs(before) <= floor;
        double order = flat ? Double.NaN : FastMath.log(2, before / last);
        if (order >= ORDER_FROM && order <= ORDER_TO) {
            double value = fine.value + last / 3;
            double bound = Math.abs(value - (middle.value + before / 3)) + Math.abs(last) / 24;
            return new FiniteDifferences.Result(value, bound + floor, order, fine.points, fine.steps);
        }
        if (!flat && !(Math.abs(last) <= FALLING * Math.abs(before))) {
            return unresolved(fine, order, String.format(Locale.ROOT,
                    "refinement does not converge: halving all spacings and steps changed the value by %.3g, "
                            + "and again by %.3g",
                    before, last));
        }
        double ratio = flat ? 0 : Math.abs(last / before);
        double bound = Math.max(Math.max(2, ratio / (1 - ratio)) * Math.abs(last), 0.5 * Math.abs(before));
        return new FiniteDifferences.Result(fine.value, bound + floor, order, fine.points, fine.steps);
    }

    private static FiniteDifferences.Result unresolved(Rung at, double order, String why) {
        return new FiniteDifferences.Result(at.value, Double.POSITIVE_INFINITY, order, at.points, at.steps)
                .unresolved(why);
    }
}
