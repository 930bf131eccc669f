package org.guidecheck.sampler;

import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.diffusion.TimeGrid;
import org.guidecheck.distribution.NoiseLevel;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A sampler that goes from level to level, one prediction for each step. */
abstract class SteppingSampler implements GuidedSampler {

    @Override
    public final INDArray sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise, int points) {
        if (this instanceof GaussianSampler chain && denoiser instanceof BlockDenoiser law && noise.isDrawn()) {
            noise.requireFor(points);
            return new BlockChain(chain, law, guidance, grid, noise.dimension()).run(noise, points);
        }
        INDArray x = noise.start(points);
        for (int k = 0; k < grid.steps(); k++) {
            NoiseLevel from = grid.level(k);
            NoiseLevel to = grid.level(k + 1);
            step(x, denoiser.predict(from, x), guidance.meanWeight(from, to), to, noise);
        }
        return x;
    }

    /**
     * Takes one step.
     *
     * @param x          [d, n], moved in place
     * @param prediction at x and the level it is at
     * @param w          guidance weight of the step
     * @param to         the level to go to
     * @param noise      fresh numbers
     */
    abstract void step(INDArray x, Prediction prediction, double w, NoiseLevel to, Noise noise);
}
