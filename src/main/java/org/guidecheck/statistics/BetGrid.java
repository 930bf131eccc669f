package org.guidecheck.statistics;

/**
 * The constant bet fractions over which every wealth is averaged: 15/16, 1/2, 1/4, ..., 2^-20.
 *
 * <p>Against the hypothesis of mean m, a bet b earns about {@code b d/m - b^2 s^2/(2 m^2)} per observation of mean
 * {@code m + d} and standard deviation s; the best is {@code b = m d/s^2}. Within a factor of 4/3 of that a bet earns
 * 8/9 of the most, so that powers of two lose at most a ninth of the logarithm, a seventeenth of a width. The smallest
 * discrepancy found in n observations asks for {@code b} about {@code 6 m/(s sqrt(n))}: 2^-20 serves up to {@code s
 * sqrt(n) = 6e6 m}. The largest serves data of almost no variance, where the best bet is nearly 1; it is not 1, which a
 * single 0 would ruin. Fractions this short make {@code 1 - b} exact. The average costs {@code log 21}, about 3, in
 * logarithmic wealth; a threshold at a false-alarm rate of 1e-6 is about 14.
 *
 * <p>The bets are fixed beforehand and do not depend on m: hence each wealth is a non-negative supermartingale under
 * its hypothesis, and falls as m grows.
 */
final class BetGrid {

    /** How many bets there are. */
    static final int SIZE = 21;

    /** The cost of the average: {@code log SIZE}. */
    static final double LOG_SIZE = Math.log(SIZE);

    /**
     * What rounding may add to the logarithm of a wealth, per observation. A factor {@code (1 - b) + (b/m) x} has no
     * cancellation: division, product, sum and the running product are each off by at most 2^-53 relatively.
     */
    static final double ROUNDING = 0x1p-50;

    private BetGrid() { }

    /** The bet of index j, in (0, 1), falling in j. */
    static double bet(int j) {
        return j == 0 ? 15.0 / 16 : Math.scalb(1.0, -j);
    }

    /** The smallest bet. */
    static double smallest() {
        return bet(SIZE - 1);
    }
}
