package org.guidecheck.claim;

import java.util.Locale;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;

/** Whether two roads to one number lead to the same place. */
public final class IntervalAgreement {
    /** Two answers agree only if together they leave less than this share of M_0 open. */
    static final double RESOLUTION = 0.05;

    private IntervalAgreement() {
    }

    /** Disjoint intervals refute, overlapping ones hold if they are narrow enough to mean something. */
    public static Outcome of(Interval one, Interval other, double unguided) {
        if (one.intersect(other).isEmpty()) {
            return Outcome.REFUTED;
        }
        return one.width() + other.width() <= 2 * RESOLUTION * unguided ? Outcome.HOLDS : Outcome.UNDECIDED;
    }

    public static Evidence evidence(Evidence started, Interval other, String what, double unguided) {
        return started.decides(String.format(Locale.ROOT, "meets %s, [%.6g, %.6g]", what, other.lower(), other.upper()), other,
                of(started.bounds(), other, unguided));
    }
}
