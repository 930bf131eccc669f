package org.guidecheck.claim.discrete;

import java.util.List;
import java.util.Locale;
import org.guidecheck.claim.Resolution;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;
import org.hipparchus.util.FastMath;

/**
 * Empirical order of convergence: the power of a step size, or of another small number, with which an error falls, from
 * a ladder of errors on which the number is halved each time.
 *
 * <p>Between two rungs the slope is log₂|e_j/e_{j+1}|. It tends to the power with an error that halves from rung to
 * rung, so the last slope is off by about its last change. The bounds allow twice that, and the uncertainties of the
 * last two errors.
 *
 * <p>If the leading term is small, an error may change its sign or fall below its uncertainty, and single slopes mean
 * little. On five rungs or more the mean slopes from the first two rungs to the last two then serve instead: see {@link
 * #envelope}.
 *
 * @param last     slope between the last two rungs
 * @param bounds   enclosure of the power
 * @param envelope least mean slope over the whole ladder, uncertainties included, at least 0; 0 on fewer than five
 *     rungs
 */
record ConvergenceOrder(double last, Interval bounds, double envelope) {
    private static final int LONG_LADDER = 5;
    /** Orders are whole numbers: half a power separates one from all lower ones, at every effort. */
    static final Resolution RESOLUTION = new Resolution(0.5, "in the order");

    /**
     * Order of a ladder of errors.
     *
     * @param errors        at least three errors, the small number halved each time
     * @param uncertainties uncertainty of each error, at least 0
     * @return the order; its bounds are the whole line if one of the last errors is not distinguishable from 0
     */
    static ConvergenceOrder of(double[] errors, double[] uncertainties) {
        int n = errors.length;
        double last = FastMath.log(2, Math.abs(errors[n - 2]) / Math.abs(errors[n - 1]));
        double before = FastMath.log(2, Math.abs(errors[n - 3]) / Math.abs(errors[n - 2]));
        double change = Math.abs(last - before);
        boolean distinct = Double.isFinite(last) && Double.isFinite(before);
        double uncertainty = 0;
        for (int i = n - 2; i < n; i++) {
            double share = uncertainties[i] / Math.abs(errors[i]);
            distinct &= share < 0.5;
            uncertainty += FastMath.log(2, 1 / (1 - share));
        }
        return new ConvergenceOrder(distinct ? last : 0, distinct ? Interval.around(last, 2 * change + uncertainty)
                : Interval.ALL,
                n < LONG_LADDER ? 0 : envelope(errors, uncertainties));
    }

    /** Smallest mean slope to the last two rungs, each the larger of those from the first and from the second rung. */
    private static double envelope(double[] errors, double[] uncertainties) {
        double smallest = Double.POSITIVE_INFINITY;
        for (int i = errors.length - 2; i < errors.length; i++) {
            double end = Math.abs(errors[i]) + uncertainties[i];
            double fromFirst = FastMath.log(2, (Math.abs(errors[0]) - uncertainties[0]) / end) / i;
            double fromSecond = FastMath.log(2, (Math.abs(errors[1]) - uncertainties[1]) / end) / (i - 1);
            // NaN if a first error is below its uncertainty; then the other decides.
            double faster = fromFirst >= fromSecond || Double.isNaN(fromSecond) ? fromFirst : fromSecond;
            smallest = Math.min(smallest, faster);
        }
        return smallest > 0 ? smallest : 0;
    }

    /**
     * Enclosure of the power, to be compared with an expected one.
     *
     * @param power expected order
     * @return the bounds; all powers from the envelope on, if it alone excludes orders below the expected one
     */
    Interval bounds(double power) {
        boolean excluded = bounds.lower() > power - RESOLUTION.size();
        return !excluded && envelope > power - RESOLUTION.size() ? Interval.atLeast(envelope) : bounds;
    }

    /**
     * Requirement that the error falls at least like a power.
     *
     * @param power expected order
     * @param rule  the requirement in words
     * @return a requirement of {@link #bounds(double)}
     */
    static Requirement atLeast(double power, String rule) {
        return Requirement.atLeast(rule, power, RESOLUTION.size());
    }

    /** Evidence of the order, with its bounds and their allowance. */
    Evidence evidence(String quantity, String method, double power, String rule) {
        Interval known = bounds(power);
        boolean narrow = known.width() < Double.POSITIVE_INFINITY;
        return Evidence.of(Evidence.Kind.ESTIMATED, quantity, last).within(known).by(method)
                .allowing(List.of(new Tolerance.Discretisation(narrow ? 0.5 * known.width() : 0,
                        "twice the last change of the slope, and the uncertainties of the errors")))
                .decides(atLeast(power, rule));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f in [%.3f, %.3f]", last, bounds.lower(), bounds.upper());
    }
}
