package org.guidecheck.oracle.path;

import org.guidecheck.oracle.mesh.LineLogOdds;
import org.guidecheck.process.GuidanceSchedule;

/**
 * Change of measure by f^q, f = 1/p(c|·), which turns weight w into w − q, for the moment of exponent Q (see theory.md,
 * "The master identity"):
 *
 * <pre>  π_c^Q E^w[f^Q] = E^{w−q}[ exp(−½∫ q(1 + 2w − q) ‖g‖² du) · (π_c f)^{Q−q} at the end ].  </pre>
 *
 * @param moment Q
 * @param power  q; the variable is at most π_c^{Q−q} if Q ≤ q ≤ 1 + 2w
 */
record ChangeOfMeasure(double moment, double power) {
    /** The change q = Q, after which the ends do not matter. */
    static ChangeOfMeasure bounded(double moment) {
        return new ChangeOfMeasure(moment, moment);
    }

    /** The change q = 1 + 2w at a constant weight, after which nothing matters but the end. */
    static ChangeOfMeasure reflection(double moment, GuidanceSchedule guidance) {
        return new ChangeOfMeasure(moment, 1 + 2 * guidance.smallest());
    }

    /** Rate at which paths are killed, over ‖g‖²: ½q(1 + 2w − q). */
    double rate(double w) {
        return 0.5 * power * (1 + 2 * w - power);
    }

    /** Whether the variable depends on the end of a path. */
    boolean hasEnd() {
        return moment != power;
    }

    /** −log (π_c f)^{Q−q}, from the log-odds of the class at the end. */
    double minusLogEnd(double prior, double logOdds) {
        return (power - moment) * (LineLogOdds.logReciprocal(logOdds) + Math.log(prior));
    }

    /** Factor of the error of starting at t > 0: the mean of f^q at the start departs from its limit like q². */
    double ofStart() {
        return Math.max(1, power * power);
    }

    /** Upper bound of the variable, π_c^{Q−q}. */
    double largest(double prior) {
        return Math.pow(prior, moment - power);
    }
}
