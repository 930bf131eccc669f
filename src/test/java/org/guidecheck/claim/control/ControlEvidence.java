package org.guidecheck.claim.control;

import java.util.List;
import org.guidecheck.claim.EvidenceMutant;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.claim.Setting;
import org.guidecheck.process.GuidanceSchedule;

/** Wrong rates for the evidence of {@code control.*}. */
public final class ControlEvidence {
    private ControlEvidence() {
    }

    /** Case T at two weights. */
    public static List<EvidenceMutant> mutants() {
        return List.of(caseT(1), caseT(4));
    }

    private static EvidenceMutant caseT(double w) {
        return EvidenceMutant.of(new CorrectedTilt(any -> 0), "no gain of weight, w = " + w,
                Setting.of(NamedLaws.T, 0, GuidanceSchedule.constant(w), 11), 1e-8);
    }
}
