package org.guidecheck.claim.naive;

import java.util.Locale;
import java.util.Optional;
import org.guidecheck.claim.Cases;
import org.guidecheck.claim.Setting;
import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;

/** That more weight is better: M_w falls as w grows. Tried at a half, a quarter and an eighth of the weight. */
public final class MonotoneWeight extends NaiveClaim {
    /** The belief. */
    public MonotoneWeight() {
        super("monotone-weight", "E[1/p(c|Y)] falls as the weight grows",
                "a strengthening of Li and Jiao, arXiv 2505.01382");
    }

    @Override
    public Optional<Setting> counterexample() {
        return Optional.of(Setting.of(Cases.T, 0, GuidanceSchedule.constant(2), 1));
    }

    @Override
    Evidence evidence(Setting setting, Means means) {
        Interval whole = means.meanReciprocal(means.guidance());
        Interval worst = null;
        double where = 0;
        double nearest = Double.NEGATIVE_INFINITY;
        for (double share = 0.5; share >= 0.125; share /= 2) {
            Interval less = means.meanReciprocal(means.guidance().times(share));
            Interval change = whole.minus(less);
            // No mean reciprocal is below 1: where all are near it they are near each other too.
            nearest = Math.max(nearest, Math.log((whole.lower() - 1) / (less.upper() - 1)));
            if (worst == null || change.lower() > worst.lower()) {
                worst = change;
                where = share;
            }
        }
        return computed(String.format(Locale.ROOT, "M_w - M_(%.3g w)", where), worst, "at most 0",
                worst.lower() > 0 ? Outcome.REFUTED : Outcome.UNDECIDED)
                .exceeding(nearest);
    }
}
