package org.guidecheck.claim;

import java.math.BigDecimal;
import java.math.MathContext;
import org.guidecheck.statistics.Effort;

/**
 * Size of the departures that a claim is about. A claim that HOLDS has none of this size or larger; smaller ones are
 * called negligible.
 *
 * @param size size of the departure in its unit, at least 0; 0 for claims that are checked up to rounding
 * @param unit what the size is measured in, such as {@code of M_0} or {@code in probability}
 */
public record Resolution(double size, String unit) {
    /** Resolution of identities that are checked at points: rounding alone is allowed. */
    public static final Resolution ROUNDING = new Resolution(0, "beyond rounding");

    /** Checks the range. */
    public Resolution {
        if (!(size >= 0 && size < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("size=" + size + ": must be finite and at least 0");
        }
    }

    /**
     * Resolution of mean reciprocals, as a share of the unguided mean M_0.
     *
     * @param share for example 0.01
     * @return the resolution
     */
    public static Resolution ofUnguidedMean(double share) {
        return new Resolution(share, "of M_0");
    }

    /**
     * Resolution of probabilities.
     *
     * @param size absolute difference, for example 0.005
     * @return the resolution
     */
    public static Resolution ofProbability(double size) {
        return new Resolution(size, "in probability");
    }

    /**
     * The resolution of a run.
     *
     * @param effort how fine the run looks
     * @return a coarser or finer resolution
     */
    public Resolution at(Effort effort) {
        return new Resolution(size * effort.coarseness(), unit);
    }

    /** The size in words, such as {@code 1 % of M_0} or {@code 0.005 in probability}. */
    @Override
    public String toString() {
        if (size == 0) {
            return unit;
        }
        return (unit.startsWith("of ") ? plain(100 * size) + " %" : plain(size)) + " " + unit;
    }

    private static String plain(double number) {
        return new BigDecimal(number).round(new MathContext(3)).stripTrailingZeros().toPlainString();
    }
}
