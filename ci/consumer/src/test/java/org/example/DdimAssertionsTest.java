package org.example;

import static org.guidecheck.guard.testing.GuidecheckAssertions.assertThat;

import org.guidecheck.sampler.Ddim;
import org.junit.jupiter.api.Test;

/** A right sampler, by assertions. */
class DdimAssertionsTest {
    @Test
    void isDdim() {
        assertThat(new Ddim()).isLike("ddim").withSteps(10).withWeight(3).isDeterministic().takesTheStepsOf("ddim");
    }
}
