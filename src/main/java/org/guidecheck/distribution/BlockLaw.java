package org.guidecheck.distribution;

import static org.guidecheck.distribution.BlockModel.BLOCK;

import java.util.Arrays;
import org.guidecheck.kernel.BlockLoops;

/**
 * Noised log-density and score of one law at a block of points, in plain loops; the counterpart of the scalar reference
 * in {@link Distribution}. Points enter as z = x/√t, coordinate-major; results are those at x.
 */
abstract class BlockLaw {
    /** d. */
    final int dimension;
    /** At each point of the last block p_τ(x) = factor · e^exponent, so that who wants ratios alone takes no logarithm. */
    final double[] exponent = new double[BLOCK];
    final double[] factor = new double[BLOCK];
    private final double[] logDensity = new double[BLOCK];
    private int finished;
    /** ∇ log p_τ(x) at each point of the last block, coordinate-major. */
    final double[] score;

    BlockLaw(int dimension) {
        this.dimension = dimension;
        this.score = new double[dimension * BLOCK];
        Arrays.fill(factor, 1);
    }

    /** Moves to a noise level. */
    abstract void at(NoiseLevel level);

    /** Evaluates the first count points of a block; root is √t. */
    final void evaluate(double[] z, int count, double root) {
        finished = 0;
        compute(z, count, root);
    }

    /** Fills the exponents and the scores, and the factors where they are not all 1. */
    abstract void compute(double[] z, int count, double root);

    /** log p_τ(x) at the first count points of the last block. */
    final double[] logDensity(int count) {
        if (finished < count) {
            System.arraycopy(factor, 0, logDensity, 0, count);
            BlockLoops.active().log(logDensity, count);
            for (int p = 0; p < count; p++) {
                logDensity[p] += exponent[p];
            }
            finished = count;
        }
        return logDensity;
    }

    static BlockLaw of(Distribution law) {
        return law.gaussianComponents().<BlockLaw>map(GaussianBlock::new).orElseGet(() -> ofOther(law));
    }

    private static BlockLaw ofOther(Distribution law) {
        if (law instanceof Separable separable) {
            return new SeparableBlock(separable);
        }
        if (law instanceof Sphere sphere) {
            return new SphereBlock(sphere);
        }
        if (law instanceof Product product) {
            return new ProductBlock(product);
        }
        if (law instanceof Affine affine) {
            return new AffineBlock(affine);
        }
        if (law instanceof Mixture mixture) {
            return new MixtureBlock(mixture);
        }
        throw new IllegalStateException(law.getClass() + " has no block form");
    }
}
