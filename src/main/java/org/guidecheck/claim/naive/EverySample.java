package org.guidecheck.claim.naive;

import org.guidecheck.claim.Setting;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;

/**
 * That each sample's p(c|Y) improves when it is guided, the noise being the same. Were it so, the mean would rise; where
 * the mean falls, some samples get worse whatever the noise is paired with.
 */
public final class EverySample extends NaiveClaim {
    /** The belief. */
    public EverySample() {
        super("every-sample", "each sample's p(c|Y) improves, with the same noise",
                "Li and Jiao, arXiv 2505.01382, which says that it need not");
    }

    @Override
    Evidence evidence(Setting setting, Means means) {
        Interval change = means.change(POSTERIOR);
        return computed("E^w p(c|Y) - E^0 p(c|Y)", change, "at least 0, as it is if no sample gets worse",
                change.upper() < 0 ? Outcome.REFUTED : Outcome.UNDECIDED).exceeding(-change.upper());
    }
}
