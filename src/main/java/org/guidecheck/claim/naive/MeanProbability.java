package org.guidecheck.claim.naive;

import org.guidecheck.claim.Resolution;

/**
 * Claim {@code naive.mean-probability}: guidance raises the mean of p(c|Y). The theorem is about the mean of 1/p(c|Y).
 */
public final class MeanProbability extends MeanBelief {
    /** The claim. */
    public MeanProbability() {
        super("mean-probability",
                "guidance raises the mean of p(c|Y)",
                "a misreading of Li & Jiao, arXiv 2505.01382",
                Belief.AT_LEAST_0,
                Resolution.ofProbability(0.005),
                POSTERIOR, " p(c|Y)");
    }

    @Override
    boolean isOneChange() {
        return true;
    }
}
