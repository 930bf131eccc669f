package org.guidecheck.guard.testing;

import static org.assertj.core.api.Assertions.catchThrowable;

import org.assertj.core.api.SoftAssertions;
import org.guidecheck.guard.WrongSamplers;
import org.guidecheck.sampler.Ddpm;
import org.junit.jupiter.api.Test;

/** Each assertion fails for a sampler that violates it. */
class SamplerAssertFailuresTest {

    @Test
    void eachFailsForASamplerThatViolatesIt() {
        SoftAssertions all = new SoftAssertions();
        SamplerAssertTest.CHECKS.forEach((claim, check) -> {
            SamplerAssert wrong = SamplerAssertTest.tried(WrongSamplers.of(claim)).isLike(new Ddpm());
            Throwable thrown = catchThrowable(() -> check.accept(wrong));
            all.assertThat(thrown).as(claim).isInstanceOf(AssertionError.class)
                    .hasMessageStartingWith(claim + " is REFUTED: ")
                    .hasMessageMatching("(?s).*(--alpha \\S+|without arguments)");
        });
        all.assertAll();
    }
}
