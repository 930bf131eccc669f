package org.guidecheck.sampler;

import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.diffusion.TimeGrid;
import org.guidecheck.distribution.NoiseLevel;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A sampler that goes from level to level, one prediction for each step. */
abstract class SteppingSampler implements GaussianSampler {

    @Override
    public final INDArray sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise, int points) {
        if (isInPieces(denoiser, noise)) {
            return PointArrays.of(numbers(denoiser, guidance, grid, noise, points), noise.dimension());
        }
        noise.requireFor(points);
        INDArray x = noise.next();
        for (int k = 0; k < grid.steps(); k++) {
            step(k, denoiser, guidance, grid, noise, x);
        }
        return x;
    }

    @Override
    public final double[] numbers(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise, int points) {
        if (!isInPieces(denoiser, noise)) {
            return GaussianSampler.super.numbers(denoiser, guidance, grid, noise, points);
        }
        noise.requireFor(points);
        if (denoiser instanceof LawDenoiser law) {
            return new Portions(noise, law.portion()).run((x, own) -> followInRoom(law, guidance, grid, own, x));
        }
        return new BlockChain(this, (BlockDenoiser) denoiser, guidance, grid, noise.dimension()).run(noise, points);
    }

    /** Whether the law is known, so that some points can be taken to their ends before others start. */
    private static boolean isInPieces(Denoiser denoiser, Noise noise) {
        return noise.isDrawn() && (denoiser instanceof BlockDenoiser || denoiser instanceof LawDenoiser);
    }

    /** Without new memory for each step, which only a denoiser that keeps none of a step's arrays allows. */
    @SuppressWarnings("try")
    private void followInRoom(LawDenoiser law, GuidanceSchedule guidance, TimeGrid grid, Noise noise, INDArray x) {
        for (int k = 0; k < grid.steps(); k++) {
            try (MemoryWorkspace room = Portions.step()) {
                step(k, law, guidance, grid, noise, x);
            }
        }
    }

    private void step(int k, Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise, INDArray x) {
        NoiseLevel from = grid.level(k);
        NoiseLevel to = grid.level(k + 1);
        step(x, denoiser.predict(from, x), guidance.meanWeight(from, to), to, noise);
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
