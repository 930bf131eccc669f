package org.guidecheck.sampler;

import java.util.stream.IntStream;
import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.diffusion.TimeGrid;
import org.guidecheck.distribution.BlockModel;
import org.guidecheck.kernel.BlockLoops;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A sampler of Gaussian steps on a known law, block by block: the points of a block are taken from the first level to
 * the last while they are in the cache, and nothing is stored for a step. The same chain as step by step on whole
 * batches, with the same numbers, up to rounding.
 */
final class BlockChain {
    private static final int BLOCK = BlockModel.BLOCK;

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

    /** Takes points from their starts to the last level. */
    INDArray run(Noise noise, int points) {
        double[] ends = new double[dimension * points];
        IntStream.range(0, (points + BLOCK - 1) / BLOCK).parallel()
                .forEach(b -> follow(noise.block(b), b * BLOCK, Math.min(BLOCK, points - b * BLOCK), ends));
        return PointArrays.of(ends, dimension);
    }

    private void follow(NormalBlock normals, int first, int count, double[] ends) {
        BlockModel model = denoiser.model();
        double[] x = new double[dimension * BLOCK];
        double[] z = new double[dimension * BLOCK];
        double[] gradient = new double[dimension * BLOCK];
        double[] own = model.ownScore();
        normals.next(x, dimension);
        for (int k = 0; k < steps.length; k++) {
            model.at(grid.level(k));
            model.evaluate(x, count);
            model.gradient(gradient, count);
            double keep = steps[k].keep();
            double push = steps[k].push();
            double w = weights[k];
            for (int i = 0; i < x.length; i++) {
                x[i] = keep * x[i] + push * (own[i] + w * gradient[i]);
            }
            double deviation = steps[k].deviation();
            if (deviation > 0) {
                normals.next(z, dimension);
                for (int i = 0; i < x.length; i++) {
                    x[i] += deviation * z[i];
                }
            }
        }
        BlockLoops.fromBlock(x, count, dimension, ends, first);
    }
}
