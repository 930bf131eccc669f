package org.guidecheck.claim.reward;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.claim.EvidenceMutant;
import org.guidecheck.claim.Setting;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.process.GuidanceSchedule;

/** Wrong gradients for the evidence of {@code reward.*}. */
public final class RewardEvidence {
    private static final double ALPHA = 1e-8;

    private RewardEvidence() {
    }

    private static Setting setting(int dimension) {
        double[] mean = new double[dimension];
        mean[0] = 0;
        double[] other = new double[dimension];
        other[0] = -2.2;
        return Setting.of(new LabelledLaw(List.of(
                new LabelledClass("a", 0.3, Gaussian.isotropic(mean, 0.4)),
                new LabelledClass("b", 0.7, Gaussian.isotropic(other, 0.5)))), 0, GuidanceSchedule.constant(1.5), 0);
    }

    /** On the line and in the plane. */
    public static List<EvidenceMutant> mutants() {
        List<EvidenceMutant> all = new ArrayList<>();
        for (int d = 1; d <= 2; d++) {
            all.add(EvidenceMutant.of(new MeanRewardRises(-1), "guidance away from the reward, dimension " + d,
                    setting(d), ALPHA));
            all.add(EvidenceMutant.of(new RewardTiltedLaw(-1), "guidance away from the reward, dimension " + d,
                    setting(d), ALPHA));
            Setting setting = setting(d);
            // Little effort would not see it.
            all.add(new EvidenceMutant("reward.tilted-law", "no guidance, dimension " + d,
                    () -> new RewardTiltedLaw(0).decide(setting, ALPHA)));
        }
        return all;
    }
}
