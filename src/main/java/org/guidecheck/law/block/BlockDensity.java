package org.guidecheck.law.block;

import static org.guidecheck.law.block.BlockPosterior.BLOCK;

import java.util.Arrays;
import java.util.List;
import org.guidecheck.law.DensityForms;
import org.guidecheck.law.Law;
import org.guidecheck.law.Mixture;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.NoisedLineLaw;
import org.guidecheck.law.Sphere;

/**
 * Noised log-density and score of one law at a block of points, in plain loops; the counterpart of the scalar reference
 * in {@link Law}. Points enter as z = x/√t, coordinate-major; results are those at x.
 */
public abstract class BlockDensity {
    private static final DensityForms<BlockDensity> BLOCKS = new DensityForms<>() {
        @Override
        public BlockDensity gaussians(List<Law.Component> components) {
            return new GaussianBlock(components);
        }

        @Override
        public BlockDensity coordinates(List<NoisedLineLaw> lines) {
            return new SeparableBlock(lines);
        }

        @Override
        public BlockDensity sphere(Sphere sphere) {
            return new SphereBlock(sphere);
        }

        @Override
        public BlockDensity product(List<Law> factors) {
            return new ProductBlock(factors.stream().map(BlockDensity::of).toList());
        }

        @Override
        public BlockDensity mixture(Mixture mixture) {
            return new MixtureBlock(mixture);
        }

        @Override
        public BlockDensity turned(Law along, double[][] directions, double[] shift) {
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
    public final double[] score;

    BlockDensity(int dimension) {
        this.dimension = dimension;
        this.score = new double[dimension * BLOCK];
        Arrays.fill(factor, 1);
    }

    /** Moves to a noise level. */
    public abstract void at(NoiseLevel level);

    /** Evaluates the first count points of a block; root is √t. */
    public final void evaluate(double[] z, int count, double root) {
        finished = 0;
        compute(z, count, root);
    }

    /** Fills the exponents and the scores, and the factors where they are not all 1. */
    abstract void compute(double[] z, int count, double root);

    /** log p_τ(x) at the first count points of the last block. */
    public final double[] logDensity(int count) {
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

    public static BlockDensity of(Law law) {
        return law.inForm(BLOCKS);
    }
}
