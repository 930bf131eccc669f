package org.guidecheck.claim.paper;

import java.util.List;
import org.guidecheck.ReferenceCases;
import org.guidecheck.claim.EvidenceMutant;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.WrongSteps;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.WrongScore;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.sampler.Ddpm;

/** Wrong inputs for the evidence of {@code paper.*}. */
public final class PaperEvidence {
    private static final double ALPHA = 1e-8;
    private static final Setting A = Setting.of(ReferenceCases.A, 0, GuidanceSchedule.constant(1), 5);
    private static final Setting SIMPLE = Setting.of(ReferenceCases.law(0.5,
            Gaussian.isotropic(new double[] {0}, 0.5), Gaussian.isotropic(new double[] {1.5}, 1)), 0,
            GuidanceSchedule.constant(1), 5);
    private static final LabelledLaw SPACE = ReferenceCases.law(0.5, Gaussian.isotropic(new double[3], 0.5),
            Gaussian.isotropic(new double[] {1.5, 0, 0}, 1));
    private static final Setting AWAY = A.with(new WrongSteps(1, -3));

    private PaperEvidence() {
    }

    /** Case A whose class has a score off by a ten-thousandth. */
    public static Setting wrongScore() {
        LabelledLaw law = ReferenceCases.law(0.3, new WrongScore(ReferenceCases.A.law(0), 1.0001),
                ReferenceCases.A.law(1));
        return Setting.of(law, 0, GuidanceSchedule.constant(1), 5);
    }

    /** In the order of the catalogue. */
    public static List<EvidenceMutant> mutants() {
        return List.of(
                EvidenceMutant.of(new Martingale(), "score off by a ten-thousandth", wrongScore(), ALPHA),
                EvidenceMutant.of(new MeanReciprocalDrops(), "sampler guides away from the class", AWAY, ALPHA),
                EvidenceMutant.of(new MeanReciprocalDrops(0.25, 1), "M_w at most 0.25 M_0, dimension 1", A, ALPHA),
                EvidenceMutant.of(new MeanReciprocalDrops(0.6, 1), "M_w at most 0.6 M_0, dimension 3",
                        Setting.of(SPACE, 0, GuidanceSchedule.constant(0.2), 5), ALPHA),
                EvidenceMutant.of(new MeanReciprocalDrops(1, 0.3), "0.3 times the weight in the bounded form", A,
                        ALPHA),
                EvidenceMutant.of(new DecrementIdentity(), "score off by a ten-thousandth", wrongScore(), ALPHA),
                EvidenceMutant.of(new DecrementIdentity(0.3), "0.3 times the weight on the left side", A, ALPHA),
                EvidenceMutant.of(new DecrementIdentity(0.3), "0.3 times the weight on the left side", SIMPLE, ALPHA),
                EvidenceMutant.of(new Strict(setting -> false), "the class is taken to be equal to the rest", A, ALPHA),
                EvidenceMutant.of(new Unguided(), "sampler with twice the noise", A.with(new WrongSteps(2, 1)), ALPHA),
                EvidenceMutant.of(new Unguided(), "sampler without noise", SIMPLE.with(new WrongSteps(0, 1)), ALPHA),
                EvidenceMutant.of(new CfgIsClassifierGuidance(), "score off by a ten-thousandth", wrongScore(), ALPHA),
                EvidenceMutant.of(new PaperExperiment(0.3), "M_w at most 0.3 M_0", A.with(new Ddpm()), ALPHA),
                EvidenceMutant.of(new PaperExperiment(), "sampler guides away from the class", AWAY, ALPHA));
    }
}
