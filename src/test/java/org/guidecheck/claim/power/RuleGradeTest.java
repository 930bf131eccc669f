package org.guidecheck.claim.power;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.guidecheck.ReferenceCases;
import org.guidecheck.claim.Setting;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.statistics.Effort;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Outcome;
import org.junit.jupiter.api.Test;

/** Grades of rules on cases A and T. */
class RuleGradeTest {
    private static List<Evidence> evidence(LabelledLaw law, String name, boolean isSharp) {
        Setting setting = Setting.of(law, 0, GuidanceSchedule.constant(1), 3).at(Effort.QUICK);
        return new RuleGrade().onLine(setting, name, isSharp);
    }

    @Test
    void momentsAtTheGradeOfEachRuleAreAtMostOne() {
        for (LabelledLaw law : List.of(ReferenceCases.A, ReferenceCases.T)) {
            for (String name : List.of("interval:0.28:2.9", "projected:0.5:2.5", "power:0.9",
                    "cfg-zero-star-steps:1")) {
                assertThat(evidence(law, name, false)).as(name).hasSize(1)
                        .allMatch(each -> each.outcome() == Outcome.HOLDS);
            }
        }
    }

    /** At their grade the moment is 1, whatever the rule calls its weight, and beyond it is above 1. */
    @Test
    void gradesOfConstantEffectiveWeightsAreSharp() {
        for (LabelledLaw law : List.of(ReferenceCases.A, ReferenceCases.T)) {
            for (String name : List.of("cfg", "limit:0.5", "projected:0.5", "momentum:-0.5")) {
                List<Evidence> found = evidence(law, name, true);
                assertThat(found).as(name).hasSize(2).allMatch(each -> each.outcome() == Outcome.HOLDS);
                assertThat(found.get(0).bounds().contains(1)).isTrue();
                assertThat(found.get(0).bounds().width()).isLessThan(0.02);
                assertThat(found.get(1).bounds().lower()).isGreaterThan(1);
            }
        }
    }

    @Test
    void rulesWithoutAProofHaveNoMomentToCheck() {
        assertThat(evidence(ReferenceCases.A, "threshold:99.5", false)).isEmpty();
        assertThat(evidence(ReferenceCases.A, "cfg-zero-star:0.9", false)).isEmpty();
    }
}
