package org.guidecheck.claim.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.guidecheck.claim.NamedLaws;
import org.guidecheck.claim.Setting;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;
import org.junit.jupiter.api.Test;

class CorrectedTiltTest {
    private static final double ALPHA = 1e-8;

    private static Setting caseT(double w) {
        return Setting.of(NamedLaws.T, 0, GuidanceSchedule.constant(w), 11);
    }

    @Test
    void theWeightsCorrectCaseT() {
        Verdict verdict = new CorrectedTilt().decide(caseT(1), ALPHA);
        assertThat(verdict.outcome()).as("%s", verdict).isEqualTo(Outcome.HOLDS);
        assertThat(verdict.evidence()).extracting(Evidence::kind)
                .containsExactly(Evidence.Kind.ESTIMATED, Evidence.Kind.ESTIMATED,
                        Evidence.Kind.BOUNDED_SAMPLING);
    }

    @Test
    void withoutTheWeightsItIsRefuted() {
        assertThat(new CorrectedTilt(w -> 0).decide(caseT(1), ALPHA).evidence().get(0).outcome())
                .isEqualTo(Outcome.REFUTED);
    }

    @Test
    void particlesWithoutTheWeightsAreRefuted() {
        assertThat(new CorrectedTilt(w -> 0).decide(caseT(4), ALPHA).evidence().get(2).outcome())
                .isEqualTo(Outcome.REFUTED);
    }

    @Test
    void anotherRateIsRefuted() {
        assertThat(new CorrectedTilt(w -> 0.5 * w * w).decide(caseT(1), ALPHA).outcome()).isEqualTo(Outcome.REFUTED);
    }
}
