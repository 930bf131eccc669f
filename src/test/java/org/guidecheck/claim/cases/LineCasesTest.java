package org.guidecheck.claim.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.guidecheck.ReferenceCases;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.claim.Setting;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.law.Box;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Law;
import org.guidecheck.oracle.mesh.LineProcess;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.junit.jupiter.api.Test;

class LineCasesTest {
    private static final double ALPHA = 1e-8;
    private static final Setting INTERVALS = setting(new Box(new double[] {1}, new double[] {2}),
            new Box(new double[] {-1}, new double[] {0.5}));

    private static Setting setting(Law own, Law other) {
        return Setting.of(new LabelledLaw(List.of(new LabelledClass("own", 0.5, own),
                new LabelledClass("other", 0.5, other))), 0, GuidanceSchedule.constant(2), 3);
    }

    private static Gaussian gaussian(double mean, double variance) {
        return Gaussian.isotropic(new double[] {mean}, variance);
    }

    @Test
    void guidanceMovesSamplesToTheFarEdgeAndNotToTheNearOne() {
        assertThat(new DisjointIntervals().decide(INTERVALS, ALPHA).outcome()).isEqualTo(Outcome.HOLDS);
        assertThat(new DisjointIntervals().decide(INTERVALS, ALPHA).evidence().get(0).bounds().lower())
                .isGreaterThan(0.01);
        assertThat(new DisjointIntervals(-1).decide(INTERVALS, ALPHA).outcome()).isEqualTo(Outcome.REFUTED);
    }

    @Test
    void appliesToDisjointIntervalsOnly() {
        Setting overlapping = setting(new Box(new double[] {0}, new double[] {2}),
                new Box(new double[] {-1}, new double[] {0.5}));
        assertThat(new DisjointIntervals().appliesTo(overlapping)).isFalse();
        assertThatThrownBy(() -> new DisjointIntervals().decide(overlapping, ALPHA))
                .hasMessageContaining("disjoint intervals");
    }

    @Test
    void entropyFallsForOneVarianceAndRisesForAWideClassAroundANarrowOne() {
        assertThat(new EntropyFalls().decide(setting(gaussian(1, 1), gaussian(-1, 1)), ALPHA).outcome())
                .isEqualTo(Outcome.HOLDS);
        Setting wide = setting(gaussian(0, 4), gaussian(0, 1));
        assertThat(new EntropyFalls().appliesTo(wide)).isFalse();
        assertThat(new EntropyFalls().decide(wide, ALPHA).outcome()).isEqualTo(Outcome.REFUTED);
    }

    @Test
    void theFlowGainsNoEntropyFromDistantOrEqualClasses() {
        Setting far = setting(gaussian(1, 0.5), gaussian(-40, 0.5));
        assertThat(new GaussianFlow(new GuidedProcess(far.law(), 0, far.guidance(), 0)).entropyGain().upper())
                .isLessThan(0.1);
        Setting same = setting(gaussian(1, 0.5), gaussian(1, 0.5));
        assertThat(new GaussianFlow(new GuidedProcess(same.law(), 0, same.guidance(), 0)).entropyGain().contains(0))
                .isTrue();
    }

    @Test
    void theForwardEquationGivesTheEntropyOfAGaussian() {
        Interval entropy = LineProcess.guided(new GuidedProcess(setting(gaussian(1, 0.3), gaussian(0, 2)).law(), 0,
                GuidanceSchedule.constant(0), 0)).entropy(1e-4).widen(1e-5);
        assertThat(entropy.contains(0.5 * Math.log(2 * Math.PI * Math.E * 0.3))).as("%s", entropy).isTrue();
        assertThat(entropy.width()).isLessThan(2e-3);
    }

    @Test
    void withoutGainTheMeanIsThatOfFiniteDifferences() {
        Interval mean = LineProcess.guided(ReferenceCases.process(NamedLaws.T, 1))
                .means(1e-3, (y, logOdds) -> 1 / (1 + Math.exp(-logOdds))).get(0);
        // E p(c|Y) of case T at w = 1, theory.md, "The paper's claim".
        assertThat(mean.widen(5e-4).contains(0.840)).as("%s", mean).isTrue();
    }
}
