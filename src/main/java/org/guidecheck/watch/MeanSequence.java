package org.guidecheck.watch;

import org.guidecheck.statistics.Interval;

/**
 * Confidence sequence for the mean of variables in [0, 1] that keeps sums alone: the empirical Bernstein sequence with
 * predictable weights of I. Waudby-Smith and A. Ramdas (JRSS B 86(1), 2024, theorem 2). Not thread-safe.
 */
final class MeanSequence {
    private static final double LARGEST_WEIGHT = 0.5;
    private static final double FIRST_VARIANCE = 0.25;

    private final double logRate;
    private long count;
    private double sum;
    private double squares;
    private double weights;
    private double weighted;
    private double penalty;
    private Interval interval = new Interval(0, 1);

    /**
     * Starts with [0, 1].
     *
     * @param alpha probability that the mean is left out at any time, in (0, 1)
     */
    MeanSequence(double alpha) {
        this.logRate = Math.log(2 / alpha);
    }

    /** Adds a variable in [0, 1]. */
    void accept(double x) {
        long t = count + 1;
        double meanBefore = (0.5 + sum) / t;
        double variance = (FIRST_VARIANCE + squares) / t;
        double weight = Math.min(LARGEST_WEIGHT, Math.sqrt(2 * logRate / (variance * t * Math.log1p((double) t))));
        weights += weight;
        weighted += weight * x;
        penalty += (x - meanBefore) * (x - meanBefore) * (-Math.log1p(-weight) - weight);
        count = t;
        sum += x;
        double meanAfter = (0.5 + sum) / (t + 1);
        squares += (x - meanAfter) * (x - meanAfter);
        double centre = weighted / weights;
        double radius = (logRate + penalty) / weights;
        double lower = Math.max(interval.lower(), centre - radius);
        double upper = Math.min(interval.upper(), centre + radius);
        // They are disjoint only where the mean is not constant, or with probability alpha.
        interval = lower <= upper ? new Interval(lower, upper) : interval;
    }

    long count() {
        return count;
    }

    /** {@return the average, 0 before the first} */
    double average() {
        return count == 0 ? 0 : sum / count;
    }

    /** {@return the interval, the intersection of those so far} */
    Interval interval() {
        return interval;
    }

    /** {@return all numbers that the state consists of} */
    double[] state() {
        return new double[] {count, sum, squares, weights, weighted, penalty, interval.lower(), interval.upper()};
    }

    /** Goes on from a state that {@link #state} gave. */
    void resume(double... state) {
        count = (long) state[0];
        sum = state[1];
        squares = state[2];
        weights = state[3];
        weighted = state[4];
        penalty = state[5];
        interval = new Interval(state[6], state[7]);
    }
}
