package org.guidecheck.guard.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.guidecheck.guard.Mutants;
import org.guidecheck.sampler.Ddpm;
import org.junit.jupiter.api.Test;

/** The assertion of all claims together. */
class EveryClaimAssertTest {

    @Test
    void passesForTheRightSampler() {
        SamplerAssertTest.tried(new Ddpm()).isLike("ddpm").keepsEveryClaim();
    }

    @Test
    void namesEachClaimThatIsRefuted() {
        SamplerAssert wrong = SamplerAssertTest.tried(Mutants.named("ddpm/one-plus-w")).isLike("ddpm");
        assertThatThrownBy(wrong::keepsEveryClaim).isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("sampler.one-step is REFUTED: ")
                .hasMessageContaining("\nsampler.weight-convention is REFUTED: ")
                .message().containsPattern(
                        "weight that it behaves as, asked for 3: (3\\.9|4\\.0)\\d+, in \\[(3\\.9|4\\.0)\\d+, 4\\.0\\d+\\]");
    }
}
