package org.guidecheck.hunt;

import java.util.Optional;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;

/**
 * A trial and what came of it.
 *
 * @param trial   law, guidance, steps
 * @param verdict empty if no oracle could decide
 * @param score   how near the claim is to being broken: above 0 where the value breaks it
 * @param problem why nothing was decided; empty if something was
 */
record Attempt(Trial trial, Optional<Verdict> verdict, double score, String problem) {
    boolean isRefuted() {
        return verdict.isPresent() && verdict.get().outcome() == Outcome.REFUTED;
    }

    /** A refuted one before all others, then the higher score; the earlier of two alike. */
    Attempt better(Attempt later) {
        if (isRefuted() != later.isRefuted()) {
            return isRefuted() ? this : later;
        }
        return later.score > score ? later : this;
    }
}
