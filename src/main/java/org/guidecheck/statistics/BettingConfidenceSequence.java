package org.guidecheck.statistics;

import java.util.Arrays;

/**
 * Confidence sequence for the mean of variables in a known range. If their mean given the past is constant, the
 * intervals at all sample sizes together contain it with probability at least 1 − α. Optional stopping is free: the
 * interval may be inspected at any time.
 *
 * <p>The lower end is the largest mean refuted, at rate α/2, by the wealth of {@link NonnegativeMeanEProcess} for
 * x − low; the upper end is its mirror image for high − x. The bets do not depend on m, so the wealth decreases in m
 * and the refuted means form a half-line. Source: I. Waudby-Smith and A. Ramdas, JRSS B 86(1), 2024. The width follows
 * the variance s² of the observations: it is of order s/√n, and of order 1/n when they are all equal.
 *
 * <p>Each end is rounded outwards. Not thread-safe.
 */
public final class BettingConfidenceSequence {

    /** A bound may fall short of the largest refuted mean by this share of the range: by the search and by rounding. */
    static final double RESOLUTION = 2 * WealthSearch.RESOLUTION;

    /** An observation may leave the range by this share of its magnitude, through rounding. */
    private static final double RANGE_ROUNDING = 1e-12;
    /** Relative error of (x − low)/range, of its mirror image and of the way back. */
    private static final double END_ROUNDING = 0x1p-50;
    private static final double LEAST_RELATIVE_RANGE = 1e-6;
    private static final int FIRST_CAPACITY = 256;
    private static final int FIRST_LOOK = 128;

    private final double low;
    private final double high;
    private final double alpha;
    private final double magnitude;

    /** The observations as fractions of the range. */
    private double[] observed = new double[FIRST_CAPACITY];
    private int count;
    private double average;
    private double squares;

    private Interval running;
    private int runningCount;

    /**
     * Starts with the whole range as the interval.
     *
     * @param low   least value of the variables, finite
     * @param high  largest value of the variables, finite; above low by at least 1e-6 of the larger magnitude, since
     *              the digits of a double would not suffice otherwise
     * @param alpha false-alarm rate of both ends and all sample sizes together, in (0, 1)
     */
    public BettingConfidenceSequence(double low, double high, double alpha) {
        this.magnitude = Math.max(Math.abs(low), Math.abs(high));
        double range = high - low;
        if (!(range > 0 && range < Double.POSITIVE_INFINITY && range >= LEAST_RELATIVE_RANGE * magnitude)) {
            throw new IllegalArgumentException("low=" + low + ", high=" + high
                    + ": must be finite and differ by at least 1e-6 of their magnitude");
        }
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha=" + alpha + ": must be in (0, 1)");
        }
        this.low = low;
        this.high = high;
        this.alpha = alpha;
        this.running = new Interval(low, high);
    }

    /**
     * Adds one observation.
     *
     * @param x observation in the range; if outside by rounding, at most 1e-12 of the magnitude, it is moved to the
     *          nearer end
     */
    public void accept(double x) {
        double slack = RANGE_ROUNDING * magnitude;
        if (!(x >= low - slack && x <= high + slack)) {
            throw new IllegalArgumentException("x=" + x + ": must be in [" + low + ", " + high + "]");
        }
        if (count == observed.length) {
            observed = Arrays.copyOf(observed, Math.addExact(count, count / 2));
        }
        double fraction = Math.min(1, Math.max(0, (x - low) / (high - low)));
        observed[count++] = fraction;
        double deviation = fraction - average;
        average += deviation / count;
        squares += deviation * (fraction - average);
    }

    /**
     * Adds observations in order.
     *
     * @param xs observations, each in the range
     */
    public void accept(double[] xs) {
        for (double x : xs) {
            accept(x);
        }
    }

    /**
     * Interval for the mean at the present count, intersected with every interval asked for before. If that
     * intersection is empty, which has probability at most α unless the mean is not constant, the present interval is
     * returned alone.
     *
     * @return interval within the range
     */
    public Interval bounds() {
        if (count != runningCount) {
            Interval present = present();
            running = running.intersect(present).orElse(present);
            runningCount = count;
        }
        return running;
    }

    /** {@return the number of observations, at least 0} */
    public int count() {
        return count;
    }

    /** {@return the average of the observations; the centre of the range if there are none} */
    public double mean() {
        return count == 0 ? low / 2 + high / 2 : Math.min(high, low + (high - low) * average);
    }

    /** {@return the unbiased variance of the observations; 0 for fewer than two} */
    public double variance() {
        double range = high - low;
        return count < 2 ? 0 : squares / (count - 1) * range * range;
    }

    /** The count at which the bounds are next worth computing: half as many again, since they narrow slowly. */
    int nextLook() {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(FIRST_LOOK, count + (count + 1L) / 2));
    }

    private Interval present() {
        double logThreshold = Math.log(2 / alpha);
        double variance = squares / count;
        double range = high - low;
        double fromLow = new WealthSearch(observed, count, false, logThreshold).largestRefuted(average, variance);
        double fromHigh = new WealthSearch(observed, count, true, logThreshold).largestRefuted(1 - average, variance);
        double rounding = END_ROUNDING * Math.max(magnitude, range);
        return new Interval(
                Math.max(low, low + range * fromLow - rounding), Math.min(high, high - range * fromHigh + rounding));
    }
}
