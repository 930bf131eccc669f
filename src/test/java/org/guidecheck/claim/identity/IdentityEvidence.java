package org.guidecheck.claim.identity;

import java.util.List;
import org.guidecheck.ReferenceCases;
import org.guidecheck.claim.EvidenceMutant;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.paper.PaperEvidence;
import org.guidecheck.process.GuidanceSchedule;

/** Wrong inputs for the evidence of {@code identity.*}. */
public final class IdentityEvidence {
    private static final double ALPHA = 1e-8;
    private static final Setting A = Setting.of(ReferenceCases.A, 0, GuidanceSchedule.constant(1), 3);

    private IdentityEvidence() {
    }

    /** In the order of the catalogue. */
    public static List<EvidenceMutant> mutants() {
        return List.of(
                EvidenceMutant.of(new BoundedRepresentationIdentity(), "score off by a ten-thousandth",
                        PaperEvidence.wrongScore(), ALPHA),
                EvidenceMutant.of(new BoundedRepresentationIdentity(0.5), "half the weight in the reference", A, ALPHA),
                EvidenceMutant.of(new ReweightingIdentity(w -> 0.1 * w, w -> 0.5 * w * (w + 1)),
                        "a tenth of the weight in the paths", A, ALPHA),
                EvidenceMutant.of(new ReweightingIdentity(w -> w, w -> 0), "paths that lose no weight", A, ALPHA),
                EvidenceMutant.of(MasterIdentity.master(), "score off by a ten-thousandth",
                        PaperEvidence.wrongScore(), ALPHA),
                EvidenceMutant.of(MasterIdentity.master(0.5), "half the exponent on the right side", A, ALPHA),
                EvidenceMutant.of(MasterIdentity.reflection(), "score off by a ten-thousandth",
                        PaperEvidence.wrongScore(), ALPHA),
                EvidenceMutant.of(MasterIdentity.reflection(0.5), "half the exponent on the right side", A, ALPHA));
    }
}
