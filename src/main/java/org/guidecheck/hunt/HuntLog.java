package org.guidecheck.hunt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;

/** What a hunt has done so far, and when it is to end. Thread-safe. */
public final class HuntLog {
    private long begun = System.nanoTime();
    private long end = Long.MAX_VALUE;
    private long laws;
    private long before;
    private long undecided;
    private String problem = "";
    private double score = Double.NEGATIVE_INFINITY;
    private ObjectNode nearest;
    private boolean shrinking;
    private double searchSeconds = Double.NaN;
    private long shrinkingBegun;
    private int neighbours;
    private boolean minimal;
    private boolean stopped;
    private boolean found;

    /**
     * A moment of a hunt.
     *
     * @param laws           tried, those of earlier runs included; of rounds up to the one that found a counterexample, once
     *                       there is one, so that the number follows from the seed
     * @param undecided      of these, laws that no oracle could decide
     * @param problem        what the last of them was
     * @param score          of the nearest law, above 0 where it breaks the claim
     * @param rate           laws a second in this run
     * @param seconds        of the search in this run
     * @param secondsLeft    until the search or the shrinking is to end
     * @param shrinking      whether a counterexample has been found
     * @param shrinkSeconds  since then; 0 before
     * @param neighbours     decided in shrinking, 0 until it has ended
     * @param minimal        whether nothing simpler is refuted
     */
    public record Summary(long laws, long undecided, String problem, double score, double rate, double seconds,
                          double secondsLeft, boolean shrinking, double shrinkSeconds, int neighbours, boolean minimal) {
    }

    synchronized void resumed(Journal.Entry entry) {
        laws += entry.laws();
        before += entry.laws();
        undecided += entry.undecided();
        nearest(entry.score(), entry.nearest());
    }

    synchronized void begin(Duration limit) {
        begun = System.nanoTime();
        end = begun + limit.toNanos();
    }

    /** A counterexample was found after so many laws, some undecided: those tried beside no longer count. */
    synchronized void found(long after, long undecidedAmong) {
        laws = after;
        undecided = undecidedAmong;
        found = true;
    }

    synchronized void shrink(Duration limit) {
        shrinking = true;
        stopped = false;
        shrinkingBegun = System.nanoTime();
        end = shrinkingBegun + limit.toNanos();
    }

    synchronized void shrunk(int tried, boolean whole) {
        neighbours = tried;
        minimal = whole;
    }

    /** The search is over, or was interrupted. */
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

    /** Counts a law; whether it is nearer than any before. */
    synchronized boolean seen(Attempt attempt) {
        laws += found ? 0 : 1;
        if (!found && !attempt.problem().isEmpty()) {
            undecided++;
            problem = attempt.problem();
        }
        return attempt.score() > score || nearest == null;
    }

    synchronized void nearest(double newScore, ObjectNode specimen) {
        if (nearest == null || newScore > score) {
            score = newScore;
            nearest = specimen;
        }
    }

    /**
     * The law of the highest score.
     *
     * @return the specimen as JSON; empty before any
     */
    public synchronized Optional<ObjectNode> nearest() {
        return Optional.ofNullable(nearest);
    }

    /**
     * Where the hunt stands.
     *
     * @return a moment of it
     */
    public synchronized Summary summary() {
        long now = System.nanoTime();
        double seconds = Double.isNaN(searchSeconds) ? (now - begun) / 1e9 : searchSeconds;
        return new Summary(laws, undecided, problem, score, seconds > 0 ? (laws - before) / seconds : 0, seconds,
                Math.max(0, (end - now) / 1e9), shrinking, shrinking ? (now - shrinkingBegun) / 1e9 : 0, neighbours, minimal);
    }
}
