package org.guidecheck.claim.foundation;

import java.util.List;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.LawsUnderTest;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Verdict;

/**
 * Claim about noised densities, scores, posteriors or exact draws, without guidance. Each is checked for every class of
 * a law and for the data without labels.
 */
abstract class FoundationClaim extends Claim {
    FoundationClaim(String id, String text, String source, Resolution resolution) {
        super(new Statement(id, text, source, Status.HOLDS, resolution));
    }

    @Override
    public final boolean usesGuidance() {
        return false;
    }

    @Override
    protected final List<Evidence> evidence(Setting setting, double alpha) {
        return evidence(new LawsUnderTest(setting.law()), setting, alpha);
    }

    /** For tests: decides the claim on laws with planted errors. */
    final Verdict decide(LawsUnderTest subjects, Setting setting, double alpha) {
        return verdict(setting, () -> evidence(subjects, setting, alpha));
    }

    abstract List<Evidence> evidence(LawsUnderTest subjects, Setting setting, double alpha);
}
