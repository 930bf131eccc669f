package org.guidecheck.watch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is watched in a stream of probabilities.
 *
 * @param limit      samples with a probability below it are bad, in (0, 1]
 * @param cap        K of min(1/p, K), above 1
 * @param alpha      probability that any interval of any group is ever wrong, or groups are told apart that are alike,
 *                   in (0, 1)
 * @param between    least mean number of samples of a group between false alarms, above 1
 * @param usualShare usual share of bad samples, above which an alarm is given, in (0, 1); empty to learn it
 * @param learn      number of a group's first samples from which usual values are learnt; 0 to learn none
 * @param compared   names of two groups to compare; empty for none
 */
public record WatchSettings(double limit, double cap, double alpha, double between, Optional<Double> usualShare,
        long learn,
        Optional<Compared> compared) {

    /** Two groups. */
    public record Compared(String first, String second) {
    }

    /** Checks the ranges. */
    public WatchSettings {
        require(limit > 0 && limit <= 1, "limit=" + limit + ": must be above 0 and at most 1");
        require(cap > 1 && cap <= 1e12, "cap=" + cap + ": must be above 1 and at most 1e12");
        require(alpha > 0 && alpha < 1, "alpha=" + alpha + ": must be in (0, 1)");
        require(between > 1 && between <= 1e15, "between=" + between + ": must be above 1 and at most 1e15");
        require(usualShare.filter(share -> !(share > 0 && share < 1)).isEmpty(),
                "usual=" + usualShare.orElse(0.0) + ": must be in (0, 1)");
        require(learn >= 0, "learn=" + learn + ": must be at least 0");
    }

    /** {@return the values in words, by their names; those that are empty have none} */
    Map<String, String> inWords() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("limit", Double.toString(limit));
        words.put("cap", Double.toString(cap));
        words.put("alpha", Double.toString(alpha));
        words.put("between-alarms", Double.toString(between));
        usualShare.ifPresent(share -> words.put("usual", share.toString()));
        words.put("learn", Long.toString(learn));
        compared.ifPresent(groups -> words.put("compare", groups.first() + "," + groups.second()));
        return words;
    }

    private static void require(boolean isRight, String message) {
        if (!isRight) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Share of the false-alarm rate that comparing two groups has. */
    double alphaOfComparison() {
        return alpha / 2;
    }

    /**
     * Share of the false-alarm rate of a group: those of all groups, however many come, sum to at most the rest.
     *
     * @param number of the group in the order in which they appear, from 1
     */
    double alphaOfGroup(int number) {
        double all = compared.isPresent() ? alpha / 2 : alpha;
        return all / ((double) number * (number + 1));
    }
}
