package org.guidecheck.claim;

import java.util.Locale;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;

/** Agreement of two interval estimates of one number. */
public final class IntervalAgreement {
    /** Largest mean width of the two intervals, as a share of M_0, for which an overlap counts as agreement. */
    static final double RESOLUTION = 0.05;

    private IntervalAgreement() {
    }

    /**
     * Compares two intervals.
     *
     * @param one      enclosure by one method
     * @param other    enclosure by the other method
     * @param unguided M_0, the scale of the comparison
     * @return REFUTED if they are disjoint, HOLDS if they overlap and are narrow, else UNDECIDED
     */
    public static Outcome of(Interval one, Interval other, double unguided) {
        if (one.intersect(other).isEmpty()) {
            return Outcome.REFUTED;
        }
        return one.width() + other.width() <= 2 * RESOLUTION * unguided ? Outcome.HOLDS : Outcome.UNDECIDED;
    }

    /**
     * Completes evidence by comparing its bounds with another enclosure.
     *
     * @param started  evidence with bounds
     * @param other    the other enclosure
     * @param what     name of the other enclosure
     * @param unguided M_0, the scale of the comparison
     * @return the evidence with rule and outcome
     */
    public static Evidence evidence(Evidence started, Interval other, String what, double unguided) {
        return started.decides(String.format(Locale.ROOT, "meets %s, [%.6g, %.6g]", what, other.lower(), other.upper()),
                other,
                of(started.bounds(), other, unguided));
    }
}
