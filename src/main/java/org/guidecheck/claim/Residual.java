package org.guidecheck.claim;

import java.util.function.Function;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;

/**
 * How far an identity misses at one point.
 *
 * @param error difference of its two sides
 * @param size  sum of the magnitudes of the terms that make them up: what rounding is relative to
 */
public record Residual(double error, double size) {
    /** Rounding of the terms and of their derivatives, relative to their size. */
    public static final double ROUNDING = 1e-8;

    /** The miss in units of the size of the terms; not a number unless both are finite. */
    double relative() {
        if (!Double.isFinite(error) || !Double.isFinite(size)) {
            return Double.NaN;
        }
        // Terms this small are 0 to any use, and their quotient is noise.
        return Math.abs(error) / Math.max(size, 1e-200);
    }

    /** A residual as bounds of itself; nothing is known of one that is no number. */
    public static Interval bounds(double worst) {
        return worst < Double.POSITIVE_INFINITY ? new Interval(worst, worst) : Interval.ALL;
    }

    /** Decides an identity at every place of a setting. */
    public static Evidence evidence(Setting setting, String rule, Function<ProbePoints.Place, Residual> check) {
        WorstResidual worst = new WorstResidual();
        for (ProbePoints.Place place : ProbePoints.of(setting)) {
            worst.add(check.apply(place), "", place);
        }
        return worst.evidence(rule, "automatic differentiation");
    }
}
