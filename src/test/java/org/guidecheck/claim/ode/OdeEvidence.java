package org.guidecheck.claim.ode;

import java.util.List;
import org.guidecheck.ReferenceCases;
import org.guidecheck.claim.EvidenceMutant;
import org.guidecheck.claim.Setting;
import org.guidecheck.law.Gaussian;
import org.guidecheck.process.GuidanceSchedule;

/** Guidance away from the class for the evidence of {@code ode.*}. */
public final class OdeEvidence {
    private OdeEvidence() {
    }

    /** On the line and in the plane. */
    public static List<EvidenceMutant> mutants() {
        return List.of(away(-1, 1), away(-2, 2));
    }

    private static EvidenceMutant away(double factor, int dimension) {
        double[] mean = new double[dimension];
        mean[0] = dimension == 1 ? 1 : 0.6;
        double[] other = new double[dimension];
        other[0] = -mean[0];
        return EvidenceMutant.of(new FlowDrop(factor), "guidance away from the class, dimension " + dimension,
                Setting.of(ReferenceCases.law(0.4, Gaussian.isotropic(mean, 0.5), Gaussian.isotropic(other, 0.5)), 0,
                        GuidanceSchedule.constant(1), 3),
                1e-9);
    }
}
