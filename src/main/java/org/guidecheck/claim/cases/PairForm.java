package org.guidecheck.claim.cases;

/**
 * Closed forms of the output variance for N(0, 1) with the class and N(0, 2) without it, under weight w (theory.md,
 * "Special cases"). In A. Bradley and P. Nakkiran, arXiv 2408.09000, w is γ − 1.
 */
enum PairForm {
    /** The probability-flow ODE, 2^{−w}. */
    ODE {
        @Override
        double variance(double w) {
            return Math.exp(-w * Math.log(2));
        }
    },
    /** The reverse SDE, (2 − 2^{−2w})/(2w + 1). */
    SDE {
        @Override
        double variance(double w) {
            return (2 - Math.exp(-2 * w * Math.log(2))) / (2 * w + 1);
        }
    },
    /** The law of density p(x|c)^{1+w} p(x)^{−w}, 2/(2 + w). */
    TILT {
        @Override
        double variance(double w) {
            return 2 / (2 + w);
        }
    };

    /** Variance under weight w ≥ 0. */
    abstract double variance(double w);
}
