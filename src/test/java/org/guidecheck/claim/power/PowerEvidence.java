package org.guidecheck.claim.power;

import java.util.List;
import org.guidecheck.ReferenceCases;
import org.guidecheck.claim.EvidenceMutant;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.paper.PaperEvidence;
import org.guidecheck.process.GuidanceSchedule;

/** Wrong inputs for the evidence of {@code power.*}. */
public final class PowerEvidence {
    private static final double ALPHA = 1e-8;
    private static final Setting A = Setting.of(ReferenceCases.A, 0, GuidanceSchedule.constant(1), 3);

    private PowerEvidence() {
    }

    /** In the order of the catalogue. */
    public static List<EvidenceMutant> mutants() {
        return List.of(
                EvidenceMutant.of(new MomentsDrop(), "score off by a ten-thousandth", PaperEvidence.wrongScore(),
                        ALPHA),
                EvidenceMutant.of(new MomentsDrop(0.1, 1), "moments at most 0.1", A, ALPHA),
                EvidenceMutant.of(new MomentsDrop(1, 0.5), "half the exponent in the bounded form", A, ALPHA),
                EvidenceMutant.of(new SharpLaw(), "score off by a ten-thousandth", PaperEvidence.wrongScore(), ALPHA),
                EvidenceMutant.of(new SharpLaw(0.9, 1), "0.9 at the exponent 1 + 2w", A, ALPHA),
                EvidenceMutant.of(new SharpLaw(1, 12), "more than 12 just beyond the exponent 1 + 2w", A, ALPHA),
                EvidenceMutant.of(new TailBound(), "score off by a ten-thousandth", PaperEvidence.wrongScore(), ALPHA),
                EvidenceMutant.of(new TailBound(0), "no tail at all",
                        Setting.of(ReferenceCases.T, 0, GuidanceSchedule.constant(0), 3), ALPHA),
                EvidenceMutant.of(new RuleGrade(), "score off by a ten-thousandth", PaperEvidence.wrongScore(), ALPHA),
                EvidenceMutant.of(new RuleGrade(-2, 2, 1, 1), "the other sign of <g, e> in the rate", A, ALPHA),
                EvidenceMutant.of(new RuleGrade(2, 3, 1, 1), "grade 1 + 3 times the least effective weight",
                        Setting.of(ReferenceCases.A, 0, GuidanceSchedule.constant(0.25), 1), ALPHA),
                EvidenceMutant.of(new RuleGrade(2, 2, 0.1, 1), "moments at the grade at most 0.1", A, ALPHA),
                EvidenceMutant.of(new RuleGrade(2, 2, 1, 12), "more than 12 just beyond the grade", A, ALPHA));
    }
}
