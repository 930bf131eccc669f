package org.guidecheck.sampler.nd4j;

import org.guidecheck.law.block.ParallelFor;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.StepPlan;
import org.guidecheck.sampler.TableExecutor;

/**
 * Executor on ND4J: takes chunks of points, in parallel, from the first noise level to the last. So the data of a step
 * stays in the cache, and all processors are busy whether or not ND4J runs its operations on several threads.
 *
 * @param denoiser computes the scores
 */
record Nd4jExecutor(Nd4jDenoiser denoiser) implements TableExecutor {
    /** Chunks even of small runs; independent of the number of processors, so that all machines round alike. */
    private static final int MIN_CHUNKS = 2;

    @Override
    public double[] run(StepPlan plan, Noise noise) {
        denoiser.requireDimension(noise.dimension());
        double[] ends = new double[noise.dimension() * noise.points()];
        int share = noise.points() / MIN_CHUNKS;
        int chunk = Math.min(denoiser.chunk(), Math.max(Nd4jPosterior.MIN_CHUNK, share));
        int blocksPerChunk = (chunk + Noise.BLOCK - 1) / Noise.BLOCK;
        ParallelFor.each((noise.blocks() + blocksPerChunk - 1) / blocksPerChunk, i -> {
            int first = i * blocksPerChunk;
            int end = Math.min(noise.blocks(), first + blocksPerChunk);
            double[] numbers = new Nd4jPath(denoiser, plan, noise, first, end).run();
            System.arraycopy(numbers, 0, ends, noise.dimension() * first * Noise.BLOCK, numbers.length);
        });
        return ends;
    }
}
