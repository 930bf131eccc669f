package org.guidecheck.claim.naive;

import java.util.List;

/** That the mean of p(c|Y) rises: the mean reciprocal falls, and that is another mean. */
public final class MeanProbability extends NaiveClaim {
    /** The belief. */
    public MeanProbability() {
        super("mean-probability", "E p(c|Y) rises under guidance",
                "a misreading of Li and Jiao, arXiv 2505.01382", Belief.AT_LEAST_0);
    }

    @Override
    boolean saysNoMore() {
        return true;
    }

    @Override
    List<Change> changes(Means means, double... places) {
        return one(means.change(POSTERIOR));
    }

    @Override
    String quantity(double place) {
        return "E^w p(c|Y) - E^0 p(c|Y)";
    }
}
