package org.guidecheck.claim.over;

import java.util.List;
import org.guidecheck.ReferenceCases;
import org.guidecheck.claim.EvidenceMutant;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.paper.PaperEvidence;
import org.guidecheck.process.GuidanceSchedule;

/** Wrong inputs for the evidence of {@code over.*}; its false claims are refuted by their counterexamples. */
public final class OverEvidence {
    private static final double ALPHA = 1e-8;
    private static final Setting A = Setting.of(ReferenceCases.A, 0, GuidanceSchedule.constant(8), 3);

    private OverEvidence() {
    }

    /** In the order of the catalogue. */
    public static List<EvidenceMutant> mutants() {
        return List.of(
                EvidenceMutant.of(new PriceBound(), "score off by a ten-thousandth", PaperEvidence.wrongScore(), ALPHA),
                EvidenceMutant.of(new PriceBound(1), "a price with w for its square", A, ALPHA));
    }
}
