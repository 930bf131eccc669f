package org.guidecheck.law.block;

import static org.guidecheck.law.block.BlockPosterior.BLOCK;

import java.util.Arrays;
import java.util.List;
import org.guidecheck.law.DensityVisitor;
import org.guidecheck.law.Law;
import org.guidecheck.law.Mixture;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.NoisedLineLaw;
import org.guidecheck.law.Sphere;

/**
 * Noised log-density and score of a law at a block of points, tested against the scalar reference in {@link Law}.
 * Arrays are coordinate-major: coordinate i of point p stands at i · BLOCK + p. Points enter as z = x/√t; results are
 * those at x. Mutable; an instance belongs to one thread.
 */
public abstract class BlockDensity {
    private static final DensityVisitor<BlockDensity> FACTORY = new DensityVisitor<>() {
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
        public BlockDensity rotated(Law along, double[][] directions, double[] shift) {
            return new AffineBlock(of(along), directions, shift);
        }
    };

    /** Number of coordinates. */
    final int dimension;
    /**
     * Density p_τ(x) = factor · e^exponent at each point of the last block. Kept split so that callers that need only
     * ratios of densities skip the logarithm.
     */
    final double[] exponent = new double[BLOCK];
    final double[] factor = new double[BLOCK];
    /** Computed on demand, for the first points only. */
    private final double[] logDensity = new double[BLOCK];
    private int logDensities;
    /** ∇ log p_τ(x) at each point of the last block, coordinate-major. */
    public final double[] score;

    BlockDensity(int dimension) {
        this.dimension = dimension;
        this.score = new double[dimension * BLOCK];
        Arrays.fill(factor, 1);
    }

    /**
     * Sets the noise level of the points to come.
     *
     * @param level the level; above 0 noise if the law has no density
     */
    public abstract void setLevel(NoiseLevel level);

    /**
     * Evaluates a block at the current noise level.
     *
     * @param z     points x/√t, coordinate-major, d × BLOCK
     * @param count number of points used, at most BLOCK
     * @param root  √t
     */
    public final void evaluate(double[] z, int count, double root) {
        logDensities = 0;
        compute(z, count, root);
    }

    /** Fills exponents and scores, and the factors unless they are always 1. */
    abstract void compute(double[] z, int count, double root);

    /**
     * {@return log p_τ(x) at the first points of the last block; this object's own array}
     *
     * @param count number of points, at most BLOCK
     */
    public final double[] logDensity(int count) {
        if (logDensities < count) {
            System.arraycopy(factor, 0, logDensity, 0, count);
            BlockLoops.active().log(logDensity, count);
            for (int p = 0; p < count; p++) {
                logDensity[p] += exponent[p];
            }
            logDensities = count;
        }
        return logDensity;
    }

    /**
     * {@return an evaluator of a law's noised density}
     *
     * @param law the law
     */
    public static BlockDensity of(Law law) {
        return law.accept(FACTORY);
    }
}
