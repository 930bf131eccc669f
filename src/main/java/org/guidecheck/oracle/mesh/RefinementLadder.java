package org.guidecheck.oracle.mesh;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Resolutions of one computation, each halving every spacing and every step, and what the last three say of the limit.
 */
final class RefinementLadder {
    private static final double ORDER_FROM = 1.5;
    private static final double ORDER_TO = 3.2;
    /** Relative error that rounding and the ends of the mesh may leave. */
    private static final double FLOOR = 1e-9;

    private RefinementLadder() {
    }

    /**
     * The value of one resolution.
     *
     * @param value  what was computed
     * @param points points of the mesh
     * @param steps  steps of the time grid
     */
    record Rung(double value, int points, int steps) {
    }

    /**
     * Climbs until it is enough.
     *
     * @param solve  the values of a resolution, from 0
     * @param most   the finest resolution
     * @param enough asked of what the last three say of each value, and of the first value of the last
     * @return what the last three resolutions say of each value
     */
    static List<FiniteDifferences.Result> climb(IntFunction<List<Rung>> solve, int most,
            BiPredicate<List<FiniteDifferences.Result>, Rung> enough) {
        List<List<Rung>> rungs = new ArrayList<>(List.of(solve.apply(0), solve.apply(1), solve.apply(2)));
        List<FiniteDifferences.Result> results = judge(rungs);
        while (rungs.size() <= most && !enough.test(results, rungs.get(rungs.size() - 1).get(0))) {
            rungs.add(solve.apply(rungs.size()));
            results = judge(rungs);
        }
        return results;
    }

    private static List<FiniteDifferences.Result> judge(List<List<Rung>> rungs) {
        int last = rungs.size() - 1;
        return IntStream.range(0, rungs.get(last).size()).mapToObj(j -> judge(rungs.get(last - 2).get(j),
                rungs.get(last - 1).get(j), rungs.get(last).get(j))).toList();
    }

    /**
     * Extrapolates where the differences fall as those of a scheme of second order do. The bound then is the change
     * that one more resolution made to the extrapolated value, and an eighth of the change that extrapolation makes;
     * elsewhere it is the larger difference.
     */
    private static FiniteDifferences.Result judge(Rung coarse, Rung middle, Rung fine) {
        double before = middle.value - coarse.value;
        double last = fine.value - middle.value;
        double floor = FLOOR * Math.abs(fine.value);
        double order = Math.abs(last) <= floor && Math.abs(before) <= floor ? Double.NaN
                : Math.log(before / last) / Math.log(2);
        double value = fine.value;
        double bound = Math.max(2 * Math.abs(last), 0.5 * Math.abs(before));
        if (order >= ORDER_FROM && order <= ORDER_TO) {
            value = fine.value + last / 3;
            bound = Math.abs(value - (middle.value + before / 3)) + Math.abs(last) / 24;
        }
        if (!(bound < Double.POSITIVE_INFINITY)) {
            bound = Double.POSITIVE_INFINITY;
        }
        return new FiniteDifferences.Result(value, bound + floor, order, fine.points, fine.steps);
    }
}
