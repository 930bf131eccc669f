package org.guidecheck.oracle.path;

import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.oracle.TimeBudget;

/**
 * Division of a growing run of paths into pieces, between which the clock is looked at. The rule when to stop is asked
 * at doubling numbers of paths, whatever the pieces.
 */
final class PathPieces {
    /** Aimed time of a piece, in seconds. */
    private static final double PIECE = 0.25;
    private static final int FEWEST = 4 * BlockPosterior.BLOCK;
    private static final double NANOS = 1e9;

    private final TimeBudget budget;
    private final int most;
    private int due;
    private int piece = FEWEST;
    private long begin;

    /**
     * Prepares a run.
     *
     * @param budget limit on its time
     * @param first  number of paths at which the rule is asked first
     * @param most   most paths
     */
    PathPieces(TimeBudget budget, int first, int most) {
        this.budget = budget;
        this.most = most;
        this.due = Math.min(first, most);
    }

    /** Number of paths to follow next, after so many. */
    int next(int done) {
        begin = System.nanoTime();
        return budget.limited() ? Math.min(piece, due - done) : due - done;
    }

    /** Whether the rule is asked now, after so many paths: their number has doubled or the time is over. */
    boolean isDue(int done) {
        double seconds = (System.nanoTime() - begin) / NANOS;
        if (seconds < PIECE) {
            piece = Math.min(most, 2 * piece);
        } else if (seconds > 2 * PIECE) {
            piece = Math.max(FEWEST, piece / 2 / FEWEST * FEWEST);
        }
        return done >= due || budget.isOver();
    }

    /** Whether no more paths can be followed, after so many; if they can, the rule is asked at twice as many. */
    boolean isLast(int done) {
        due = Math.min(most, 2 * done);
        return done >= most || budget.isOver();
    }
}
