package org.guidecheck.hunt;

import java.util.Optional;

/**
 * What came of a round.
 *
 * @param number    of the round, from 0
 * @param laws      tried
 * @param undecided laws that no oracle could decide
 * @param whole     false if it was stopped before its end
 * @param best      the first refuted, or the nearest to it; empty if nothing was tried
 */
record RoundResult(int number, int laws, int undecided, boolean whole, Optional<Attempt> best) {
    boolean isFound() {
        return best.isPresent() && best.get().isRefuted();
    }
}
