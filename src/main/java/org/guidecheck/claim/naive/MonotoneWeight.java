package org.guidecheck.claim.naive;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.statistics.Interval;

/**
 * Claim {@code naive.monotone-weight}: M_w falls as w grows. Compared with 1/2, 1/4 and 1/8 of the setting's weight.
 */
public final class MonotoneWeight extends NaiveClaim {
    /** The claim. */
    public MonotoneWeight() {
        super("monotone-weight",
                "the mean reciprocal M_w falls as w grows",
                "a strengthening of Li & Jiao, arXiv 2505.01382",
                Belief.AT_MOST_0,
                Resolution.ofUnguidedMean(0.01));
    }

    @Override
    public Optional<Setting> counterexample() {
        return Optional.of(Setting.of(NamedLaws.T, 0, GuidanceSchedule.constant(2), 1));
    }

    /** {@inheritDoc} Shares of the weight. */
    @Override
    double[] places() {
        return new double[] {0.5, 0.25, 0.125};
    }

    @Override
    List<Change> changes(GuidedMeans means, double... places) {
        Interval whole = means.meanReciprocal(means.guidance());
        return Arrays.stream(places).mapToObj(share -> {
            Interval less = means.meanReciprocal(means.guidance().times(share));
            // As a ratio of excesses over 1, the least mean reciprocal: near 1 all differences are small.
            return new Change(share, whole.minus(less), Math.log((whole.lower() - 1) / (less.upper() - 1)));
        }).toList();
    }

    @Override
    String quantity(double share) {
        return String.format(Locale.ROOT, "M_w - M_(%.3g w)", share);
    }
}
