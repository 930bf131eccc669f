package org.guidecheck.statistics;

/**
 * The fixed bet fractions b over which every wealth is averaged: 15/16, 1/2, 1/4, …, 2⁻²⁰.
 *
 * <p>Against the hypothesis of mean m, a bet b earns about b·d/m − b²s²/(2m²) in log wealth per observation of mean
 * m + d and standard deviation s; the best is b = m·d/s². A bet within a factor 4/3 of the best earns at least 8/9 of
 * it, so powers of two lose at most a ninth of the log wealth, or 1/17 of a width. The smallest discrepancy found in n
 * observations needs b of about 6m/(s√n): 2⁻²⁰ serves up to s√n = 6·10⁶ m. The largest bet serves data of almost no
 * variance, for which the best is nearly 1; it is below 1, since a single 0 would ruin a bet of 1. These fractions make
 * 1 − b exact. The average costs log 21 ≈ 3 in log wealth; the threshold at a false-alarm rate of 1e-6 is about 14.
 *
 * <p>The bets are fixed beforehand and do not depend on m. Hence each wealth is a non-negative supermartingale under
 * its hypothesis, and it decreases in m.
 */
final class BetGrid {

    /** Number of bets. */
    static final int SIZE = 21;

    /** Cost of the average in log wealth: log SIZE. */
    static final double LOG_SIZE = Math.log(SIZE);

    /**
     * Bound on the rounding error of a log wealth, per observation. A factor (1 − b) + (b/m)x has no cancellation: its
     * division, product and sum and the running product are each off by at most 2⁻⁵³ relatively.
     */
    static final double ROUNDING = 0x1p-50;

    private BetGrid() {
    }

    /** The bet of index j, in (0, 1), decreasing in j. */
    static double bet(int j) {
        return j == 0 ? 15.0 / 16 : Math.scalb(1.0, -j);
    }

    static double smallest() {
        return bet(SIZE - 1);
    }
}
