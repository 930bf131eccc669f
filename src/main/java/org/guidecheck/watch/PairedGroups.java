package org.guidecheck.watch;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Comparison of the probabilities of an event in two groups, valid at every moment: the n-th sample of one is paired with
 * the n-th of the other. Where both probabilities are equal, pairs that differ do so either way equally often, which a
 * mixture over Beta(½, ½) tests (as {@link ShareSequence}). Not thread-safe.
 */
final class PairedGroups {
    /** Samples that wait for a partner at most; further ones are left out of the comparison. */
    private static final int MOST_WAITING = 10_000;

    private final double alpha;
    private final Deque<Boolean> waiting = new ArrayDeque<>();
    private boolean isFirstWaiting;
    private long onlyFirst;
    private long onlySecond;
    private Decision decision = Decision.OPEN;

    /** What is known of the two groups. */
    enum Decision {
        /** The event is more frequent in the first group. */
        FIRST_HIGHER,
        /** The event is more frequent in the second group. */
        SECOND_HIGHER,
        /** Not decided yet. */
        OPEN
    }

    /**
     * Two groups without samples.
     *
     * @param alpha false-alarm rate of the decision, for all moments together
     */
    PairedGroups(double alpha) {
        this.alpha = alpha;
    }

    /**
     * Adds a sample of a group.
     *
     * @param isFirst whether it is of the first group
     * @param isEvent whether the event happened
     */
    void accept(boolean isFirst, boolean isEvent) {
        if (waiting.isEmpty() || isFirstWaiting == isFirst) {
            isFirstWaiting = isFirst;
            if (waiting.size() < MOST_WAITING) {
                waiting.addLast(isEvent);
            }
            return;
        }
        boolean partner = waiting.removeFirst();
        if (partner != isEvent) {
            if (isEvent == isFirst) {
                onlyFirst++;
            } else {
                onlySecond++;
            }
            decide();
        }
    }

    /** A decision once made stays, as the error rate allows: it is that of ever deciding wrongly. */
    private void decide() {
        if (decision == Decision.OPEN
                && ShareSequence.logRatio(0.5, onlyFirst, onlyFirst + onlySecond) >= -Math.log(alpha)) {
            decision = onlyFirst > onlySecond ? Decision.FIRST_HIGHER : Decision.SECOND_HIGHER;
        }
    }

    /** {@return the decision} */
    Decision decision() {
        return decision;
    }

    /** {@return number of pairs in which the event happened in the first group alone} */
    long onlyFirst() {
        return onlyFirst;
    }

    /** {@return number of pairs in which the event happened in the second group alone} */
    long onlySecond() {
        return onlySecond;
    }

    /** {@return the state as text} */
    String state() {
        StringBuilder text = new StringBuilder(onlyFirst + " " + onlySecond + " " + (isFirstWaiting ? '1' : '2') + " "
                + decision + " ");
        waiting.forEach(event -> text.append(event ? 'x' : '.'));
        return text.toString();
    }

    /** Goes on from a state that {@link #state} gave. */
    void resume(String state) {
        String[] parts = state.split(" ", -1);
        onlyFirst = Long.parseLong(parts[0]);
        onlySecond = Long.parseLong(parts[1]);
        isFirstWaiting = parts[2].equals("1");
        decision = Decision.valueOf(parts[3]);
        waiting.clear();
        parts[4].chars().forEach(each -> waiting.addLast(each == 'x'));
    }
}
