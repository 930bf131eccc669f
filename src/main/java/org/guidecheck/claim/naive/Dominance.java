package org.guidecheck.claim.naive;

import java.util.Locale;
import org.guidecheck.claim.Setting;
import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;

/** That fewer samples fall below any quality q: P(p(c|Y) ≤ q) falls for every q. Tried at q = 0.1, 0.2, … 0.9. */
public final class Dominance extends NaiveClaim {
    /** The belief. */
    public Dominance() {
        super("dominance", "P(p(c|Y) <= q) falls for every q", "a strengthening of Li and Jiao, arXiv 2505.01382");
    }

    @Override
    Evidence evidence(Setting setting, Means means) {
        Interval worst = null;
        double where = 0;
        for (int tenths = 1; tenths < 10; tenths++) {
            double q = tenths / 10.0;
            Interval change = means.probabilityBelow(means.guidance(), q)
                    .minus(means.probabilityBelow(GuidanceSchedule.constant(0), q));
            if (worst == null || change.lower() > worst.lower()) {
                worst = change;
                where = q;
            }
        }
        return computed(String.format(Locale.ROOT, "P^w(p(c|Y) <= %.1f) - P^0(p(c|Y) <= %.1f)", where, where), worst,
                "at most 0", worst.lower() > 0 ? Outcome.REFUTED : Outcome.UNDECIDED).exceeding(worst.lower());
    }
}
