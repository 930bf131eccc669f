package org.guidecheck.hunt;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * State of a hunt at one moment, and its result once it has ended.
 *
 * @param laws           number of laws tried, earlier runs of the same hunt included; once there is a counterexample,
 *                       only those of the rounds up to the one that found it, so the number follows from the seed
 * @param undecided      number of these that no oracle could decide
 * @param problem        why the last of them could not be decided; empty if all were
 * @param closeness      closeness of the nearest law, above 0 where it refutes the claim
 * @param nearest        the counterexample as it was found, or the law nearest to one; empty before any law was tried
 * @param found          the counterexample, shrunk; empty before the end of shrinking, and if there is none
 * @param rate           laws per second in this run
 * @param seconds        time of the search in this run
 * @param secondsLeft    time left for the search, or for shrinking
 * @param shrinkSeconds  time of shrinking; empty before it begins
 */
public record HuntState(long laws, long undecided, String problem, double closeness, Optional<Discovery> nearest,
        Optional<Discovery> found, double rate, double seconds, double secondsLeft,
        OptionalDouble shrinkSeconds) {
}
