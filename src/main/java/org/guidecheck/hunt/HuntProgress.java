package org.guidecheck.hunt;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** Progress of a hunt: its counts, the nearest law, and its time limit. Thread-safe. */
public final class HuntProgress {
    private long begun = System.nanoTime();
    private long end = Long.MAX_VALUE;
    private long laws;
    /** Number of laws of earlier runs. */
    private long earlierLaws;
    private long undecided;
    private String problem = "";
    private double closeness = Double.NEGATIVE_INFINITY;
    private Discovery nearest;
    private boolean isFound;
    private Discovery found;
    private boolean stopped;
    private double searchSeconds = Double.NaN;
    private boolean shrinking;
    private long shrinkingBegun;

    /** Adds a round of an earlier run. */
    synchronized void resume(Journal.Entry entry) {
        laws += entry.laws();
        earlierLaws += entry.laws();
        undecided += entry.undecided();
        offer(entry.closeness(), entry.nearest());
    }

    synchronized void beginSearch(Duration limit) {
        begun = System.nanoTime();
        end = begun + limit.toNanos();
    }

    /** The search has found a counterexample after so many laws; laws tried beside them no longer count. */
    synchronized void found(long lawsUntil, long undecidedUntil) {
        laws = lawsUntil;
        undecided = undecidedUntil;
        isFound = true;
    }

    synchronized void beginShrinking(Duration limit) {
        shrinking = true;
        stopped = false;
        shrinkingBegun = System.nanoTime();
        end = shrinkingBegun + limit.toNanos();
    }

    synchronized void shrunk(Discovery counterexample) {
        found = counterexample;
    }

    /** Ends the search, or shrinking, at once. */
    public synchronized void stop() {
        stopped = true;
        end = Math.min(end, System.nanoTime());
        searchSeconds = shrinking ? searchSeconds : (System.nanoTime() - begun) / 1e9;
    }

    synchronized boolean isOver() {
        return stopped || System.nanoTime() - end >= 0;
    }

    /** Whether the end has passed by more than some seconds. */
    synchronized boolean isOverBy(double seconds) {
        return System.nanoTime() - end > 1e9 * seconds;
    }

    /** Counts a law; true if it is nearer than all before. */
    synchronized boolean count(Evaluation evaluation) {
        laws += isFound ? 0 : 1;
        if (!isFound && !evaluation.problem().isEmpty()) {
            undecided++;
            problem = evaluation.problem();
        }
        return isNearer(evaluation.closeness());
    }

    /** Keeps the discovery if it is nearer than all before. */
    synchronized void offer(double itsCloseness, Discovery discovery) {
        if (isNearer(itsCloseness)) {
            closeness = itsCloseness;
            nearest = discovery;
        }
    }

    private boolean isNearer(double other) {
        return nearest == null || other > closeness;
    }

    /**
     * The state of the hunt now.
     *
     * @return a consistent copy
     */
    public synchronized HuntState state() {
        long now = System.nanoTime();
        double seconds = Double.isNaN(searchSeconds) ? (now - begun) / 1e9 : searchSeconds;
        return new HuntState(laws, undecided, problem, closeness, Optional.ofNullable(nearest),
                Optional.ofNullable(found), seconds > 0 ? (laws - earlierLaws) / seconds : 0, seconds,
                Math.max(0, (end - now) / 1e9),
                shrinking ? OptionalDouble.of((now - shrinkingBegun) / 1e9) : OptionalDouble.empty());
    }
}
