package org.guidecheck.oracle.path;

import org.guidecheck.oracle.mesh.LineLogOdds;
import org.guidecheck.process.GuidanceSchedule;

/**
 * Change of measure by f^q, f = 1/p(c|·), which turns weight w into w − q, for the moment of exponent Q (see theory.md,
 * "The master identity"):
 *
 * <pre>  π_c^Q E^w[f^Q] = E^{w−q}[ exp(−½∫ q(1 + 2w − q) ‖g‖² du) · (π_c f)^{Q−q} at the end ].  </pre>
 *
 * <p>A moment in two parts is E^w[h] = E^w[h/(1 + h)] + E^{w−Q}[e^{−A} h/(1 + h)] with h = (π_c f)^Q: the changes q = 0 and
 * q = Q with another end.
 *
 * @param moment Q
 * @param power  q; the variable is at most π_c^{Q−q} if Q ≤ q ≤ 1 + 2w
 * @param isPart whether the end is h/(1 + h), for one of the two parts
 */
record ChangeOfMeasure(double moment, double power, boolean isPart) {
    /** The change q = Q, after which the ends do not matter. */
    static ChangeOfMeasure bounded(double moment) {
        return new ChangeOfMeasure(moment, moment, false);
    }

    /** The change q = 1 + 2w at a constant weight, after which nothing matters but the end. */
    static ChangeOfMeasure reflection(double moment, GuidanceSchedule guidance) {
        return new ChangeOfMeasure(moment, 1 + 2 * guidance.smallest(), false);
    }

    /** The part of a moment under the weight w itself, q = 0. */
    static ChangeOfMeasure near(double moment) {
        return new ChangeOfMeasure(moment, 0, true);
    }

    /** The part under the weight w − Q. */
    static ChangeOfMeasure far(double moment) {
        return new ChangeOfMeasure(moment, moment, true);
    }

    /** Rate at which paths are killed, over ‖g‖²: ½q(1 + 2w − q). */
    double rate(double w) {
        return 0.5 * power * (1 + 2 * w - power);
    }

    /** Whether the variable depends on the end of a path. */
    boolean hasEnd() {
        return isPart || moment != power;
    }

    /** −log (π_c f)^{Q−q}, or −log h/(1 + h), from the log-odds of the class at the end. */
    double minusLogEnd(double prior, double logOdds) {
        double log = LineLogOdds.logReciprocal(logOdds) + Math.log(prior);
        // log1p loses nothing where h is large; where it is tiny the exponential may overflow.
        double minusLogH = -moment * log;
        return !isPart ? (power - moment) * log
                : Math.max(0, minusLogH) + Math.log1p(Math.exp(-Math.abs(minusLogH)));
    }

    /** Factor of the error of starting at t > 0: the mean of f^q at the start departs from its limit like q². */
    double ofStart() {
        return Math.max(1, power * power);
    }

    /** Upper bound of the variable, π_c^{Q−q}, or 1 for a part. */
    double largest(double prior) {
        return isPart ? 1 : Math.pow(prior, moment - power);
    }

    /** The unit of the quantity in the variable: π_c^Q, so that it is E^w[f^Q]; 1 for a part. */
    double unit(double prior) {
        return isPart ? 1 : Math.pow(prior, moment);
    }

    /** The least value of the quantity. */
    double least() {
        return isPart ? 0 : 1;
    }
}
