package org.guidecheck.sampler;

import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.diffusion.TimeGrid;
import org.guidecheck.kernel.Pieces;

/**
 * A sampler of Gaussian steps on a known law, block by block: the points of a block are taken from the first level to
 * the last while they are in the cache, and nothing is stored for a step. The same chain as step by step on whole
 * batches, with the same numbers, up to rounding.
 */
final class BlockChain {
    private static final int MOST_TOGETHER = 8;
    /** For a processor, so that all are done at nearly the same time. */
    private static final int PIECES = 8;
    /** Numbers of points that stay at hand. */
    private static final int CACHED = 1 << 15;
    private static final int BLOCK = BlockDenoiser.BLOCK;

    private final BlockDenoiser denoiser;
    private final TimeGrid grid;
    private final GaussianSampler.Transition[] steps;
    private final double[] weights;
    private final int dimension;

    BlockChain(GaussianSampler sampler, BlockDenoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, int dimension) {
        this.denoiser = denoiser;
        this.grid = grid;
        this.dimension = dimension;
        steps = new GaussianSampler.Transition[grid.steps()];
        weights = new double[grid.steps()];
        for (int k = 0; k < steps.length; k++) {
            steps[k] = sampler.transition(grid.level(k), grid.level(k + 1));
            weights[k] = guidance.meanWeight(grid.level(k), grid.level(k + 1));
        }
    }

    /** Takes points from their starts to the last level; d coordinates of each in turn. */
    double[] run(Noise noise, int points) {
        double[] ends = new double[dimension * points];
        int blocks = (points + BLOCK - 1) / BLOCK;
        // Constants of a level are made once for several blocks, as many as the cache has room for.
        int fair = blocks / (PIECES * Runtime.getRuntime().availableProcessors());
        int together = Math.max(1, Math.min(fair, Math.min(MOST_TOGETHER, CACHED / (dimension * BLOCK))));
        Pieces.each((blocks + together - 1) / together, g ->
                follow(noise, g * together, Math.min(blocks, (g + 1) * together), points, ends));
        return ends;
    }

    private void follow(Noise noise, int first, int end, int points, double[] ends) {
        DoubleSteps blocks = denoiser.steps(end - first);
        for (int b = first; b < end; b++) {
            blocks.start(b - first, noise.block(b));
        }
        for (int k = 0; k < steps.length; k++) {
            blocks.at(grid.level(k));
            for (int b = first; b < end; b++) {
                blocks.step(b - first, count(b, points), steps[k], weights[k], noise.block(b));
            }
        }
        for (int b = first; b < end; b++) {
            blocks.write(b - first, count(b, points), ends, b * BLOCK);
        }
    }

    private static int count(int b, int points) {
        return Math.min(BLOCK, points - b * BLOCK);
    }
}
