package org.guidecheck.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.guidecheck.claim.Statement;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.statistics.Effort;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Correct samplers pass every claim, and each fault is refuted by the claim about it. */
class GuardTest {
    private static final double ALPHA = 1e-6;
    /** Draws of 1/p can only refute; in one step rounding may hide departures of a narrow coordinate. */
    private static final List<String> NOT_CONFIRMED = List.of("sampler.mean-reciprocal", "sampler.reflection",
            "sampler.step-counts");

    private static SamplerUnderTest copy(GuidedSampler sampler, String like, double... weights) {
        return new SamplerUnderTest(sampler, Optional.of(Samplers.byName(like)), 24, boxed(weights), 3)
                .at(Effort.QUICK);
    }

    private static SamplerUnderTest ownScheme(GuidedSampler sampler, double... weights) {
        return new SamplerUnderTest(sampler, Optional.empty(), 50, boxed(weights), 3).at(Effort.QUICK);
    }

    private static List<Double> boxed(double... weights) {
        return Arrays.stream(weights).boxed().toList();
    }

    private static void assertHolds(List<Verdict> verdicts) {
        assertThat(verdicts).allSatisfy(verdict -> assertThat(verdict.outcome())
                .as(verdict.claimId() + " " + verdict.evidence())
                .isIn(Outcome.HOLDS, NOT_CONFIRMED.contains(verdict.claimId()) ? Outcome.NOT_REFUTED : Outcome.HOLDS));
        assertRate(verdicts);
    }

    /** Draws of 1/p can only refute; point masses and limits are confirmed where a scheme shows them exactly. */
    private static void assertPasses(List<Verdict> verdicts) {
        List<String> confirmed = List.of("sampler.finite-and-shaped", "sampler.deterministic",
                "sampler.batch-independent", "sampler.cost", "sampler.linear", "sampler.noise",
                "sampler.gaussian-chain", "sampler.weight-convention", "sampler.independence", "sampler.step-counts",
                "sampler.equivariance", "sampler.order", "sampler.scheme", "sampler.unguided", "sampler.guided-law");
        assertThat(verdicts).allSatisfy(verdict -> {
            List<Outcome> right = confirmed.contains(verdict.claimId()) ? List.of(Outcome.HOLDS)
                    : List.of("sampler.point-mass", "sampler.guided-gaussian").contains(verdict.claimId())
                            ? List.of(Outcome.HOLDS, Outcome.NOT_REFUTED)
                            : List.of(Outcome.NOT_REFUTED);
            assertThat(verdict.outcome()).as(verdict.claimId() + " " + verdict.evidence()).isIn(right);
        });
        assertRate(verdicts);
    }

    private static void assertRate(List<Verdict> verdicts) {
        assertThat(verdicts.stream().mapToDouble(Verdict::alphaSpent).sum()).isLessThanOrEqualTo(ALPHA * (1 + 1e-9));
    }

    private static Verdict decide(SamplerUnderTest candidate, String claim) {
        List<Verdict> verdicts = new ArrayList<>();
        Guard.decide(candidate, List.of(claim), ALPHA, verdicts::add);
        return verdicts.get(0);
    }

    @Test
    void aBuiltInSamplerKeepsEveryClaim() {
        builtInSamplersKeepEveryClaim("ddpm");
    }

    @Tag("thorough")
    @ParameterizedTest
    @ValueSource(strings = {"euler-maruyama", "ddim", "ddim:0.5", "heun", "multistep", "multistep:3"})
    void builtInSamplersKeepEveryClaim(String name) {
        assertHolds(Guard.decide(copy(Samplers.byName(name), name, 0, 1), ALPHA));
    }

    /** Few steps with strong guidance lead to very narrow coordinates, of which differences keep few digits. */
    @ParameterizedTest
    @ValueSource(ints = {2, 25})
    void builtInSamplersKeepTheirChainInFewSteps(int steps) {
        builtInSamplersKeepTheirChain(steps);
    }

    @Tag("thorough")
    @ParameterizedTest
    @ValueSource(ints = {7, 50, 99})
    void builtInSamplersKeepTheirChain(int steps) {
        for (LinearSampler sampler : Samplers.builtIn()) {
            SamplerUnderTest candidate =
                    new SamplerUnderTest(sampler, Optional.of(sampler), steps, List.of(0.0, 1.0, 3.0), 3);
            assertHolds(List.of(decide(candidate, "sampler.gaussian-chain")));
            assertHolds(List.of(decide(candidate, "sampler.one-step")));
            // At this weight a coordinate may be as narrow as rounding, which leaves its law undecided.
            SamplerUnderTest strong = new SamplerUnderTest(sampler, Optional.of(sampler), steps, List.of(8.0), 3);
            assertThat(decide(strong, "sampler.gaussian-chain").outcome()).isNotEqualTo(Outcome.REFUTED);
            assertHolds(List.of(decide(strong, "sampler.one-step")));
        }
    }

    static Stream<GuidedSampler> plain() {
        return PlainSamplersTest.plain().stream().map(GuidedSampler.class::cast);
    }

    static Stream<GuidedSampler> somePlain() {
        return plain().limit(3);
    }

    @Tag("thorough")
    @ParameterizedTest
    @MethodSource("plain")
    void samplersWrittenOutAgainKeepEveryClaim(GuidedSampler plain) {
        assertHolds(Guard.decide(copy(plain, plain.name(), 0, 1), ALPHA));
    }

    @Tag("thorough")
    @ParameterizedTest
    @MethodSource("somePlain")
    void schemesOfTheirOwnKeepEveryClaim(GuidedSampler plain) {
        assertPasses(Guard.decide(ownScheme(plain, 0, 1), ALPHA));
    }

    @Tag("exhaustive")
    @ParameterizedTest
    @MethodSource("plain")
    void allSchemesOfTheirOwnKeepEveryClaim(GuidedSampler plain) {
        assertPasses(Guard.decide(ownScheme(plain, 0, 1), ALPHA));
    }

    @Test
    void findsTheWeightThatAnotherConventionAmountsTo() {
        GuidedSampler wrong = Mutants.named("ddpm/one-plus-w");
        for (SamplerUnderTest candidate : List.of(copy(wrong, "ddpm", 1), ownScheme(wrong, 1))) {
            Evidence evidence = decide(candidate, "sampler.weight-convention").evidence().get(0);
            assertThat(evidence.outcome()).isEqualTo(Outcome.REFUTED);
            assertThat(evidence.bounds().contains(2)).as(evidence.toString()).isTrue();
            assertThat(evidence.bounds().contains(1)).as(evidence.toString()).isFalse();
        }
    }

    @Test
    void namesTheStepAtFault() {
        Evidence evidence = decide(copy(Mutants.named("ddpm/two-levels-ahead"), "ddpm", 1), "sampler.one-step")
                .evidence().stream().filter(e -> e.outcome() == Outcome.REFUTED).findFirst().orElseThrow();
        assertThat(evidence.rule()).contains("step 1 of 24");
    }

    @Test
    void saysHowFarAStepIsOffAndWhichWeightExplainsIt() {
        Evidence evidence = decide(copy(Mutants.named("ddim/guidance-sign"), "ddim", 1), "sampler.one-step")
                .evidence().get(0);
        assertThat(evidence.rule()).startsWith("must be 0; step 1 of 24 (τ 1.00000 → 0.999999)")
                .contains(": x′ = ", ", must be ", ": x′ − expected = ", ", rounding allows ")
                .contains("; weight -1.00 in place of 1 explains it");
    }

    @Test
    void findsPointsGivenOutTwiceWithoutKnowingTheScheme() {
        assertThat(decide(ownScheme(Mutants.named("ddpm/points-in-pairs"), 0), "sampler.independence").outcome())
                .isEqualTo(Outcome.REFUTED);
    }

    @Test
    void findsDoubledNoiseWithoutKnowingTheScheme() {
        for (int steps : new int[] {20, 250}) {
            SamplerUnderTest own = new SamplerUnderTest(Mutants.named("ddpm/noise-doubled"), Optional.empty(), steps,
                    List.of(1.0), 3).at(Effort.QUICK);
            assertThat(decide(own, "sampler.point-mass").outcome()).as("%d steps", steps).isEqualTo(Outcome.REFUTED);
        }
    }

    @Test
    void findsAWrongTermOfThirdOrderByItsOrderAlone() {
        Verdict verdict = decide(copy(Mutants.named("multistep:3/bend-sign"), "multistep:3", 1), "sampler.order");
        assertThat(verdict.outcome()).isEqualTo(Outcome.REFUTED);
    }

    @Test
    void passesOnVerdictsAsTheyAreReachedAndInTheOrderOfTheClaims() {
        List<String> reached = new ArrayList<>();
        List<String> chosen = List.of("sampler.cost", "sampler.deterministic");
        Guard.decide(copy(Samplers.byName("ddim"), "ddim", 0), chosen, ALPHA,
                verdict -> reached.add(verdict.claimId()));
        assertThat(reached).containsExactly("sampler.deterministic", "sampler.cost");
    }

    @Test
    void namesTheClaimsThereAre() {
        assertThat(Guard.claims()).extracting(Statement::id).doesNotHaveDuplicates()
                .allMatch(id -> id.startsWith("sampler."));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Guard.decide(copy(Samplers.byName("ddim"), "ddim", 0), List.of("sampler.no"), ALPHA,
                        v -> {}))
                .withMessageStartingWith("claim 'sampler.no': must be one of [sampler.finite-and-shaped, ");
    }

    @Test
    void refusesCandidatesThatCannotBeTried() {
        refuses(1, List.of(0.0), "steps=1: must be at least 2");
        refuses(50, List.of(Double.NaN), "weight=NaN: must be finite and at least 0");
        refuses(50, List.of(-1.0), "weight=-1.0: must be finite and at least 0");
        refuses(50, List.of(1e300),
                "weight=1.0E300: must be at most 1000.0; larger ones exceed the digits of the test problems");
        refuses(50, List.of(), "weights=[]: at least one is needed");
    }

    private static void refuses(int steps, List<Double> weights, String message) {
        GuidedSampler ddim = Samplers.byName("ddim");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SamplerUnderTest(ddim, Optional.empty(), steps, weights, 1)).withMessage(message);
    }
}
