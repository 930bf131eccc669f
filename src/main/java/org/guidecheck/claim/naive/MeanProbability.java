package org.guidecheck.claim.naive;

/** That the mean of p(c|Y) rises: the mean reciprocal falls, and that is another mean. */
public final class MeanProbability extends MeanBelief {
    /** The belief. */
    public MeanProbability() {
        super("mean-probability",
                "guidance raises the mean of p(c|Y)",
                "a misreading of Li & Jiao, arXiv 2505.01382",
                Belief.AT_LEAST_0,
                POSTERIOR, " p(c|Y)");
    }

    @Override
    boolean saysNoMore() {
        return true;
    }
}
