package org.example;

import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.diffusion.TimeGrid;
import org.guidecheck.sampler.Ddim;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;
import org.nd4j.linalg.api.ndarray.INDArray;

/** DDIM at weight 4 whatever is asked for. */
class Overguided implements GuidedSampler {
    @Override
    public String name() {
        return "overguided";
    }

    @Override
    public INDArray sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise, int points) {
        return new Ddim().sample(denoiser, GuidanceSchedule.constant(4), grid, noise, points);
    }
}
