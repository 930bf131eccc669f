package org.guidecheck.claim.naive;

/**
 * That each sample's p(c|Y) improves when it is guided, the noise being the same. Were it so, the mean would rise; where
 * the mean falls, some samples get worse whatever the noise is paired with.
 */
public final class EverySample extends MeanBelief {
    /** The belief. */
    public EverySample() {
        super("every-sample",
                "guidance raises p(c|Y) of each single sample, with the same noise",
                "a misreading of Li & Jiao, arXiv 2505.01382, which states the contrary",
                Belief.AT_LEAST_0,
                POSTERIOR, " p(c|Y)");
    }
}
