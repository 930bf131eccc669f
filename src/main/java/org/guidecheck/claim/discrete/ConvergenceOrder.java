package org.guidecheck.claim.discrete;

import java.util.Locale;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.hipparchus.util.FastMath;

/**
 * The power of a step size, or of any small number, with which a quantity falls, from a ladder on which the number is
 * halved each time.
 *
 * <p>Between two rungs the slope is log₂|e_j/e_{j+1}|. It tends to the power with an error that halves from rung to rung, so
 * that the last slope is off by about its last change; twice that is allowed, beside what the uncertainties of the two last
 * quantities leave open.
 *
 * <p>Where the leading term is small a quantity changes its sign on the way, or meets its uncertainty, and slopes mean
 * little. It is then held against the envelope of the power half-way to the next lower one, from its first two rungs to its
 * last two: five rungs or more on which it has fallen faster count as well.
 *
 * @param last     slope between the last two rungs
 * @param bounds   where the power lies
 * @param envelope the power faster than which the quantity has fallen over the whole ladder, uncertainties included; 0 on
 *     fewer than five rungs
 */
record ConvergenceOrder(double last, Interval bounds, double envelope) {
    private static final int LONG_LADDER = 5;
    /** Powers of weak error are whole numbers or half-numbers: half a power separates one from all lower ones. */
    private static final double BETWEEN = 0.5;

    /**
     * The slope of a ladder.
     *
     * @param errors        at least three, the number halved each time
     * @param uncertainties of each, at least 0
     * @return the slope; its bounds are the whole line if an error is not told from 0
     */
    static ConvergenceOrder of(double[] errors, double[] uncertainties) {
        int n = errors.length;
        double last = FastMath.log(2, Math.abs(errors[n - 2]) / Math.abs(errors[n - 1]));
        double before = FastMath.log(2, Math.abs(errors[n - 3]) / Math.abs(errors[n - 2]));
        double change = Math.abs(last - before);
        boolean told = Double.isFinite(last) && Double.isFinite(before);
        double unsure = 0;
        for (int i = n - 2; i < n; i++) {
            double share = uncertainties[i] / Math.abs(errors[i]);
            told &= share < 0.5;
            unsure += FastMath.log(2, 1 / (1 - share));
        }
        return new ConvergenceOrder(told ? last : 0, told ? Interval.around(last, 2 * change + unsure) : Interval.ALL,
                n < LONG_LADDER ? 0 : envelope(errors, uncertainties));
    }

    /** The smallest of the mean slopes from the second rung, or a larger first one, to each of the last two. */
    private static double envelope(double[] errors, double[] uncertainties) {
        double smallest = Double.POSITIVE_INFINITY;
        for (int i = errors.length - 2; i < errors.length; i++) {
            double end = Math.abs(errors[i]) + uncertainties[i];
            double fromFirst = FastMath.log(2, (Math.abs(errors[0]) - uncertainties[0]) / end) / i;
            double fromSecond = FastMath.log(2, (Math.abs(errors[1]) - uncertainties[1]) / end) / (i - 1);
            // NaN where a first error is below its uncertainty: the other decides.
            double faster = fromFirst >= fromSecond || Double.isNaN(fromSecond) ? fromFirst : fromSecond;
            smallest = Math.min(smallest, faster);
        }
        return smallest > 0 ? smallest : 0;
    }

    /**
     * Whether the quantity falls at least like a power.
     *
     * @param power expected
     * @return that it holds if the bounds exclude every lower power, and is refuted if they exclude this one and all higher
     */
    Outcome atLeast(double power) {
        if (bounds.lower() > power - BETWEEN || envelope > power - BETWEEN) {
            return Outcome.HOLDS;
        }
        return bounds.upper() < power ? Outcome.REFUTED : Outcome.UNDECIDED;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f in [%.3f, %.3f]", last, bounds.lower(), bounds.upper());
    }
}
