package org.guidecheck.claim.naive;

import org.guidecheck.claim.Resolution;

/**
 * Claim {@code naive.every-sample}: with the same noise, guidance raises p(c|Y) of each sample. If so, it raises the
 * mean; a falling mean refutes it, however guided and unguided noise are paired.
 */
public final class EverySample extends MeanBelief {
    /** The claim. */
    public EverySample() {
        super("every-sample",
                "guidance raises p(c|Y) of each single sample, with the same noise",
                "a misreading of Li & Jiao, arXiv 2505.01382, which states the contrary",
                Belief.AT_LEAST_0,
                Resolution.ofProbability(0.005),
                POSTERIOR, " p(c|Y)");
    }
}
