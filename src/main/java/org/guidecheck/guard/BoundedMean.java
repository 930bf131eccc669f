package org.guidecheck.guard;

import org.guidecheck.statistics.Interval;

/** Interval for the mean of independent variables from 0 to 1, at a number of draws that is fixed in advance. */
final class BoundedMean {
    /** Largest standard deviation of a variable from 0 to 1. */
    static final double LARGEST_DEVIATION = 0.5;

    private BoundedMean() {
    }

    /** The logarithm of both inequalities below, for two sides. */
    static double log(double alpha) {
        return Math.log(4 / Math.max(alpha, Double.MIN_NORMAL));
    }

    /**
     * An interval that contains the mean except with probability alpha: the empirical Bernstein inequality of A.
     * Maurer and M. Pontil (COLT 2009, theorem 4), on both sides.
     *
     * @param values at least two numbers in [0, 1]
     * @param alpha  false-alarm rate, in (0, 1)
     */
    static Interval within(double[] values, double alpha) {
        int n = values.length;
        double mean = mean(values);
        double squares = 0;
        for (double x : values) {
            squares += (x - mean) * (x - mean);
        }
        double log = log(alpha);
        double radius = Math.sqrt(2 * squares / (n - 1) * log / n) + 7 * log / (3.0 * (n - 1));
        return new Interval(Math.max(0, mean - radius), Math.min(1, mean + radius));
    }

    static double mean(double[] values) {
        double sum = 0;
        for (double x : values) {
            sum += x;
        }
        return sum / values.length;
    }
}
