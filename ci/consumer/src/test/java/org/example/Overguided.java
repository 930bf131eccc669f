package org.example;

import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Ddim;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;

/** DDIM at weight 4 whatever is asked for. */
class Overguided implements GuidedSampler {
    @Override
    public String name() {
        return "overguided";
    }

    @Override
    public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
        return new Ddim().sample(denoiser, GuidanceSchedule.constant(4), grid, noise);
    }
}
