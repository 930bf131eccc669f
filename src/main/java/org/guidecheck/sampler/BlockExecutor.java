package org.guidecheck.sampler;

import org.guidecheck.law.block.ParallelFor;

/**
 * Executor for the exact denoiser of a labelled law, block of points by block, on all processors: a block is taken from the
 * first level to the last while it is in the cache. It gives what {@link PlainExecutor} gives, up to rounding.
 *
 * @param denoiser gives the scores
 */
record BlockExecutor(BlockDenoiser denoiser) implements TableExecutor {
    private static final int MOST_TOGETHER = 8;
    /** For a processor, so that all are done at nearly the same time. */
    private static final int PIECES = 8;
    /** Numbers of points that stay at hand. */
    private static final int CACHED = 1 << 15;
    /** Arrays of a remembered evaluation: its points, its score and the classifier gradient. */
    private static final int ARRAYS = 3;

    @Override
    public double[] run(StepPlan plan, Noise noise) {
        int dimension = noise.dimension();
        denoiser.requireDimension(dimension);
        double[] ends = new double[dimension * noise.points()];
        int blocks = noise.blocks();
        // Constants of a level are made once for several blocks, as many as the cache has room for.
        int fair = blocks / (PIECES * Runtime.getRuntime().availableProcessors());
        int numbers = dimension * Noise.BLOCK * (1 + ARRAYS * (plan.memory() - 1));
        int together = Math.max(1, Math.min(fair, Math.min(MOST_TOGETHER, CACHED / numbers)));
        ParallelFor.each((blocks + together - 1) / together, g -> {
            int first = g * together;
            new BlockPath(denoiser.model(), plan, noise, first, Math.min(blocks, first + together)).run(ends);
        });
        return ends;
    }
}
