package org.guidecheck.claim.naive;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.claim.Setting;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.statistics.Interval;

/** That more weight is better: M_w falls as w grows. Tried at a half, a quarter and an eighth of the weight. */
public final class MonotoneWeight extends NaiveClaim {
    /** The belief. */
    public MonotoneWeight() {
        super("monotone-weight",
                "the mean reciprocal M_w falls as w grows",
                "a strengthening of Li & Jiao, arXiv 2505.01382",
                Belief.AT_MOST_0);
    }

    @Override
    public Optional<Setting> counterexample() {
        return Optional.of(Setting.of(NamedLaws.T, 0, GuidanceSchedule.constant(2), 1));
    }

    /** Shares of the weight. */
    @Override
    double[] places() {
        return new double[] {0.5, 0.25, 0.125};
    }

    @Override
    List<Change> changes(GuidedMeans means, double... places) {
        Interval whole = means.meanReciprocal(means.guidance());
        return Arrays.stream(places).mapToObj(share -> {
            Interval less = means.meanReciprocal(means.guidance().times(share));
            // No mean reciprocal is below 1: where all are near it they are near each other too.
            return new Change(share, whole.minus(less), Math.log((whole.lower() - 1) / (less.upper() - 1)));
        }).toList();
    }

    @Override
    String quantity(double share) {
        return String.format(Locale.ROOT, "M_w - M_(%.3g w)", share);
    }
}
