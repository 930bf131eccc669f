package org.guidecheck.sampler;

import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.block.BlockLoops;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.law.block.ParallelFor;

/**
 * Exact denoiser of a labelled law, evaluated in blocks of points on all processors. Linear samplers that use it run
 * block by block, too.
 */
public final class BlockDenoiser implements Denoiser {
    static final int BLOCK = BlockPosterior.BLOCK;

    private final int dimension;
    private final ThreadLocal<BlockPosterior> models;

    /**
     * Denoiser of a class against the rest.
     *
     * @param sides the class and the rest
     */
    public BlockDenoiser(ClassVersusRest sides) {
        this.dimension = sides.dimension();
        this.models = ThreadLocal.withInitial(() -> new BlockPosterior(sides));
    }

    @Override
    public Scores scores(NoiseLevel level, double[] points, int dimensionOfPoints) {
        requireDimension(dimensionOfPoints);
        int n = points.length / dimension;
        Scores scores = new Scores(new double[points.length], new double[points.length]);
        ParallelFor.each((n + BLOCK - 1) / BLOCK,
                b -> evaluate(level, points, b * BLOCK, Math.min(BLOCK, n - b * BLOCK), scores));
        return scores;
    }

    @Override
    public TableExecutor executor() {
        return new BlockExecutor(this);
    }

    /** Throws {@link IllegalArgumentException} unless points have the dimension of the law. */
    void requireDimension(int ofPoints) {
        if (ofPoints != dimension) {
            throw new IllegalArgumentException("dimension=" + ofPoints + ": must be the law's, " + dimension);
        }
    }

    /** The calling thread's own evaluator. */
    BlockPosterior model() {
        return models.get();
    }

    /** Fills the scores of {@code count} points from index {@code first} on. */
    private void evaluate(NoiseLevel level, double[] points, int first, int count, Scores scores) {
        BlockPosterior model = models.get();
        double[] block = new double[dimension * BLOCK];
        BlockLoops.toBlock(points, first, count, dimension, block);
        model.setLevel(level);
        model.evaluate(block, count);
        double[] logOdds = model.logOdds();
        for (int p = 0; p < count; p++) {
            double restPosterior = model.restPosterior(p);
            double posterior = 1 / (1 + Math.exp(-logOdds[p]));
            for (int i = 0; i < dimension; i++) {
                int at = (first + p) * dimension + i;
                double own = model.ownScore()[i * BLOCK + p];
                scores.conditional()[at] = own;
                scores.unconditional()[at] = posterior * own + restPosterior * model.restScore()[i * BLOCK + p];
            }
        }
    }
}
