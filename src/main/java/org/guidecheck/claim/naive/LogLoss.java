package org.guidecheck.claim.naive;

import org.guidecheck.claim.Resolution;
import org.guidecheck.oracle.mesh.FiniteDifferences;

/** Claim {@code naive.log-loss}: guidance lowers E[−log p(c|Y)], the classifier's mean log-loss on the samples. */
public final class LogLoss extends MeanBelief {
    /** The claim. */
    public LogLoss() {
        super("log-loss",
                "guidance lowers E[−log p(c|Y)]",
                "a variation on Li & Jiao, arXiv 2505.01382",
                Belief.AT_MOST_0,
                new Resolution(0.01, "in the mean log-loss"),
                FiniteDifferences.LOG_LOSS, "[-log p(c|Y)]");
    }

    @Override
    boolean isOneChange() {
        return true;
    }
}
