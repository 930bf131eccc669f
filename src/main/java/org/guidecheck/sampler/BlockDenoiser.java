package org.guidecheck.sampler;

import org.guidecheck.distribution.BlockModel;
import org.guidecheck.distribution.NoiseLevel;
import org.guidecheck.distribution.OneAgainstRest;
import org.guidecheck.kernel.BlockLoops;
import org.guidecheck.kernel.Pieces;

/**
 * The exact denoiser of a labelled law, evaluated block by block on all processors. On a processor it is faster than
 * {@link LawDenoiser} at every size measured; the two agree to rounding. Samplers of Gaussian steps follow it block by
 * block, too.
 */
public final class BlockDenoiser implements ArrayDenoiser {
    static final int BLOCK = BlockModel.BLOCK;

    private final int dimension;
    private final ThreadLocal<BlockModel> models;

    /**
     * The denoiser of a class against the rest.
     *
     * @param sides the class and the rest
     */
    public BlockDenoiser(OneAgainstRest sides) {
        this.dimension = sides.dimension();
        this.models = ThreadLocal.withInitial(() -> new BlockModel(sides));
    }

    @Override
    public Scores scores(NoiseLevel level, double[] points, int dimensionOfPoints) {
        if (dimensionOfPoints != dimension) {
            throw new IllegalArgumentException("dimension=" + dimensionOfPoints + ": must be the law's, " + dimension);
        }
        int n = points.length / dimension;
        Scores scores = new Scores(new double[points.length], new double[points.length]);
        Pieces.each((n + BLOCK - 1) / BLOCK, b ->
                evaluate(level, points, b * BLOCK, Math.min(BLOCK, n - b * BLOCK), scores));
        return scores;
    }

    /** Room for some blocks of points on their way from level to level, for this thread. */
    DoubleSteps steps(int blocks) {
        return new DoubleSteps(models.get(), blocks);
    }

    /** Fills the scores of count points from the first on. */
    private void evaluate(NoiseLevel level, double[] points, int first, int count, Scores scores) {
        BlockModel model = models.get();
        double[] block = new double[dimension * BLOCK];
        BlockLoops.toBlock(points, first, count, dimension, block);
        model.at(level);
        model.evaluate(block, count);
        double[] logOdds = model.logOdds();
        for (int p = 0; p < count; p++) {
            double other = model.other(p);
            double posterior = 1 / (1 + Math.exp(-logOdds[p]));
            for (int i = 0; i < dimension; i++) {
                int at = (first + p) * dimension + i;
                double own = model.ownScore()[i * BLOCK + p];
                scores.conditional()[at] = own;
                scores.unconditional()[at] = posterior * own + other * model.restScore()[i * BLOCK + p];
            }
        }
    }
}
