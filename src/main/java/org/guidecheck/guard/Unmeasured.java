package org.guidecheck.guard;

import java.util.Optional;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;

/** Requirement of a quantity that cannot be measured, which leaves a claim undecided. */
public final class Unmeasured {
    private Unmeasured() {
    }

    /**
     * A requirement that no bounds decide.
     *
     * @param reason why, in words
     * @return the requirement
     */
    public static Requirement because(String reason) {
        return new Requirement(reason, Interval.ALL, Optional.empty());
    }
}
