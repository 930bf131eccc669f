package org.guidecheck.hunt;

import java.util.Optional;

/**
 * Result of a round of the search.
 *
 * @param number    number of the round, from 0
 * @param laws      number of laws tried
 * @param undecided number of these that no oracle could decide
 * @param whole     false if the round was stopped before its end
 * @param best      the first refuted candidate, else the closest one; empty if none was tried
 */
public record RoundResult(int number, int laws, int undecided, boolean whole, Optional<Evaluation> best) {
    /** {@return whether the best candidate is a counterexample} */
    public boolean isFound() {
        return best.isPresent() && best.get().isRefuted();
    }
}
