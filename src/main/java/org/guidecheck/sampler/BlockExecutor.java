package org.guidecheck.sampler;

import org.guidecheck.law.block.ParallelFor;

/**
 * Executor for {@link BlockDenoiser}: takes each block of points through all steps while it is in the processor's
 * cache, and blocks in parallel. Its results are those of {@link PlainExecutor} up to rounding.
 *
 * @param denoiser computes the scores
 */
record BlockExecutor(BlockDenoiser denoiser) implements TableExecutor {
    private static final int MAX_BLOCKS_PER_TASK = 8;
    /** Tasks per processor, enough for all processors to finish at nearly the same time. */
    private static final int TASKS_PER_PROCESSOR = 8;
    /** Doubles of a task that fit into a processor's cache. */
    private static final int CACHED_DOUBLES = 1 << 15;
    /** Arrays kept per evaluation: its points, its score and the classifier gradient. */
    private static final int ARRAYS_PER_EVALUATION = 3;

    @Override
    public double[] run(StepPlan plan, Noise noise) {
        int dimension = noise.dimension();
        denoiser.requireDimension(dimension);
        double[] ends = new double[dimension * noise.points()];
        int blocks = noise.blocks();
        // The blocks of a task share the constants of each noise level; together they must fit into the cache.
        int balanced = blocks / (TASKS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors());
        int doublesPerBlock = dimension * Noise.BLOCK * (1 + ARRAYS_PER_EVALUATION * (plan.memory() - 1));
        int perTask = Math.max(1,
                Math.min(balanced, Math.min(MAX_BLOCKS_PER_TASK, CACHED_DOUBLES / doublesPerBlock)));
        ParallelFor.each((blocks + perTask - 1) / perTask, task -> {
            int first = task * perTask;
            new BlockPath(denoiser.model(), plan, noise, first, Math.min(blocks, first + perTask)).run(ends);
        });
        return ends;
    }
}
