package org.guidecheck.distribution;

import static org.guidecheck.distribution.BlockModel.BLOCK;

import java.util.Arrays;
import java.util.List;
import org.guidecheck.kernel.BlockLoops;

/**
 * Noised log-density and score of one law at a block of points, in plain loops; the counterpart of the scalar reference
 * in {@link Distribution}. Points enter as z = x/√t, coordinate-major; results are those at x.
 */
abstract class BlockLaw {
    private static final DensityForms<BlockLaw> BLOCKS = new DensityForms<>() {
        @Override
        public BlockLaw gaussians(List<Distribution.Component> components) {
            return new GaussianBlock(components);
        }

        @Override
        public BlockLaw coordinates(List<Line> lines) {
            return new SeparableBlock(lines);
        }

        @Override
        public BlockLaw sphere(Sphere sphere) {
            return new SphereBlock(sphere);
        }

        @Override
        public BlockLaw product(List<Distribution> factors) {
            return new ProductBlock(factors.stream().map(BlockLaw::of).toList());
        }

        @Override
        public BlockLaw mixture(Mixture mixture) {
            return new MixtureBlock(mixture);
        }

        @Override
        public BlockLaw turned(Distribution along, double[][] directions, double[] shift) {
            return new AffineBlock(of(along), directions, shift);
        }
    };

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
        return law.inForm(BLOCKS);
    }
}
