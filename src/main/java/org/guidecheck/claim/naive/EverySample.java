package org.guidecheck.claim.naive;

import java.util.List;

/**
 * That each sample's p(c|Y) improves when it is guided, the noise being the same. Were it so, the mean would rise; where
 * the mean falls, some samples get worse whatever the noise is paired with.
 */
public final class EverySample extends NaiveClaim {
    /** The belief. */
    public EverySample() {
        super("every-sample", "each sample's p(c|Y) improves, with the same noise",
                "Li and Jiao, arXiv 2505.01382, which says that it need not", Belief.AT_LEAST_0);
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
