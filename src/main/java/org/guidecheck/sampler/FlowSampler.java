package org.guidecheck.sampler;

import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.diffusion.TimeGrid;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A sampler whose points are functions of their starts, written for arrays of ND4J and for plain ones. */
abstract class FlowSampler implements GuidedSampler {

    @Override
    public final INDArray sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise, int points) {
        if (denoiser instanceof ArrayDenoiser) {
            return PointArrays.of(numbers(denoiser, guidance, grid, noise, points), noise.dimension());
        }
        noise.requireFor(points);
        INDArray x = noise.next();
        follow(denoiser, guidance, grid, x);
        return x;
    }

    @Override
    public final double[] numbers(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise, int points) {
        if (!(denoiser instanceof ArrayDenoiser plain)) {
            return GuidedSampler.super.numbers(denoiser, guidance, grid, noise, points);
        }
        noise.requireFor(points);
        double[] x = noise.numbers();
        follow(plain, guidance, grid, x, noise.dimension());
        return x;
    }

    /**
     * Follows points from the grid's first level to its last.
     *
     * @param x [d, n], moved in place
     */
    abstract void follow(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, INDArray x);

    /**
     * The same on plain numbers.
     *
     * @param x d coordinates of each point in turn, moved in place
     */
    abstract void follow(ArrayDenoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, double[] x, int d);
}
