package org.guidecheck.claim;

import java.util.Locale;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;

/** Agreement of two enclosures of one number, by different methods. */
public final class IntervalAgreement {
    private IntervalAgreement() {
    }

    /**
     * Requirement that an enclosure agrees with another one.
     *
     * @param what       name of the other enclosure
     * @param other      the other enclosure
     * @param resolution difference of the two numbers that is called negligible, at least 0
     * @return the requirement of the first enclosure: refuted if the two are disjoint, confirmed if they leave no
     *         larger difference
     */
    public static Requirement with(String what, Interval other, double resolution) {
        return Requirement.agreement(
                String.format(Locale.ROOT, "meets %s, [%.6g, %.6g], known to %.3g", what, other.lower(), other.upper(),
                        resolution),
                other, resolution);
    }
}
