package org.guidecheck.claim.paper;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.claim.GuidedMeanReciprocal;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.SamplerDraws;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.statistics.Evidence;

/**
 * Claim {@code paper.mean-reciprocal-drops}, the main one: M_w = E^w[1/p(c|Y)] ≤ M_0 = 1/π_c for every labelled law and
 * every guidance schedule w ≥ 0.
 *
 * <p>Decided by three parts, each of which could refute it. The process: M_w in a direct form that could exceed M_0, and
 * its agreement with the bounded representation, which could not. The chain of the sampler under test: M_w(N) exactly as
 * it is run where its steps are Gaussian, otherwise the mean of a capped reciprocal of its draws. Its draws: an e-process
 * on 1/p, which can refute and not confirm.
 *
 * <p>Source: G. Li and Y. Jiao, <i>Provable Efficiency of Guidance in Diffusion Models for General Data
 * Distribution</i>, arXiv 2505.01382.
 */
public final class MeanReciprocalDrops extends Claim {
    /** Share of M_0 that M_w may reach; 1 except in tests. */
    private final double share;
    /** Factor of the weights of the bounded form; 1 except in tests. */
    private final double factor;

    /** The claim. */
    public MeanReciprocalDrops() {
        this(1, 1);
    }

    /**
     * For tests: a stronger claim, and forms of different weights.
     *
     * @param share  share of M_0 that M_w must not exceed; false if below M_w/M_0
     * @param factor factor of the weights of the bounded form; false unless 1
     */
    MeanReciprocalDrops(double share, double factor) {
        super(new Statement("paper.mean-reciprocal-drops",
                "guidance lowers the mean reciprocal: M_w ≤ M_0 for every weight w ≥ 0, constant or varying with the "
                        + "noise",
                "Li & Jiao, arXiv 2505.01382",
                Status.HOLDS, Resolution.ofUnguidedMean(0.01)));
        this.share = share;
        this.factor = factor;
    }

    @Override
    protected List<Evidence> evidence(Setting setting, double alpha) {
        GuidedMeanReciprocal mean = new GuidedMeanReciprocal(setting, resolution(setting), share, factor);
        List<Evidence> evidence = new ArrayList<>(mean.ofProcess(alpha / 3));
        evidence.add(mean.ofSampler(alpha / 3));
        evidence.add(SamplerDraws.meanReciprocal(setting, alpha / 3).asAttempt());
        return evidence;
    }
}
