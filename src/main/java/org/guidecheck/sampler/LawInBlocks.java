package org.guidecheck.sampler;

import org.guidecheck.distribution.BlockModel;
import org.guidecheck.distribution.NoiseLevel;
import org.guidecheck.kernel.Pieces;

/** The exact denoiser of a labelled law, evaluated block by block on all processors. */
abstract class LawInBlocks implements ArrayDenoiser {
    static final int BLOCK = BlockModel.BLOCK;

    private final int dimension;

    LawInBlocks(int dimension) {
        this.dimension = dimension;
    }

    @Override
    public final Scores scores(NoiseLevel level, double[] points, int dimensionOfPoints) {
        if (dimensionOfPoints != dimension) {
            throw new IllegalArgumentException("dimension=" + dimensionOfPoints + ": must be the law's, " + dimension);
        }
        int n = points.length / dimension;
        Scores scores = new Scores(new double[points.length], new double[points.length]);
        Pieces.each((n + BLOCK - 1) / BLOCK, b ->
                evaluate(level, points, b * BLOCK, Math.min(BLOCK, n - b * BLOCK), scores));
        return scores;
    }

    /** Fills the scores of count points from the first on. */
    abstract void evaluate(NoiseLevel level, double[] points, int first, int count, Scores scores);

    /** Room for some blocks of points on their way from level to level, for this thread. */
    abstract BlockSteps steps(int blocks);

    final int dimension() {
        return dimension;
    }
}
