package org.guidecheck.statistics;

/**
 * What is known beforehand of the variable that a check samples, and how rarely the check may miss: what its promises
 * depend on besides the check itself. A promise made from it is true of every independent sample with these properties.
 *
 * @param sd a bound above on the standard deviation, at least 0, in the variable's units; +infinity when only the range
 *     is known
 * @param beta the false-pass rate: how often, at most, the check may fail to refute a discrepancy of the promised size,
 *     in (0, 1)
 */
public record Power(double sd, double beta) {

    /** Nothing but the range is known; the false-pass rate is {@link Evidence#FALSE_PASS_RATE}. */
    public static final Power WORST_CASE = new Power(Double.POSITIVE_INFINITY, Evidence.FALSE_PASS_RATE);

    /** Guards the ranges. */
    public Power {
        if (!(sd >= 0)) {
            throw new IllegalArgumentException("sd=" + sd + ": must be at least 0");
        }
        if (!(beta > 0 && beta < 1)) {
            throw new IllegalArgumentException("beta=" + beta + ": must be in (0, 1)");
        }
    }

    /**
     * The default false-pass rate with a known standard deviation.
     *
     * @param sd a bound above on the standard deviation, at least 0, in the variable's units
     * @return the power
     */
    public static Power withDeviation(double sd) {
        return new Power(sd, Evidence.FALSE_PASS_RATE);
    }
}
