package org.guidecheck.hunt;

import java.util.Optional;
import org.guidecheck.statistics.Verdict;

/**
 * Counterexample, or the law nearest to one, with the evidence for it and how a hunt found it.
 *
 * @param counterexample what was decided on which law
 * @param verdict        the verdict; empty if no oracle could decide
 * @param secondOpinion  verdict of the other oracle; empty unless the counterexample was shrunk
 * @param neighbours     number of simpler candidates decided in shrinking
 * @param minimal        whether none of the simpler candidates is refuted; false if shrinking was stopped before
 * @param version        version of the program
 * @param seed           seed of the search
 * @param laws           number of laws that the search had tried
 */
public record Discovery(Counterexample counterexample, Optional<Verdict> verdict, Optional<Verdict> secondOpinion,
        int neighbours, boolean minimal, String version, long seed, long laws) {
    /** A copy of this, shrunk. */
    Discovery shrunk(Shrinking.Shrunk shrunk) {
        return new Discovery(counterexample, verdict, Optional.of(shrunk.secondOpinion()), shrunk.neighbours(),
                shrunk.minimal(), version, seed, laws);
    }
}
