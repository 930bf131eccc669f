package org.guidecheck.claim.path;

import java.util.List;
import org.guidecheck.ReferenceCases;
import org.guidecheck.claim.EvidenceMutant;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.paper.PaperEvidence;
import org.guidecheck.process.GuidanceSchedule;

/** Wrong inputs for the evidence of {@code path.*}. */
public final class PathEvidence {
    private static final double ALPHA = 1e-8;
    private static final Setting A = Setting.of(ReferenceCases.A, 0, GuidanceSchedule.constant(1), 3);

    private PathEvidence() {
    }

    /** In the order of the catalogue. */
    public static List<EvidenceMutant> mutants() {
        return List.of(
                EvidenceMutant.of(new ConfidenceGrows(), "score off by a ten-thousandth", PaperEvidence.wrongScore(),
                        ALPHA),
                EvidenceMutant.of(new ConfidenceGrows(3), "a rise of 3 in log p(c|Y)", A, ALPHA));
    }
}
