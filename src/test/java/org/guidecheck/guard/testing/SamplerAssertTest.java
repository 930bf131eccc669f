package org.guidecheck.guard.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.guidecheck.guard.testing.GuidecheckAssertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.guidecheck.claim.Statement;
import org.guidecheck.guard.Declaration;
import org.guidecheck.guard.DeclaredLevels;
import org.guidecheck.guard.Guard;
import org.guidecheck.guard.WeakOrderOf;
import org.guidecheck.guard.WrongSamplers;
import org.guidecheck.sampler.Ddpm;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Heun;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Verdict;
import org.junit.jupiter.api.Test;

/** Each assertion passes for a correct sampler, and wrong arguments are rejected. */
class SamplerAssertTest {
    static final Map<String, Consumer<SamplerAssert>> CHECKS = new TreeMap<>(Map.ofEntries(
            Map.entry("sampler.finite-and-shaped", SamplerAssert::isFiniteAndShaped),
            Map.entry("sampler.deterministic", SamplerAssert::isDeterministic),
            Map.entry("sampler.batch-independent", SamplerAssert::isBatchIndependent),
            Map.entry("sampler.cost", SamplerAssert::costsTheSameInEachStep),
            Map.entry("sampler.levels", sampler -> sampler.declaring(scheduled()).asksAtTheDeclaredLevels()
                    .declaring(Declaration.NONE)),
            Map.entry("sampler.linear", SamplerAssert::isLinear),
            Map.entry("sampler.point-mass", SamplerAssert::keepsPointMasses),
            Map.entry("sampler.noise", SamplerAssert::drawsFreshNoise),
            Map.entry("sampler.scheme", SamplerAssert::takesTheStepsOfOneScheme),
            Map.entry("sampler.guided-gaussian", SamplerAssert::convergesToTheGuidedLaw),
            Map.entry("sampler.one-step", sampler -> sampler.takesTheStepsOf("ddpm")),
            Map.entry("sampler.gaussian-chain", SamplerAssert::samplesGaussiansAsItsStepsSay),
            Map.entry("sampler.weight-convention", SamplerAssert::guidesWithTheWeightItIsAsked),
            Map.entry("sampler.independence", SamplerAssert::drawsIndependentPoints),
            Map.entry("sampler.step-counts", SamplerAssert::worksAtAnyStepCount),
            Map.entry("sampler.equivariance", SamplerAssert::isEquivariant),
            Map.entry("sampler.order", sampler -> sampler.hasWeakOrder(1)),
            Map.entry("sampler.unguided", SamplerAssert::samplesClassLawWhenUnguided),
            Map.entry("sampler.guided-law", SamplerAssert::samplesGuidedLaw),
            Map.entry("sampler.reflection", SamplerAssert::mirrorsItself),
            Map.entry("sampler.mean-reciprocal", SamplerAssert::lowersMeanReciprocal)));

    /** Declares a schedule and nothing else. */
    static Declaration scheduled() {
        return new Declaration(Optional.empty(), Optional.of(DeclaredLevels.named("karras")), Optional.empty(),
                Optional.empty(), OptionalInt.empty(), OptionalInt.empty(), Optional.empty());
    }

    static SamplerAssert tried(GuidedSampler sampler) {
        return assertThat(sampler).withSteps(10).withWeight(3).withSeed(5).withAlpha(1e-3);
    }

    @Test
    void thereIsOneForEachClaim() {
        assertThat(CHECKS).containsOnlyKeys(Guard.claims().stream().map(Statement::id).toArray(String[]::new));
    }

    @Test
    void eachPassesForTheRightSampler() {
        SamplerAssert right = tried(new Ddpm()).isLike("ddpm");
        CHECKS.values().forEach(check -> check.accept(right));
    }

    @Test
    void anOrderIsMeasuredAndNotTakenFromTheName() {
        SamplerAssert heun = tried(new Heun()).hasWeakOrder(2);
        assertThatThrownBy(() -> heun.hasWeakOrder(3)).isInstanceOf(AssertionError.class)
                .hasMessageContaining("order, w = 3: ").hasMessageContaining("limit: must be at least 2.5 for order 3");
    }

    @Test
    void anOrderCannotBeToldFromDraws() {
        Evidence drawn = Evidence.of(Evidence.Kind.PLAIN_SAMPLING, "largest rise of the error, w = 3", -0.01)
                .within(new Interval(-0.1, 0.1)).decides(Requirement.atMost("must be at most 0", 0, 0));
        Verdict verdict = WeakOrderOf.power(1, Verdict.of("sampler.order", List.of(drawn), 5, Duration.ZERO));
        assertThat(verdict.outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(verdict.evidence().get(0).rule())
                .isEqualTo("order 1 cannot be measured: the sampler draws normals of its own");
    }

    @Test
    void theChecksOfAChainShareItsRate() {
        SamplerAssert chain = tried(WrongSamplers.of("sampler.finite-and-shaped"));
        assertThatThrownBy(chain::isFiniteAndShaped).hasMessageContaining("\n  alpha     0.000500 for this claim\n");
        assertThatThrownBy(chain::isFiniteAndShaped).hasMessageContaining("\n  alpha     0.000167 for this claim\n");
    }

    @Test
    void whatTheSamplerIsCalledComesFirst() {
        assertThatThrownBy(
                () -> tried(WrongSamplers.of("sampler.finite-and-shaped")).as("my sampler").isFiniteAndShaped())
                .hasMessageStartingWith("[my sampler] sampler.finite-and-shaped is REFUTED: ");
    }

    @Test
    void whatCannotBeTriedIsRefused() {
        assertThatThrownBy(() -> assertThat((GuidedSampler) null).isDeterministic()).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertThat(new Ddpm()).withSteps(1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("steps=1: must be at least 2");
        assertThatThrownBy(() -> assertThat(new Ddpm()).withWeights()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> assertThat(new Ddpm()).withWeight(-1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("weight=-1.0: must be finite and at least 0");
        assertThatThrownBy(() -> assertThat(new Ddpm()).hasWeakOrder(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("power=0: must be at least 1");
        assertThatThrownBy(() -> assertThat(new Ddpm()).isLike("dpm")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> assertThat(new Ddpm()).withWeight(0).samplesGuidedLaw())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("sampler.guided-law needs a weight above 0, but weights=[0.0]");
    }
}
