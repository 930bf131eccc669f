package org.guidecheck.guard;

import java.util.Optional;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;

/** Requirement of a quantity that cannot be measured, which leaves a claim undecided. */
final class Unmeasured {
    private Unmeasured() {
    }

    /** A requirement that no bounds decide, with the reason in words. */
    static Requirement because(String reason) {
        return new Requirement(reason, Interval.ALL, Optional.empty());
    }
}
