package org.example;

import java.util.List;
import org.guidecheck.guard.testing.GuidedSamplerContract;
import org.guidecheck.sampler.GuidedSampler;

/** A wrong sampler, by the contract; run by name only. */
class OverguidedContract implements GuidedSamplerContract {
    @Override
    public GuidedSampler sampler() {
        return new Overguided();
    }

    @Override
    public int steps() {
        return 10;
    }

    @Override
    public List<Double> weights() {
        return List.of(1.0);
    }
}
