package org.guidecheck.claim.robust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.guidecheck.ReferenceCases;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.claim.Setting;
import org.guidecheck.oracle.mesh.FiniteDifferences.Result;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.process.GuidanceField;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;
import org.junit.jupiter.api.Test;

class RobustClaimsTest {
    private static final double ALPHA = 1e-7;
    private static final GuidanceSchedule THREE = GuidanceSchedule.constant(3);
    private static final Setting A = Setting.of(ReferenceCases.A, 0, THREE, 1);

    @Test
    void wrongPriorsOfTwoClassesKeepTheDirection() {
        Verdict verdict = new PriorShiftOfTwoClasses().decide(A, ALPHA);
        assertThat(verdict.outcome()).isEqualTo(Outcome.HOLDS);
        assertThat(verdict.evidence()).extracting(Evidence::kind).containsOnly(Evidence.Kind.ESTIMATED);
        assertThat(verdict.evidence()).allSatisfy(
                each -> assertThat(each.details().get("least cosine of <g, e>")).startsWith("1.000 at"));
    }

    @Test
    void guidanceTowardsTheOtherClassIsRefuted() {
        assertThat(new PriorShiftOfTwoClasses(true).decide(A, ALPHA).outcome()).isEqualTo(Outcome.REFUTED);
    }

    @Test
    void wrongPriorsOfThreeClassesCanRaiseTheMeanInBothForms() {
        GuidanceField field = GuidanceField.ofPriors(GuidedProcess.of(NamedLaws.WRONG_PRIORS, 0, THREE),
                new double[] {0.2 / 8.6, 8 / 8.6, 0.4 / 8.6});
        FiniteDifferences solver = new FiniteDifferences(ReferenceCases.process(NamedLaws.WRONG_PRIORS, 0), field);
        assertRaises(solver.meanReciprocal(1e-3), solver.meanReciprocalDirect(1e-3), 5.1);
        assertThat(new PriorShift().decide(new PriorShift().counterexample().orElseThrow(), ALPHA).outcome())
                .isEqualTo(Outcome.REFUTED);
    }

    @Test
    void wrongLabelsOfThreeClassesCanRaiseTheMeanInBothForms() {
        GuidanceField field = GuidanceField.ofLabelNoise(GuidedProcess.of(NamedLaws.WRONG_LABELS, 0, THREE),
                new double[] {1, 0.4, 0});
        FiniteDifferences solver = new FiniteDifferences(ReferenceCases.process(NamedLaws.WRONG_LABELS, 0), field);
        assertRaises(solver.meanReciprocal(1e-3), solver.meanReciprocalDirect(1e-3), 8);
    }

    private static void assertRaises(Result bounded, Result direct, double above) {
        assertThat(bounded.bounds().lower()).isGreaterThan(above);
        assertThat(bounded.admits(direct.value(), direct.errorBound())).as("%s and %s", bounded, direct).isTrue();
    }

    @Test
    void labelsDrawnAnewKeepTheDirectionAndOneSidedOnesTurnIt() {
        Verdict verdict = new LabelNoise().decide(new LabelNoise().counterexample().orElseThrow(), ALPHA);
        assertThat(verdict.outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(verdict.evidence().get(0).details().get("least cosine of <g, e>")).startsWith("1.000 at");
        assertThat(verdict.evidence().get(0).outcome()).isEqualTo(Outcome.HOLDS);
        assertThat(verdict.evidence().get(1).kind()).isEqualTo(Evidence.Kind.ESTIMATED);
        assertThat(verdict.evidence().get(1).outcome()).isEqualTo(Outcome.REFUTED);
        // With two classes p̃ is an increasing function of p(c|x) whichever class is mislabelled.
        assertThat(new LabelNoise().decide(A, ALPHA).outcome()).isEqualTo(Outcome.HOLDS);
    }

    @Test
    void theShiftAtWhichTheDropFailsIsMeasured() {
        Verdict verdict = new LawShift().decide(A, ALPHA);
        assertThat(verdict.outcome()).isNotEqualTo(Outcome.UNDECIDED);
        assertThat(verdict.evidence()).hasSize(4);
        assertThat(verdict.evidence().get(2).quantity()).startsWith("shift to the right");
        assertThat(verdict.evidence().get(2).bounds().upper()).isGreaterThan(0.25);
    }

    @Test
    void priorClaimsApplyToTheirNumberOfClassesOnly() {
        Setting three = new PriorShift().counterexample().orElseThrow();
        assertThat(new PriorShiftOfTwoClasses().appliesTo(three)).isFalse();
        assertThat(new PriorShift().appliesTo(A)).isFalse();
        assertThatThrownBy(() -> new PriorShift().decide(A, ALPHA)).hasMessageContaining("classes=2");
        assertThatThrownBy(() -> new PriorShiftOfTwoClasses().decide(three, ALPHA)).hasMessageContaining("classes=3");
    }
}
