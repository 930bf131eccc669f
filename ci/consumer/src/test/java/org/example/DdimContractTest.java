package org.example;

import java.util.List;
import java.util.Optional;
import org.guidecheck.guard.testing.GuidedSamplerContract;
import org.guidecheck.sampler.Ddim;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.LinearSampler;

/** A right sampler, by the contract. */
class DdimContractTest implements GuidedSamplerContract {
    @Override
    public GuidedSampler sampler() {
        return new Ddim();
    }

    @Override
    public Optional<LinearSampler> like() {
        return Optional.of(new Ddim());
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
