package org.guidecheck.claim.cases;

import java.util.List;
import org.guidecheck.claim.EvidenceMutant;
import org.guidecheck.claim.Setting;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.sampler.Samplers;

/** Laws outside the conditions, and wrong forms, for the evidence of {@code case.*}. */
public final class CaseEvidence {
    private static final double ALPHA = 1e-8;

    private CaseEvidence() {
    }

    private static Setting gaussians(double w, double variance, double otherVariance, double mean, double otherMean) {
        return Setting.of(new LabelledLaw(List.of(
                new LabelledClass("own", 0.5, Gaussian.isotropic(new double[] {mean}, variance)),
                new LabelledClass("other", 0.5, Gaussian.isotropic(new double[] {otherMean}, otherVariance)))), 0,
                GuidanceSchedule.constant(w), 3);
    }

    /** In the order of the catalogue. */
    public static List<EvidenceMutant> mutants() {
        return List.of(
                EvidenceMutant.of(new GaussianPair(Samplers.builtIn(), PairForm.SDE, PairForm.ODE, PairForm.ODE),
                        "the forms with and without noise exchanged", new GaussianPair().examples(1, 5).get(0), ALPHA),
                EvidenceMutant.of(new IsotropicGaussians(), "two variances", gaussians(2, 1, 4, 0.5, 0), ALPHA),
                EvidenceMutant.of(new DisjointIntervals(-1), "towards the near edge",
                        new DisjointIntervals().examples(1, 5).get(0), ALPHA),
                EvidenceMutant.of(new EntropyFalls(), "a wide class around a narrow one", gaussians(2, 4, 1, 0, 0),
                        ALPHA),
                EvidenceMutant.of(new EntropyFalls(), "a weight below 0", gaussians(-0.5, 1, 1, 1, -1), ALPHA));
    }
}
