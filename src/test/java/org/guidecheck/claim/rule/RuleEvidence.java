package org.guidecheck.claim.rule;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.ReferenceCases;
import org.guidecheck.claim.EvidenceMutant;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.WrongSteps;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.process.GuidanceSchedule;

/** False statements for the evidence of {@code rule.interval} and {@code rule.schedule}. */
public final class RuleEvidence {
    private static final double ALPHA = 1e-8;
    private static final LabelledLaw SPACE = ReferenceCases.law(0.5, Gaussian.isotropic(new double[3], 0.5),
            Gaussian.isotropic(new double[] {1.5, 0, 0}, 1));

    /** A weight that begins with 0, where a chain's mean is not known. */
    private static final Setting AWAY = Setting.of(ReferenceCases.A, 0, GuidanceSchedule.parse("0,-1:1"), 5)
            .with(new WrongSteps(1, -3));

    private RuleEvidence() {
    }

    /** In the order of the catalogue. */
    public static List<EvidenceMutant> mutants() {
        List<EvidenceMutant> all = new ArrayList<>();
        for (ScheduleLowersMeanReciprocal claim : List.of(ScheduleLowersMeanReciprocal.interval(),
                ScheduleLowersMeanReciprocal.anySchedule())) {
            all.add(EvidenceMutant.of(claim.but(0.25, 1), "M_w at most 0.25 M_0, dimension 1",
                    setting(ReferenceCases.A, 1), ALPHA));
            all.add(EvidenceMutant.of(claim.but(0.6, 1), "M_w at most 0.6 M_0, dimension 3", setting(SPACE, 0.2),
                    ALPHA));
            all.add(EvidenceMutant.of(claim, "sampler guides away from the class", AWAY, ALPHA));
            all.add(EvidenceMutant.of(claim.but(1, 0.3), "0.3 times the weight in the bounded form",
                    setting(ReferenceCases.A, 1), ALPHA));
        }
        return all;
    }

    private static Setting setting(LabelledLaw law, double w) {
        return Setting.of(law, 0, GuidanceSchedule.constant(w), 5);
    }
}
