package org.guidecheck.claim.naive;

import org.guidecheck.oracle.mesh.FiniteDifferences;

/** That the classifier's mean loss on the samples falls: E[−log p(c|Y)], a mean of the logarithm and not of 1/p. */
public final class LogLoss extends MeanBelief {
    /** The belief. */
    public LogLoss() {
        super("log-loss",
                "guidance lowers E[−log p(c|Y)]",
                "a variation on Li & Jiao, arXiv 2505.01382",
                Belief.AT_MOST_0,
                FiniteDifferences.LOG_LOSS, "[-log p(c|Y)]");
    }

    @Override
    boolean saysNoMore() {
        return true;
    }
}
