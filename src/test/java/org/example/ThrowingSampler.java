package org.example;

import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;

/** A user's sampler with a bug: it reads beyond its starts. */
public final class ThrowingSampler implements GuidedSampler {
    @Override
    public String name() {
        return "throwing";
    }

    @Override
    public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
        double[] x = noise.next();
        x[x.length] = 0;
        return x;
    }
}
