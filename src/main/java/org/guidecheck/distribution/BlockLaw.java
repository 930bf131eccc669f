package org.guidecheck.distribution;

import static org.guidecheck.distribution.BlockModel.BLOCK;

/**
 * Noised log-density and score of one law at a block of points, in plain loops; the counterpart of the scalar reference
 * in {@link Distribution}. Points enter as z = x/√t, coordinate-major; results are those at x.
 */
abstract class BlockLaw {
    /** d. */
    final int dimension;
    /** log p_τ(x) at each point of the last block. */
    final double[] logDensity = new double[BLOCK];
    /** ∇ log p_τ(x) at each point of the last block, coordinate-major. */
    final double[] score;

    BlockLaw(int dimension) {
        this.dimension = dimension;
        this.score = new double[dimension * BLOCK];
    }

    /** Moves to a noise level. */
    abstract void at(NoiseLevel level);

    /** Evaluates the first count points of a block; root is √t. */
    abstract void evaluate(double[] z, int count, double root);

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
