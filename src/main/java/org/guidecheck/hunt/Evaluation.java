package org.guidecheck.hunt;

import java.util.Optional;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;

/**
 * Verdict on a candidate, and how close the candidate is to a counterexample.
 *
 * @param candidate law, guidance and number of steps
 * @param verdict   empty if no oracle could decide
 * @param closeness see {@link Closeness}; above 0 where the measured value refutes the claim
 * @param problem   why nothing was decided; empty if something was
 */
public record Evaluation(Candidate candidate, Optional<Verdict> verdict, double closeness, String problem) {
    /** A candidate that the claim does not cover, or that no oracle could decide. */
    static Evaluation undecided(Candidate candidate, String problem) {
        return new Evaluation(candidate, Optional.empty(), Closeness.LOWEST, problem);
    }

    boolean isRefuted() {
        return verdict.isPresent() && verdict.get().outcome() == Outcome.REFUTED;
    }

    /** The refuted one of the two, else the closer one; this one if they are equal. */
    Evaluation better(Evaluation later) {
        if (isRefuted() != later.isRefuted()) {
            return isRefuted() ? this : later;
        }
        return later.closeness > closeness ? later : this;
    }
}
