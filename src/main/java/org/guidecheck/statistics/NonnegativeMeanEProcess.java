package org.guidecheck.statistics;

import java.util.Arrays;
import java.util.Objects;

/**
 * E-process against the hypothesis that non-negative variables have mean at most m given their past. Any tail is
 * allowed, infinite variance included.
 *
 * <p>The wealth after n observations is the average over j of ∏ᵢ (1 + b_j(xᵢ/m − 1)), with the fixed bets b_j = 15/16,
 * 1/2, 1/4, …, 2⁻²⁰. Under the hypothesis it is a non-negative supermartingale that starts at 1, so by Ville's
 * inequality it ever reaches 1/α with probability at most α. This is the diversified Kelly betting of I. Waudby-Smith
 * and A. Ramdas, "Estimating means of bounded random variables by betting", Journal of the Royal Statistical Society B
 * 86(1), 2024, restricted to the side that needs no upper bound.
 *
 * <p>Not thread-safe.
 */
public final class NonnegativeMeanEProcess {

    /** Sixteen factors of at most this do not overflow, and sixteen of at least 1/16 do not underflow. */
    private static final double LARGE = 0x1p50;
    private static final int BLOCK = 16;
    private static final double LOG_2 = Math.log(2);
    private static final int NEGLIGIBLE_EXPONENT = -1100;

    private final double limit;
    private final double[] bet = new double[BetGrid.SIZE];
    private final double[] rest = new double[BetGrid.SIZE];

    // The wealth of bet j is product[j]·2^exponent[j]; scale[j] is 2^(exponent[j] − topExponent), perhaps 0.
    private final double[] product = new double[BetGrid.SIZE];
    private final long[] exponent = new long[BetGrid.SIZE];
    private final double[] scale = new double[BetGrid.SIZE];
    private long topExponent;
    private int inBlock;

    private double sumOfProducts = BetGrid.SIZE;
    private double largestInBlock = BetGrid.SIZE;
    private double maxLog;
    private long count;
    private double total;

    /**
     * Starts with wealth 1.
     *
     * @param limit mean m of the hypothesis, finite and above 0, in the units of the variable
     */
    public NonnegativeMeanEProcess(double limit) {
        if (!(limit > 0 && limit < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("limit=" + limit + ": must be finite and above 0");
        }
        this.limit = limit;
        Arrays.setAll(bet, BetGrid::bet);
        Arrays.setAll(rest, j -> 1 - bet[j]);
        Arrays.fill(product, 1);
        Arrays.fill(scale, 1);
    }

    /**
     * Adds one observation.
     *
     * @param x observation, at least 0; +∞ makes the wealth infinite
     */
    public void accept(double x) {
        if (!(x >= 0)) {
            throw new IllegalArgumentException("x=" + x + ": must be at least 0");
        }
        count++;
        total += x;
        double ratio = x / limit;
        if (ratio > LARGE) {
            multiplyByLarge(x);
            return;
        }
        double sum = 0;
        for (int j = 0; j < product.length; j++) {
            double next = product[j] * (rest[j] + bet[j] * ratio);
            product[j] = next;
            sum += next * scale[j];
        }
        sumOfProducts = sum;
        largestInBlock = Math.max(largestInBlock, sum);
        if (++inBlock == BLOCK) {
            renormalise();
        }
    }

    /**
     * Adds a range of observations in order.
     *
     * @param xs   observations, each at least 0
     * @param from index of the first
     * @param to   index after the last
     */
    public void accept(double[] xs, int from, int to) {
        Objects.checkFromToIndex(from, to, xs.length);
        for (int i = from; i < to; i++) {
            accept(xs[i]);
        }
    }

    /** {@return the number of observations, at least 0} */
    public long count() {
        return count;
    }

    /** {@return the plain average of the observations, 0 without any; for information only, no decision uses it} */
    public double mean() {
        return count == 0 ? 0 : total / count;
    }

    /** {@return the natural log of the present wealth, rounded down; +∞ after an infinite observation} */
    public double logEValue() {
        return logOf(sumOfProducts);
    }

    /**
     * Largest log wealth at any count so far, 0 included; valid evidence by Ville's inequality.
     *
     * @return the natural log, rounded down, at least 0
     */
    public double maxLogEValue() {
        return Math.max(maxLog, logOf(largestInBlock));
    }

    /**
     * Whether the hypothesis is rejected. Once true, it stays true.
     *
     * @param alpha false-alarm rate over all counts at once, in (0, 1)
     * @return whether the wealth has ever reached 1/α
     */
    public boolean rejectedAt(double alpha) {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha=" + alpha + ": must be in (0, 1)");
        }
        return maxLogEValue() >= -Math.log(alpha);
    }

    private double logOf(double sum) {
        return Math.log(sum) + topExponent * LOG_2 - BetGrid.LOG_SIZE - count * BetGrid.ROUNDING;
    }

    /**
     * Multiplies by b·x/m without forming x/m, which may overflow. Omitting 1 − b lowers the wealth by less than a
     * share of 2⁻³⁰.
     */
    private void multiplyByLarge(double x) {
        if (x == Double.POSITIVE_INFINITY) {
            // Later factors are at least 1/16, so the wealth stays infinite.
            sumOfProducts = Double.POSITIVE_INFINITY;
            Arrays.fill(product, Double.POSITIVE_INFINITY);
            Arrays.fill(scale, 1);
            maxLog = Double.POSITIVE_INFINITY;
            return;
        }
        int exponentOfX = Math.getExponent(x);
        int exponentOfLimit = Math.getExponent(limit);
        double quotient = Math.scalb(x, -exponentOfX) / Math.scalb(limit, -exponentOfLimit);
        renormalise();
        for (int j = 0; j < product.length; j++) {
            product[j] *= bet[j] * quotient;
            exponent[j] += exponentOfX - exponentOfLimit;
        }
        renormalise();
    }

    /** Moves the products' powers of two to the exponents, and the block's largest wealth to the running maximum. */
    private void renormalise() {
        maxLog = maxLogEValue();
        if (maxLog == Double.POSITIVE_INFINITY) {
            inBlock = 0;
            return;
        }
        topExponent = Long.MIN_VALUE;
        for (int j = 0; j < product.length; j++) {
            int shift = Math.getExponent(product[j]);
            product[j] = Math.scalb(product[j], -shift);
            exponent[j] += shift;
            topExponent = Math.max(topExponent, exponent[j]);
        }
        sumOfProducts = 0;
        for (int j = 0; j < product.length; j++) {
            scale[j] = Math.scalb(1.0, (int) Math.max(exponent[j] - topExponent, NEGLIGIBLE_EXPONENT));
            sumOfProducts += product[j] * scale[j];
        }
        largestInBlock = sumOfProducts;
        inBlock = 0;
    }
}
