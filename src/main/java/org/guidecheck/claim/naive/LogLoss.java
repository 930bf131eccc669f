package org.guidecheck.claim.naive;

import org.guidecheck.claim.Setting;
import org.guidecheck.oracle.FiniteDifferences;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;

/** That the classifier's mean loss on the samples falls: E[−log p(c|Y)], a mean of the logarithm and not of 1/p. */
public final class LogLoss extends NaiveClaim {
    /** The belief. */
    public LogLoss() {
        super("log-loss", "E[-log p(c|Y)] falls under guidance", "a variation on Li and Jiao, arXiv 2505.01382");
    }

    @Override
    Evidence evidence(Setting setting, Means means) {
        Interval change = means.change(FiniteDifferences.LOG_LOSS);
        return computed("E^w[-log p(c|Y)] - E^0[-log p(c|Y)]", change, "at most 0", change.against(Interval.atMost(0)))
                .exceeding(change.lower());
    }
}
