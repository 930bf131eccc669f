package org.example;

import static org.guidecheck.guard.testing.GuidecheckAssertions.assertThat;

import org.junit.jupiter.api.Test;

/** A wrong sampler, by assertions; run by name only. */
class OverguidedAssertions {
    @Test
    void guidesWithTheWeightItIsAsked() {
        assertThat(new Overguided()).isLike("ddim").withSteps(10).withWeight(3).guidesWithTheWeightItIsAsked();
    }
}
