package org.guidecheck.claim.paper;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.claim.BoundedMeanReciprocal;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.SamplerDrop;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.statistics.Evidence;

/**
 * Claim {@code paper.mean-reciprocal-drops}, the main one: M_w = E^w[1/p(c|Y)] ≤ M_0 = 1/π_c for every labelled law and
 * every guidance schedule w ≥ 0.
 *
 * <p>Source: G. Li and Y. Jiao, <i>Provable Efficiency of Guidance in Diffusion Models for General Data
 * Distribution</i>, arXiv 2505.01382. Decided by the bounded representation (theory.md, "The bounded
 * representation"), since plain averages of 1/p miss the tail that carries the mean. Where M_w is well below M_0, the
 * sampler under test is also run, and its draws can refute the claim for it (theory.md, "Sampler evidence").
 */
public final class MeanReciprocalDrops extends Claim {
    /** The sampler is run only if M_w is below this share of M_0. */
    private static final double SUBSTANTIAL = 0.9;

    /** The claim. */
    public MeanReciprocalDrops() {
        super(new Statement("paper.mean-reciprocal-drops",
                "guidance lowers the mean reciprocal: M_w ≤ M_0 for every weight w ≥ 0, constant or varying with the "
                        + "noise",
                "Li & Jiao, arXiv 2505.01382",
                Status.HOLDS));
    }

    @Override
    protected List<Evidence> evidence(Setting setting, double alpha) {
        double unguided = setting.unguidedMean();
        List<Evidence> evidence = new ArrayList<>();
        Evidence represented = BoundedMeanReciprocal.evidence(setting, alpha / 2);
        evidence.add(represented);
        // Where the drop is small, draws cannot tell a sampler that lowers the mean from one that does not.
        if (represented.bounds().upper() < SUBSTANTIAL * unguided) {
            evidence.add(SamplerDrop.decide(setting, alpha / 2));
        }
        return evidence;
    }
}
