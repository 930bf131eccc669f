package org.guidecheck.law.block;

import static org.guidecheck.law.block.BlockPosterior.BLOCK;

import java.util.Arrays;
import org.guidecheck.law.Erfcx;

/**
 * Scaled complementary error function and its derivative at a block of points, by the midpoint rule with step ½ and a
 * correction for the pole: D. B. Hunter and T. Regan, <i>A note on the evaluation of the complementary error
 * function</i>, Math. Comp. 26 (1972). The scalar reference, {@link Erfcx}, uses another formula.
 */
final class ErfcxBlock {
    private static final BlockLoops LOOPS = BlockLoops.active();
    private static final double STEP = 0.5;
    private static final int TERMS = 13;
    /** Beyond this argument the correction is below rounding. */
    private static final double LAST_CORRECTION = Math.PI / STEP;
    private static final double RATE = 2 * Math.PI / STEP;
    private static final double[] NODES = new double[TERMS];
    private static final double[] SHARES = new double[TERMS];

    static {
        for (int k = 0; k < TERMS; k++) {
            NODES[k] = (k + 0.5) * (k + 0.5) * STEP * STEP;
            SHARES[k] = 2 * STEP / Math.PI * Math.exp(-NODES[k]);
        }
    }

    /** erfcx(|x|) = e^{x²} erfc(|x|) at each point of the last block. */
    final double[] value = new double[BLOCK];
    /** Derivative of erfcx at |x|. */
    final double[] slope = new double[BLOCK];

    private final double[] square = new double[BLOCK];
    private final double[] correction = new double[BLOCK];
    private final double[] growth = new double[BLOCK];

    /** Evaluates erfcx and its derivative at |x|, for the first count points. */
    void evaluate(double[] x, int count) {
        Arrays.fill(value, 0);
        Arrays.fill(slope, 0);
        for (int p = 0; p < count; p++) {
            square[p] = x[p] * x[p];
        }
        for (int k = 0; k < TERMS; k++) {
            double node = NODES[k];
            double share = SHARES[k];
            for (int p = 0; p < count; p++) {
                double inverse = 1 / (node + square[p]);
                double term = share * inverse;
                value[p] += term;
                slope[p] += term * inverse * (node - square[p]);
            }
        }
        for (int p = 0; p < count; p++) {
            double a = Math.min(Math.abs(x[p]), LAST_CORRECTION);
            correction[p] = a * a;
            growth[p] = RATE * a;
        }
        LOOPS.exp(correction, count);
        LOOPS.exp(growth, count);
        for (int p = 0; p < count; p++) {
            double a = Math.abs(x[p]);
            double c = a < LAST_CORRECTION ? 2 * correction[p] / (1 + growth[p]) : 0;
            value[p] = a * value[p] + c;
            slope[p] += c * (2 * a - RATE * growth[p] / (1 + growth[p]));
        }
    }

    /** erfcx at one point, x ≥ 0. */
    static double of(double x) {
        double square = x * x;
        double sum = 0;
        for (int k = 0; k < TERMS; k++) {
            sum += SHARES[k] / (NODES[k] + square);
        }
        sum *= x;
        return x < LAST_CORRECTION ? sum + 2 * Math.exp(square) / (1 + Math.exp(RATE * x)) : sum;
    }
}
