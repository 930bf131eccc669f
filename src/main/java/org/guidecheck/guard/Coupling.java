package org.guidecheck.guard;

import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import org.guidecheck.statistics.BinomialInterval;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;

/**
 * Comparison, point by point, of two outputs from the same normals. No probability differs between their laws by more
 * than the share of points that differ (coupling inequality), and that share has an exact interval.
 *
 * @param wrong  number of points that differ by more than rounding
 * @param points number of points compared, at least 1
 */
record Coupling(int wrong, int points) {
    /** Relative rounding of a point beyond that which its law's rounding bounds. */
    static final double ROUNDING = 1e-12;

    /**
     * Compares two outputs.
     *
     * @param found    d coordinates of each point in turn
     * @param expected the same
     * @param d        number of coordinates
     * @param rounding largest rounding error of each coordinate, absolute, beside {@link #ROUNDING}
     */
    static Coupling of(double[] found, double[] expected, int d, IntToDoubleFunction rounding) {
        int wrong = 0;
        for (int at = 0; at < found.length; at += d) {
            boolean same = true;
            for (int i = 0; i < d; i++) {
                same &= Math.abs(found[at + i] - expected[at + i]) <= rounding.applyAsDouble(i)
                        + ROUNDING * Math.abs(expected[at + i]);
            }
            wrong += same ? 0 : 1;
        }
        return new Coupling(wrong, found.length / d);
    }

    boolean isSame() {
        return wrong == 0;
    }

    /** Number of points without one that differs that confirm a share of 0. */
    static int needed(double share, double alpha) {
        return (int) Math.ceil(Math.log(2 / alpha) / -Math.log1p(-share));
    }

    /** An interval that contains the share except with probability alpha. */
    Interval share(double alpha) {
        return BinomialInterval.of(wrong, points, alpha);
    }

    /**
     * Evidence on the share.
     *
     * @param other      whose points they should be, such as {@code ddpm}
     * @param where      which run
     * @param resolution share that is called negligible
     * @param alpha      false-alarm rate
     */
    Evidence evidence(String other, String where, double resolution, double alpha) {
        return Evidence.of(Evidence.Kind.BOUNDED_SAMPLING, "share of points unlike " + other + ", " + where,
                (double) wrong / points)
                .within(share(alpha)).by(String.format(Locale.ROOT, "%d points from the same normals", points), points,
                        alpha)
                .decides(Requirement.within("must be 0", Interval.around(0, 0), resolution));
    }
}
