package org.guidecheck.claim;

import java.util.function.Function;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;

/**
 * Residual of an identity at one point.
 *
 * @param error difference of the two sides
 * @param size  sum of the magnitudes of their terms, which sets the scale of rounding
 */
public record Residual(double error, double size) {
    /** Rounding allowed for terms and their derivatives, relative to their size. */
    public static final double ROUNDING = 1e-8;

    /** |error|/size; NaN unless both are finite. */
    double relative() {
        if (!Double.isFinite(error) || !Double.isFinite(size)) {
            return Double.NaN;
        }
        // Smaller sizes are as good as 0, and the quotient would be noise.
        return Math.abs(error) / Math.max(size, 1e-200);
    }

    /**
     * The largest residual as an interval.
     *
     * @param worst largest residual, at least 0; +∞ if one is not a number
     * @return the residual alone; beyond all finite numbers, so that it violates any limit, if it is infinite
     */
    public static Interval bounds(double worst) {
        return worst < Double.POSITIVE_INFINITY ? new Interval(worst, worst) : Interval.atLeast(Double.MAX_VALUE);
    }

    /**
     * Checks an identity at the probe points of a setting.
     *
     * @param setting law, class and seed
     * @param rule    the identity, for the evidence
     * @param check   its residual at a point
     * @return evidence that holds if every residual is within {@link #ROUNDING}
     */
    public static Evidence evidence(Setting setting, String rule, Function<ProbePoints.Place, Residual> check) {
        WorstResidual worst = new WorstResidual();
        for (ProbePoints.Place place : ProbePoints.of(setting)) {
            worst.add(check.apply(place), "", place);
        }
        return worst.evidence(rule, "automatic differentiation");
    }

    /**
     * Checks the rate at which log p(c|·) grows along guided paths, (w + ½)‖g‖², at the probe points of a setting.
     * Source: theory.md, "The master identity".
     *
     * @param setting law, class, guidance and seed
     * @return evidence that holds if every residual is within {@link #ROUNDING}
     */
    public static Evidence ofLogPosterior(Setting setting) {
        return evidence(setting, "(d/du + L^w) log p(c|.) = (w + 1/2) |g|^2", place -> {
            double[] g = setting.law().classifierGradient(setting.process().c(), place.point(), place.level());
            return new GuidedGenerator(setting.process(), place.point(), place.level())
                    .ofLogPosterior(setting.guidance().weight(place.level()), g);
        });
    }
}
