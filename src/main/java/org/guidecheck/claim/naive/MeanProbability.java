package org.guidecheck.claim.naive;

import org.guidecheck.claim.Setting;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;

/** That the mean of p(c|Y) rises: the mean reciprocal falls, and that is another mean. */
public final class MeanProbability extends NaiveClaim {
    /** The belief. */
    public MeanProbability() {
        super("mean-probability", "E p(c|Y) rises under guidance", "a misreading of Li and Jiao, arXiv 2505.01382");
    }

    @Override
    Evidence evidence(Setting setting, Means means) {
        Interval change = means.change(POSTERIOR);
        return computed("E^w p(c|Y) - E^0 p(c|Y)", change, "at least 0", change.against(Interval.atLeast(0)))
                .exceeding(-change.upper());
    }
}
