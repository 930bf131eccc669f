package org.guidecheck.guard.guiders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.claim.Setting;
import org.guidecheck.guider.Guider;
import org.guidecheck.guider.Guiders;
import org.guidecheck.hunt.HuntTarget;
import org.guidecheck.hunt.SmallestLaw;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceRule;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.process.rule.Rescaled;
import org.guidecheck.sampler.EulerMaruyama;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Effort;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Claims about guiders that are decided on laws. */
class GuiderLawClaimsTest {
    private static final String GRADE = "guider.grade";
    private static final String MEAN = "guider.mean-reciprocal";
    private static final String TAIL = "guider.tail";
    private static final String STEPS = "guider.step-count-invariant";
    private static final String DIVERSITY = "guider.diversity";

    private static Verdict decide(Guider guider, String claim, double... scales) {
        List<Double> list = scales.length == 0 ? guider.scales() : Arrays.stream(scales).boxed().toList();
        List<Verdict> verdicts = new ArrayList<>();
        GuiderGuard.decide(new GuiderUnderTest(guider, Optional.empty(), GuiderUnderTest.Convention.SCALE, list,
                List.of(50), 1, Effort.NORMAL), List.of(claim), 1e-6, verdicts::add);
        return verdicts.get(0);
    }

    private static String reasons(Verdict verdict) {
        return verdict.evidence().stream().filter(each -> each.outcome() == Outcome.REFUTED)
                .map(each -> each.quantity() + " = " + each.value() + ": " + each.rule()).toList().toString();
    }

    private static Guider wrong(String name) {
        return WrongOnLaws.all().get(name);
    }

    /** A rule like a built-in one of which nothing is proved. */
    private static Guider unproved(GuidanceRule rule) {
        return Guider.of("unproved", (level, w, x, c, u) -> rule.guided(level, w, x, c, u));
    }

    @ParameterizedTest
    @CsvSource({"cfg, 3", "interval:0.28:2.9, 1", "limit:0.5, 2", "projected:0:2.5, 1", "projected:0.25, 1.5",
        "cfg-zero-star:1, 1", "power:0.5, 1"})
    void gradesAreProvedAndNoPointIsBelowThem(String name, double grade) {
        Verdict verdict = decide(Guiders.byName(name), GRADE, 2);
        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.HOLDS);
        Evidence atPoints = verdict.evidence().get(1);
        Evidence proof = verdict.evidence().get(2);
        assertThat(proof.value()).isEqualTo(grade);
        assertThat(atPoints.value()).isGreaterThanOrEqualTo(grade - 1e-9);
    }

    /** What a guider says of itself is no proof either. */
    @Test
    void aRuleThatAGuiderSaysItIsProvesNothing() {
        for (GuidanceRule said : List.of(GuidanceRule.plain(), new Rescaled(0.7))) {
            Guider boastful = new Guider() {
                @Override
                public String name() {
                    return "boastful";
                }

                @Override
                public Run begin(TimeGrid grid, double scale) {
                    return call -> call.unconditional().clone();
                }

                @Override
                public Optional<GuidanceRule> rule() {
                    return Optional.of(said);
                }

                @Override
                public boolean isMemoryless() {
                    return true;
                }
            };
            Verdict verdict = decide(boastful, GRADE, 2);
            assertThat(verdict.outcome()).isEqualTo(Outcome.REFUTED);
            assertThat(verdict.evidence()).allSatisfy(each -> assertThat(each.kind())
                    .isNotEqualTo(Evidence.Kind.RIGOROUS));
            assertThat(decide(boastful, TAIL, 2).outcome()).isNotEqualTo(Outcome.HOLDS);
        }
    }

    @Test
    void pointsAreNoProof() {
        Verdict verdict = decide(unproved(GuidanceRule.plain()), GRADE, 2);
        assertThat(verdict.outcome()).isEqualTo(Outcome.NOT_REFUTED);
        assertThat(verdict.evidence().get(1).value()).isCloseTo(3, offset(1e-9));
        assertThat(verdict.evidence().get(1).details()).containsEntry("finding", "acts as scale 2 at every point");
    }

    @ParameterizedTest
    @CsvSource({"rescale:0.7", "rescale-x0:0.7", "cfg-zero-star", "threshold:99.5", "momentum:0.5"})
    void builtInRulesThatPointAwaySomewhereHaveNoGuarantee(String name) {
        Verdict verdict = decide(Guiders.byName(name), GRADE, 4);
        assertThat(verdict.outcome()).as(reasons(verdict)).isEqualTo(Outcome.NOT_REFUTED);
        assertThat(verdict.evidence().get(1).saying().orElseThrow())
                .contains("a fall of the mean reciprocal is not guaranteed", "sigma", "point");
    }

    @ParameterizedTest
    @CsvSource({"sign, acts as scale 0", "swapped, acts as scale -1", "unconditional, it gives the unconditional",
        "'projects, unconditional base', least on", "cap turns the weight negative, least on",
        "negative momentum grows, least on"})
    void guidersThatPointAwayAreRefutedWithTheLaw(String name, String words) {
        Verdict verdict = decide(wrong(name), GRADE, 2);
        assertThat(verdict.outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(reasons(verdict)).contains(words);
    }

    @Test
    void aRuleThatProjectsButAddsToTheUnconditionalPredictionSamplesTheUnconditionalLaw() {
        Verdict verdict = decide(wrong("projects, unconditional base"), MEAN, 2);
        assertThat(verdict.outcome()).isEqualTo(Outcome.REFUTED);
        Evidence evidence = verdict.evidence().get(0);
        // (1 + chi²)/π_c of theory.md: ½(3 + e⁴).
        assertThat(evidence.value()).isBetween(28.7, 28.9);
        assertThat(evidence.quantity()).contains("two Gaussians, the class N(1, 1), the rest N(-1, 1)");
        assertThat(evidence.rule()).contains("M_0 = 2",
                "on the line this rule samples the unconditional law: it does not guide");
    }

    @Test
    void meansUnderGuidanceAreThoseOfTheReference() {
        Evidence evidence = onLaw(unproved(GuidanceRule.plain()), 2, NamedLaws.T);
        assertThat(evidence.outcome()).isEqualTo(Outcome.HOLDS);
        assertThat(evidence.bounds().contains(1.22355)).as(evidence.toString()).isTrue();
        Evidence opinion = new GuiderOnLaw(GuiderUnderTest.of(unproved(GuidanceRule.plain())), 2, false)
                .secondOpinion(setting(NamedLaws.T), 1e-6).evidence().get(0);
        assertThat(opinion.bounds().contains(1.22355)).as(opinion.toString()).isTrue();
    }

    private static Setting setting(LabelledLaw law) {
        return Setting.of(law, 0, GuidanceSchedule.constant(1), 1);
    }

    private static Evidence onLaw(Guider guider, double scale, LabelledLaw law) {
        return new GuiderOnLaw(GuiderUnderTest.of(guider), scale, false).decide(setting(law), 1e-6).evidence().get(0);
    }

    @Test
    void noRefutationOfPlainGuidanceWithoutTheProof() {
        Verdict verdict = decide(unproved(GuidanceRule.plain()), MEAN);
        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.NOT_REFUTED);
    }

    @Test
    void pathsRefuteAGuiderInSpaceAndOneWithMemory() {
        GuidedProcess process = setting(GuiderLaws.TWO_IN_SPACE).process();
        assertThat(new LoopPaths(process, wrong("swapped"), 2, 128, new Streams(1)).test(1e-6).rejected()).isTrue();
        assertThat(new LoopPaths(process, Guiders.byName("cfg"), 2, 128, new Streams(1)).test(1e-6).rejected())
                .isFalse();
        Verdict verdict = decide(wrong("negative momentum grows"), MEAN, 2);
        assertThat(verdict.outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(verdict.evidence().get(0).details()).containsEntry("guider", "its answers depend on earlier calls");
    }

    @Test
    void pathsWithTheGuiderInTheLoopGiveTheMeanOfTheReference() {
        LoopPaths.Answer answer = new LoopPaths(setting(NamedLaws.T).process(), Guiders.byName("cfg"), 2, 256,
                new Streams(1)).test(1e-6);
        assertThat(answer.mean() * 2).isBetween(1.16, 1.29);
    }

    @Test
    void aCounterexampleIsShrunkToASmallLaw() {
        GuiderOnLaw claim = new GuiderOnLaw(GuiderUnderTest.of(wrong("unconditional")), 2, false);
        Optional<SmallestLaw.Found> found = SmallestLaw.of(new HuntTarget(claim, new EulerMaruyama(), 1), 1, 1e-6,
                Duration.ofSeconds(10));
        assertThat(found).isPresent();
        assertThat(found.get().verdict().outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(found.get().process().law().classes()).hasSize(2);
        assertThat(found.get().process().dimension()).isEqualTo(1);
    }

    @Test
    void tailsAreRefutedWhereTheyAreHeavierThanWithoutGuidance() {
        assertThat(decide(wrong("swapped"), TAIL, 2).outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(decide(Guiders.byName("cfg"), TAIL, 2).outcome()).isEqualTo(Outcome.HOLDS);
        assertThat(decide(unproved(GuidanceRule.plain()), TAIL, 2).outcome()).isEqualTo(Outcome.NOT_REFUTED);
        // Sampled, as the guider has memory.
        assertThat(decide(wrong("negative momentum grows"), TAIL, 8.5).outcome()).isEqualTo(Outcome.REFUTED);
    }

    static Stream<Guider> levelAlone() {
        return Stream.of("cfg", "interval:0.28:2.9", "cfg-zero-star").map(Guiders::byName);
    }

    @Test
    void rulesOfTheLevelAloneAreOneFieldForAllStepCounts() {
        levelAlone().forEach(guider -> assertThat(decide(guider, STEPS).outcome()).as(guider.name())
                .isEqualTo(Outcome.HOLDS));
    }

    @ParameterizedTest
    @CsvSource({"momentum:0.5", "apg", "cfg-zero-star-steps:2"})
    void rulesWithALimitAreNotRefuted(String name) {
        assertThat(decide(Guiders.byName(name), STEPS).outcome()).isEqualTo(Outcome.NOT_REFUTED);
    }

    @Test
    void cfgPlusPlusHasNoLimit() {
        Verdict verdict = decide(Guiders.byName("cfg++"), STEPS);
        assertThat(verdict.outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(reasons(verdict)).contains("it acts as scale", "at 200 steps: no limit");
    }

    @Test
    void aWeightThatVanishesAsStepsAreAddedIsRefuted() {
        Verdict verdict = decide(wrong("weight over steps"), STEPS, 2);
        assertThat(verdict.outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(reasons(verdict)).contains("relative change of the effective weight", "1.25 at 200 steps");
    }

    /** At rest above τ = 0.998, on a law whose classes are so far apart that the rest itself changes the mean. */
    @Test
    void restIsNoGuidance() {
        LabelledLaw apart = GuiderLaws.simplest().get(4);
        Evidence evidence = onLaw(Guiders.byName("cfg-zero-star:0.998"), 2, apart);
        assertThat(evidence.outcome()).as(evidence.toString()).isEqualTo(Outcome.HOLDS);
        assertThat(evidence.details().get("begins")).contains("rests until σ = 22.3");
        assertThat(onLaw(Guiders.byName("cfg"), 2, apart).details()).containsEntry("begins", "at once");
    }

    /** Thresholding expects data in a range; what it does to others is told and is no fault. */
    @Test
    void lawsOutsideTheRangeOfThresholdingDoNotRefute() {
        Guider threshold = Guiders.byName("threshold:99.5");
        LabelledLaw wide = GuiderLaws.simplest().get(3);
        assertThat(onLaw(threshold, 2, wide).outcome()).isEqualTo(Outcome.REFUTED);
        List<Verdict> verdicts = new ArrayList<>();
        GuiderGuard.decide(new GuiderUnderTest(threshold, Optional.empty(), GuiderUnderTest.Convention.SCALE,
                List.of(2.0), List.of(50), 1, Effort.NORMAL, List.of(wide)), List.of(MEAN), 1e-6, verdicts::add);
        assertThat(verdicts.get(0).outcome()).isEqualTo(Outcome.NOT_REFUTED);
        assertThat(verdicts.get(0).evidence().get(0).saying()).hasValueSatisfying(said -> assertThat(said)
                .contains("this law has points outside it"));
    }

    /** Of a rule that cuts to a range, a law inside it refutes. */
    @Test
    void lawsInsideTheRangeOfThresholdingRefute() {
        Guider away = Written.point("away, and cut", (level, s, x, c, u) -> thresholded(level, x,
                Written.mix(2 - s, c, u)));
        Verdict verdict = decide(away, MEAN, 2);
        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.REFUTED);
        assertThat(verdict.evidence().get(0).quantity()).contains("the class N(0.1, 0.01), the rest N(-0.1, 0.01)");
        Guider right = Written.point("towards, and cut", (level, s, x, c, u) -> thresholded(level, x,
                Written.mix(s, c, u)));
        assertThat(onLaw(right, 2, GuiderLaws.inside(1)).outcome()).isEqualTo(Outcome.HOLDS);
        assertThat(CutToRange.rangeOf(GuiderUnderTest.of(right)).orElseThrow()).isCloseTo(1, offset(1e-6));
        assertThat(CutToRange.rangeOf(GuiderUnderTest.of(Guiders.byName("cfg")))).isEmpty();
    }

    private static double[] thresholded(NoiseLevel level, double[] x, double[] score) {
        return Written.thresholded(level, x, score, 0.995);
    }

    @Test
    void dependenceIsFound() {
        GuiderUnderTest steps = GuiderUnderTest.of(Guiders.byName("cfg-zero-star-steps:2"));
        assertThat(Dependence.of(steps, 2).hasMemory()).isFalse();
        assertThat(Dependence.of(steps, 2).isOnLevelAlone()).isFalse();
        assertThat(Dependence.of(GuiderUnderTest.of(Guiders.byName("apg")), 2).hasMemory()).isTrue();
        assertThat(Dependence.of(GuiderUnderTest.of(Guiders.byName("cfg")), 2).isOnLevelAlone()).isTrue();
    }

    @Test
    void plainGuidanceHasItsOwnDiversity() {
        Evidence evidence = decide(Guiders.byName("cfg"), DIVERSITY, 2).evidence().get(0);
        assertThat(evidence.outcome()).isEqualTo(Outcome.NOT_REFUTED);
        assertThat(evidence.value()).isBetween(0.98, 1.02);
    }

    @Test
    void entropiesAreThoseOfTheOutput() {
        GuidedProcess unguided = setting(GuiderLaws.TWO).process().withGuidance(GuidanceSchedule.constant(0));
        // The class N(1, 1): log(2 pi e)/2.
        assertThat(new FiniteDifferences(unguided).entropy(0.01).contains(0.5 * Math.log(2 * Math.PI * Math.E)))
                .isTrue();
        Evidence entropy = decide(unproved(GuidanceRule.plain()), DIVERSITY, 2).evidence().get(1);
        GuidedProcess plain = setting(NamedLaws.A).process().withGuidance(GuidanceSchedule.constant(1));
        assertThat(entropy.bounds().intersect(new FiniteDifferences(plain).entropy(0.01))).isPresent();
        Evidence narrower = decide(Guiders.byName("threshold:99.5"), DIVERSITY, 8.5).evidence().get(1);
        assertThat(narrower.value()).isLessThan(entropy.value() - 0.5);
    }

    @Test
    void runsOfGuidersWithMemoryAreDrawn() {
        Evidence evidence = decide(Guiders.byName("momentum:0.5"), DIVERSITY, 2).evidence().get(0);
        assertThat(evidence.samples()).isPositive();
        assertThat(evidence.saying().orElseThrow()).contains("in runs of 50 steps", "in runs of 100 steps",
                "in runs of 200 steps", "not of their limit", "variance");
        // Momentum of 1/2 acts as twice the weight, whose mean reciprocal on case A is 1.12.
        assertThat(evidence.bounds().contains(1.12)).as(evidence.toString()).isTrue();
        assertThat(evidence.bounds().upper()).isLessThan(2);
    }
}
