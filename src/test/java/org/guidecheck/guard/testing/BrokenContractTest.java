package org.guidecheck.guard.testing;

import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.guidecheck.guard.Declaration;
import org.guidecheck.guard.Guard;
import org.guidecheck.guard.WrongSamplers;
import org.guidecheck.sampler.Ddpm;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.LinearSampler;
import org.junit.jupiter.api.Test;

/** Each property of the contract fails for a sampler that violates it. */
class BrokenContractTest {
    private record Contract(GuidedSampler sampler, Optional<LinearSampler> like, int steps, List<Double> weights,
            double alpha, Declaration declaration) implements GuidedSamplerContract {
    }

    @Test
    void eachPropertyFailsForASamplerThatBreaksIt() {
        SoftAssertions all = new SoftAssertions();
        for (Method property : GuidedSamplerContractTest.properties()) {
            String claim = GuidedSamplerContractTest.claimOf(property);
            boolean isDeclared = claim.equals("sampler.levels");
            Throwable thrown = catchThrowable(() -> run(property, new Contract(WrongSamplers.of(claim),
                    Optional.of(new Ddpm()), 10, List.of(3.0), 1e-3,
                    isDeclared ? SamplerAssertTest.scheduled() : Declaration.NONE)));
            all.assertThat(thrown).as(claim).isInstanceOf(AssertionError.class)
                    .hasMessageStartingWith(claim + " is REFUTED: ")
                    .hasMessageContaining((isDeclared ? "--schedule karras " : "") + "--steps 10 --weight 3 --seed 5 "
                            + "--claim " + claim + " --alpha " + 1e-3 / Guard.claims().size());
        }
        all.assertAll();
    }

    private static void run(Method property, GuidedSamplerContract contract) throws Throwable {
        try {
            property.invoke(contract, 5L);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    static GuidedSamplerContract contractOf(GuidedSampler sampler, Optional<LinearSampler> like) {
        return new Contract(sampler, like, 10, List.of(3.0), 1e-3, Declaration.NONE);
    }
}
