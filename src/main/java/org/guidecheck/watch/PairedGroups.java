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

    /**
     * The state.
     *
     * @param onlyFirst      number of pairs with the event in the first group alone
     * @param onlySecond     number of pairs with it in the second group alone
     * @param decision       the decision
     * @param isFirstWaiting whether the samples that wait are of the first group
     * @param waiting        one character for each of these: x for an event
     */
    record State(long onlyFirst, long onlySecond, Decision decision, boolean isFirstWaiting, String waiting) {
        /** Refuses negative counts. */
        State {
            WatchState.require(onlyFirst >= 0 && onlySecond >= 0);
        }
    }

    /** {@return all that the state consists of} */
    State state() {
        StringBuilder events = new StringBuilder();
        waiting.forEach(event -> events.append(event ? 'x' : '.'));
        return new State(onlyFirst, onlySecond, decision, isFirstWaiting, events.toString());
    }

    /** Goes on from a state that {@link #state} gave. */
    void resume(State state) {
        onlyFirst = state.onlyFirst();
        onlySecond = state.onlySecond();
        decision = state.decision();
        isFirstWaiting = state.isFirstWaiting();
        waiting.clear();
        state.waiting().chars().forEach(each -> waiting.addLast(each == 'x'));
    }
}
