package org.guidecheck.statistics;

import java.util.Arrays;

/**
 * An interval for the mean of variables in a known range, valid at every sample size at once: for variables whose mean
 * given the past is constant, all intervals together contain it with probability at least {@code 1 - alpha}. Who looks
 * whenever they like and stops when they like pays nothing for it.
 *
 * <p>The lower end is the largest m refuted, at {@code alpha/2}, by the wealth of {@link NonnegativeMeanEProcess} for
 * {@code x - low}; the upper end is its mirror image for {@code high - x}. The bets do not depend on m, so the wealth
 * falls in m and the refuted means form a half-line. Source: Waudby-Smith and Ramdas, JRSS B 86(1), 2024. The width
 * follows the observations' variance: it is of order {@code s/sqrt(n)}, and of order {@code 1/n} when they are all
 * equal.
 *
 * <p>Each end is rounded outwards. Not thread-safe.
 */
public final class BettingConfidenceSequence {

    /** What a bound may fall short of the largest refuted mean, of the range: the search's share and the rounding's. */
    static final double RESOLUTION = 2 * WealthSearch.RESOLUTION;

    // An observation may leave the range by its own rounding.
    private static final double RANGE_ROUNDING = 1e-12;
    // What (x - low)/range, its mirror image and the way back may be off by, in ulps of the largest magnitude.
    private static final double END_ROUNDING = 0x1p-50;
    private static final double LEAST_RELATIVE_RANGE = 1e-6;
    private static final int FIRST_CAPACITY = 256;
    private static final int FIRST_LOOK = 128;

    private final double low;
    private final double high;
    private final double alpha;
    private final double magnitude;

    // As fractions of the range.
    private double[] observed = new double[FIRST_CAPACITY];
    private int count;
    private double average;
    private double squares;

    private Interval running;
    private int runningCount;

    /**
     * Starts with the whole range.
     *
     * @param low the least value of the variables, finite
     * @param high the largest value of the variables, finite, above {@code low} by 1e-6 of the magnitude of either at
     *     least (else the digits of a double would not do)
     * @param alpha the false-alarm rate of both ends and all sample sizes together, in (0, 1)
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
     * Takes one observation.
     *
     * @param x the observation, in the range; one outside it by rounding, 1e-12 of the magnitude, is moved to its end
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
     * Takes observations in order.
     *
     * @param xs the observations, each in the range
     */
    public void accept(double[] xs) {
        for (double x : xs) {
            accept(x);
        }
    }

    /**
     * The interval at the present count, intersected with all that were asked for before. Should an intersection be
     * empty, which has probability at most alpha unless the mean is not constant, the present interval stands alone.
     *
     * @return where the mean lies, within the range
     */
    public Interval bounds() {
        if (count != runningCount) {
            Interval present = present();
            running = running.intersect(present).orElse(present);
            runningCount = count;
        }
        return running;
    }

    /**
     * How many observations there were.
     *
     * @return the count, at least 0
     */
    public int count() {
        return count;
    }

    /**
     * The plain average.
     *
     * @return the average of the observations, the centre of the range when there are none
     */
    public double mean() {
        return count == 0 ? low / 2 + high / 2 : Math.min(high, low + (high - low) * average);
    }

    /**
     * The observations' spread.
     *
     * @return their unbiased variance, 0 for fewer than two
     */
    public double variance() {
        double range = high - low;
        return count < 2 ? 0 : squares / (count - 1) * range * range;
    }

    /** The count at which the bounds are next worth computing: half as many again as now, since they narrow slowly. */
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
