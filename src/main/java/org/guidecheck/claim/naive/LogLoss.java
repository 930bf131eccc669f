package org.guidecheck.claim.naive;

import java.util.List;
import org.guidecheck.oracle.FiniteDifferences;

/** That the classifier's mean loss on the samples falls: E[−log p(c|Y)], a mean of the logarithm and not of 1/p. */
public final class LogLoss extends NaiveClaim {
    /** The belief. */
    public LogLoss() {
        super("log-loss", "E[-log p(c|Y)] falls under guidance",
                "a variation on Li and Jiao, arXiv 2505.01382", Belief.AT_MOST_0);
    }

    @Override
    boolean saysNoMore() {
        return true;
    }

    @Override
    List<Change> changes(Means means, double... places) {
        return one(means.change(FiniteDifferences.LOG_LOSS));
    }

    @Override
    String quantity(double place) {
        return "E^w[-log p(c|Y)] - E^0[-log p(c|Y)]";
    }
}
