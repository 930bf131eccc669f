package org.guidecheck.claim.naive;

import org.guidecheck.oracle.mesh.FiniteDifferences;

/** That the classifier's mean loss on the samples falls: E[−log p(c|Y)], a mean of the logarithm and not of 1/p. */
public final class LogLoss extends MeanBelief {
    /** The belief. */
    public LogLoss() {
        super("log-loss", "E[-log p(c|Y)] falls under guidance",
                "a variation on Li and Jiao, arXiv 2505.01382", Belief.AT_MOST_0,
                FiniteDifferences.LOG_LOSS, "[-log p(c|Y)]");
    }

    @Override
    boolean saysNoMore() {
        return true;
    }
}
