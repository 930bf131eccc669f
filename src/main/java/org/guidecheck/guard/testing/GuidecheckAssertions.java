package org.guidecheck.guard.testing;

import org.guidecheck.sampler.GuidedSampler;

/** Entry point of the assertions on samplers, for a static import beside AssertJ's. */
public final class GuidecheckAssertions {
    private GuidecheckAssertions() {
    }

    /**
     * Begins assertions on a sampler.
     *
     * @param sampler any sampler; null fails at the first check
     * @return assertions, at 50 steps, weights 0, 1 and 3, seed 1 and false-alarm rate 1e-6 by default
     */
    public static SamplerAssert assertThat(GuidedSampler sampler) {
        return new SamplerAssert(sampler);
    }
}
