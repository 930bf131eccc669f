package org.guidecheck.oracle;

import java.util.function.BiPredicate;
import java.util.function.IntFunction;

/**
 * Resolutions of one computation, each halving every spacing and every step, and what the last three say of the limit.
 */
final class Ladder {
    private static final double ORDER_FROM = 1.5;
    private static final double ORDER_TO = 3.2;
    /** Relative error that rounding and the ends of the mesh may leave. */
    private static final double FLOOR = 1e-9;

    private Ladder() {
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
     * @param solve  the value of a resolution, from 0
     * @param most   the finest resolution
     * @param enough asked of what the last three say, and of the last
     * @return what the last three resolutions say
     */
    static FiniteDifferences.Result climb(IntFunction<Rung> solve, int most,
            BiPredicate<FiniteDifferences.Result, Rung> enough) {
        Rung coarse = solve.apply(0);
        Rung middle = solve.apply(1);
        Rung fine = solve.apply(2);
        FiniteDifferences.Result result = judge(coarse, middle, fine);
        for (int r = 3; r <= most && !enough.test(result, fine); r++) {
            coarse = middle;
            middle = fine;
            fine = solve.apply(r);
            result = judge(coarse, middle, fine);
        }
        return result;
    }

    /**
     * Extrapolates where the differences fall as those of a scheme of second order do. The bound then is the change
     * that one more resolution made to the extrapolated value, and an eighth of the change that extrapolation makes;
     * elsewhere it is the larger difference.
     */
    static FiniteDifferences.Result judge(Rung coarse, Rung middle, Rung fine) {
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
