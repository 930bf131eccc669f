package org.guidecheck.statistics;

import org.hipparchus.special.Erf;

/** Distribution function of the standard normal law and its inverse, accurate in the tails. */
public final class StandardNormal {
    /** Beyond it the distribution function is below the smallest double. */
    private static final double FAR = 38;
    private static final int HALLEY_STEPS = 3;

    private StandardNormal() {
    }

    /**
     * The distribution function Φ.
     *
     * @param z any number
     * @return Φ(z), with a small relative error for z &lt; 0 too
     */
    public static double cdf(double z) {
        return 0.5 * Erf.erfc(-z * Math.sqrt(0.5));
    }

    /**
     * The density φ.
     *
     * @param z any number
     * @return φ(z)
     */
    public static double density(double z) {
        return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
    }

    /**
     * The point with given probabilities on both sides, of which the smaller one is used: near 1 the other one has no
     * digits left.
     *
     * @param below Φ(z), at least 0
     * @param above 1 − Φ(z), at least 0; not both 0
     * @return z, limited to [−38, 38]
     */
    public static double score(double below, double above) {
        double total = below + above;
        return below <= above ? lower(below / total) : -lower(above / total);
    }

    /** z ≤ 0 with Φ(z) = p ≤ ½. */
    private static double lower(double p) {
        if (!(p > 0)) {
            return -FAR;
        }
        // Start: formula 26.2.23 of Abramowitz and Stegun, with an error below 4.5e-4.
        double t = Math.sqrt(-2 * Math.log(p));
        double z = -(t - (2.515517 + t * (0.802853 + t * 0.010328))
                / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))));
        for (int i = 0; i < HALLEY_STEPS; i++) {
            double ratio = (cdf(z) - p) / density(z);
            z -= ratio / (1 + 0.5 * z * ratio);
        }
        return Math.max(-FAR, Math.min(0, z));
    }
}
