package org.guidecheck.guard.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.guidecheck.claim.Statement;
import org.guidecheck.guard.Guard;
import org.guidecheck.guard.WrongSamplers;
import org.guidecheck.sampler.Ddpm;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.LinearSampler;

/** A built-in sampler fulfils the contract in jqwik. */
class GuidedSamplerContractTest implements GuidedSamplerContract {

    @Override
    public GuidedSampler sampler() {
        return new Ddpm();
    }

    @Override
    public Optional<LinearSampler> like() {
        return Optional.of(new Ddpm());
    }

    @Override
    public int steps() {
        return 10;
    }

    @Override
    public List<Double> weights() {
        return List.of(3.0);
    }

    @Override
    @Provide
    public Arbitrary<Long> seeds() {
        return Arbitraries.just(5L);
    }

    @Example
    void hasAPropertyForEachClaim() {
        assertThat(properties()).map(GuidedSamplerContractTest::claimOf)
                .containsExactlyInAnyOrderElementsOf(Guard.claims().stream().map(Statement::id).toList());
    }

    @Example
    void aClaimThatSaysNothingOfTheSamplerPasses() {
        BrokenContractTest.contractOf(WrongSamplers.of("sampler.one-step"), Optional.empty()).oneStep(5);
    }

    static List<Method> properties() {
        return Arrays.stream(GuidedSamplerContract.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Property.class)).toList();
    }

    static String claimOf(Method property) {
        return "sampler." + property.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
