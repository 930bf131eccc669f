package org.guidecheck.law;

import org.apache.commons.rng.UniformRandomProvider;
import org.guidecheck.text.InvalidInputException;

/** Validation of and sampling from finite probability vectors. */
final class Probabilities {
    private static final double SUM_TOLERANCE = 1e-9;

    private Probabilities() {
    }

    /** A copy of the weights, which must be in [0, 1] and sum to 1 within 1e-9. */
    static double[] requireShares(String name, double[] weights) {
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            if (!(weights[k] >= 0 && weights[k] <= 1)) {
                throw new InvalidInputException(name + "[" + k + "]", weights[k], "must be in [0, 1]");
            }
            sum += weights[k];
        }
        if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
            throw new InvalidInputException(name, sum, "must sum to 1");
        }
        return weights.clone();
    }

    /** Draws an index with these probabilities. */
    static int choose(double[] weights, UniformRandomProvider random) {
        double u = random.nextDouble();
        int last = 0;
        for (int k = 0; k < weights.length; k++) {
            if (weights[k] > 0) {
                last = k;
                u -= weights[k];
                if (u < 0) {
                    return k;
                }
            }
        }
        return last;
    }
}
