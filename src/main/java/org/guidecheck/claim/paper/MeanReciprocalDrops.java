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
 * The main claim: for every labelled law and every guidance schedule w ≥ 0, M_w = E[1/p(c|Y)] ≤ M_0 = 1/π_c.
 *
 * <p>Source: G. Li and Y. Jiao, <i>Provable Efficiency of Guidance in Diffusion Models for General Data
 * Distribution</i>, arXiv 2505.01382. Decided by the bounded representation (theory.md, "The bounded
 * representation"): plain averages of 1/p do not see the tail that carries the mean. Where M_w is well below M_0, the
 * sampler under test is also asked for draws, which can refute the claim for it ("Sampler evidence").
 */
public final class MeanReciprocalDrops extends Claim {
    /** A share of M_0 below which M_w must lie for the sampler's own draws to be asked. */
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
        // Draws can tell a sampler that does not lower the mean from one that does only where there is something to lower.
        if (represented.bounds().upper() < SUBSTANTIAL * unguided) {
            evidence.add(SamplerDrop.decide(setting, alpha / 2));
        }
        return evidence;
    }
}
