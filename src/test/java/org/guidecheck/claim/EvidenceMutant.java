package org.guidecheck.claim;

import java.util.Arrays;
import java.util.function.Supplier;
import org.guidecheck.process.GuidanceField;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.statistics.Effort;
import org.guidecheck.statistics.Verdict;

/**
 * Wrong input on which evidence of a claim must refute: a wrong law, sampler, field or reference, or a false statement.
 *
 * @param claim   id of the claim
 * @param fault   what is wrong, in words
 * @param verdict decides the claim on the wrong input
 */
public record EvidenceMutant(String claim, String fault, Supplier<Verdict> verdict) {
    /** Decides a claim, or a false version of one, on a setting with little effort: the faults are large. */
    public static EvidenceMutant of(Claim claim, String fault, Setting setting, double alpha) {
        return new EvidenceMutant(claim.id(), fault, () -> claim.decide(setting.at(Effort.QUICK), alpha));
    }

    /** Decides a claim about fields on the field −g/2, which leads away from the class. */
    public static EvidenceMutant away(FieldClaim claim, Setting setting, double alpha) {
        GuidanceField away = new GuidanceField() {
            @Override
            public GuidanceSchedule weights() {
                return GuidanceSchedule.constant(0.5);
            }

            @Override
            public Evaluator evaluator() {
                return (level, x, count, own, gradient, e) -> Arrays.setAll(e, i -> -0.5 * gradient[i]);
            }
        };
        return new EvidenceMutant(claim.id(), "guidance away from the class, dimension " + setting.law().dimension(),
                () -> claim.decide(setting.at(Effort.QUICK), away, alpha));
    }
}
