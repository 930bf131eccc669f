package org.guidecheck.claim.naive;

import java.util.Locale;
import org.guidecheck.claim.Setting;
import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;

/** That fewer samples fall below any quality q: P(p(c|Y) ≤ q) falls for every q. Tried at q = 0.1, 0.2, … 0.9. */
public final class Dominance extends NaiveClaim {
    private static final double FEW = 0.02;

    /** The belief. */
    public Dominance() {
        super("dominance", "P(p(c|Y) <= q) falls for every q", "a strengthening of Li and Jiao, arXiv 2505.01382");
    }

    @Override
    Evidence evidence(Setting setting, Means means) {
        Interval worst = null;
        double where = 0;
        double nearest = -1;
        for (int tenths = 1; tenths < 10 && (worst == null || !(worst.lower() > 0)); tenths++) {
            double q = tenths / 10.0;
            Interval before = means.probabilityBelow(GuidanceSchedule.constant(0), q);
            Interval change = means.probabilityBelow(means.guidance(), q).minus(before);
            if (worst == null || change.lower() > worst.lower()) {
                worst = change;
                where = q;
            }
            if (before.midpoint() > FEW && before.midpoint() < 1 - FEW) {
                // Where hardly any sample changes sides no change is near to a rise.
                nearest = Math.max(nearest, change.lower());
            }
        }
        return computed(String.format(Locale.ROOT, "P^w(p(c|Y) <= %.1f) - P^0(p(c|Y) <= %.1f)", where, where), worst,
                "at most 0", worst.lower() > 0 ? Outcome.REFUTED : Outcome.UNDECIDED)
                .exceeding(worst.lower() > 0 ? worst.lower() : nearest);
    }
}
