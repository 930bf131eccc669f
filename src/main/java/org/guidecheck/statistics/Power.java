package org.guidecheck.statistics;

/**
 * Assumptions behind a guarantee of power: a bound on the standard deviation of the sampled variable, and the
 * false-pass rate. The guarantee is valid for every independent sample that satisfies them.
 *
 * @param sd   upper bound on the standard deviation, at least 0, in the variable's units; +∞ if only the range is known
 * @param beta false-pass rate β, in (0, 1): the check fails to refute a discrepancy of the guaranteed size with at most
 *             this probability
 */
public record Power(double sd, double beta) {

    /** Only the range is known; the false-pass rate is {@link Evidence#FALSE_PASS_RATE}. */
    public static final Power WORST_CASE = new Power(Double.POSITIVE_INFINITY, Evidence.FALSE_PASS_RATE);

    /** Checks the ranges. */
    public Power {
        if (!(sd >= 0)) {
            throw new IllegalArgumentException("sd=" + sd + ": must be at least 0");
        }
        if (!(beta > 0 && beta < 1)) {
            throw new IllegalArgumentException("beta=" + beta + ": must be in (0, 1)");
        }
    }

    /**
     * Known standard deviation at the default false-pass rate.
     *
     * @param sd upper bound on the standard deviation, at least 0, in the variable's units
     * @return the assumptions
     */
    public static Power withDeviation(double sd) {
        return new Power(sd, Evidence.FALSE_PASS_RATE);
    }
}
