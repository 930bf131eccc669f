package org.guidecheck.oracle.mesh;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.hipparchus.util.FastMath;

/**
 * Refinement of a computation, each resolution halving every spacing and every step, with Richardson extrapolation from
 * the last three.
 */
final class RefinementLadder {
    private static final double ORDER_FROM = 1.5;
    private static final double ORDER_TO = 3.2;
    /** Relative error that rounding and the ends of the mesh may leave. */
    private static final double FLOOR = 1e-9;

    private RefinementLadder() {
    }

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
     * Refines until the results suffice.
     *
     * @param solve  values at a resolution, from 0
     * @param most   finest resolution
     * @param enough stopping rule, given the result for each value and the first value at the last resolution
     * @return the result for each value, from the last three resolutions
     */
    static List<FiniteDifferences.Result> climb(IntFunction<List<Rung>> solve, int most,
            BiPredicate<List<FiniteDifferences.Result>, Rung> enough) {
        List<List<Rung>> rungs = new ArrayList<>(List.of(solve.apply(0), solve.apply(1), solve.apply(2)));
        List<FiniteDifferences.Result> results = extrapolate(rungs);
        while (rungs.size() <= most && !enough.test(results, rungs.get(rungs.size() - 1).get(0))) {
            rungs.add(solve.apply(rungs.size()));
            results = extrapolate(rungs);
        }
        return results;
    }

    private static List<FiniteDifferences.Result> extrapolate(List<List<Rung>> rungs) {
        int last = rungs.size() - 1;
        return IntStream.range(0, rungs.get(last).size()).mapToObj(j -> extrapolate(rungs.get(last - 2).get(j),
                rungs.get(last - 1).get(j), rungs.get(last).get(j))).toList();
    }

    /**
     * Extrapolates where the differences fall as those of a scheme of second order do. The bound then is the change of
     * the extrapolated value from the previous resolution plus an eighth of the change made by extrapolation; elsewhere
     * it comes from the larger difference.
     */
    private static FiniteDifferences.Result extrapolate(Rung coarse, Rung middle, Rung fine) {
        double before = middle.value - coarse.value;
        double last = fine.value - middle.value;
        double floor = FLOOR * Math.abs(fine.value);
        double order = Math.abs(last) <= floor && Math.abs(before) <= floor ? Double.NaN
                : FastMath.log(2, before / last);
        double value = fine.value;
        double bound = Math.max(2 * Math.abs(last), 0.5 * Math.abs(before));
        if (order >= ORDER_FROM && order <= ORDER_TO) {
            value = fine.value + last / 3;
            bound = Math.abs(value - (middle.value + before / 3)) + Math.abs(last) / 24;
        }
        return new FiniteDifferences.Result(value, bound + floor, order, fine.points, fine.steps);
    }
}
