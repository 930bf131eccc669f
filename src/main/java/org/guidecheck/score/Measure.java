package org.guidecheck.score;

import org.guidecheck.statistics.Interval;

/**
 * Distance of a sampler's output from the exact law, or difference of a mean, with bounds.
 *
 * @param name   which distance or difference
 * @param value  the best estimate, at least 0; infinite if it exceeds all numbers
 * @param bounds of the true value, all errors included
 * @param method how it was computed
 */
public record Measure(String name, double value, Interval bounds, String method) {
    /** Wasserstein-1 distance. */
    public static final String DISTANCE = "W1";
    /** Wasserstein-1 distance of laws moved into an interval. */
    public static final String CLIPPED = "W1, clipped";
    /** Mean over fixed directions of the Wasserstein-1 distance of projections, moved into an interval each. */
    public static final String SLICED = "sliced W1";
    /** Kullback–Leibler divergence of the output from the exact law, in nats. */
    public static final String DIVERGENCE = "KL";
    /** Difference of the mean reciprocals E[1/p(c|Y)]. */
    public static final String RECIPROCAL = "M_w";
    /** Difference of the means of p(c|Y). */
    public static final String PROBABILITY = "mean p(c|Y)";
    /** Difference of the probabilities of p(c|Y) &lt; ½. */
    public static final String TAIL = "P(p(c|Y) < 1/2)";

    /** Keeps value and bounds at 0 or above. */
    public Measure {
        bounds = new Interval(Math.max(0, bounds.lower()), Math.max(0, bounds.upper()));
        value = Math.max(0, value);
    }

    /**
     * A computed distance.
     *
     * @param name   which distance
     * @param value  its value; infinite or NaN if it exceeds all numbers
     * @param error  bound of its error, at least 0; infinite or NaN if unknown
     * @param method how it was computed
     */
    static Measure around(String name, double value, double error, String method) {
        if (!(value < Double.POSITIVE_INFINITY)) {
            return new Measure(name, Double.POSITIVE_INFINITY, Interval.ofError(Double.POSITIVE_INFINITY), method);
        }
        return error < Double.POSITIVE_INFINITY
                ? new Measure(name, value, Interval.around(value, error), method)
                : new Measure(name, value, Interval.atLeast(0), method);
    }

    /**
     * A difference of two numbers of which intervals are known.
     *
     * @param name   which difference
     * @param one    interval of the one
     * @param other  interval of the other
     * @param method how they were computed
     */
    static Measure difference(String name, Interval one, Interval other, String method) {
        if (Double.isInfinite(one.width() + other.width())) {
            double lower = Math.max(one.lower() - other.upper(), other.lower() - one.upper());
            return new Measure(name, Double.POSITIVE_INFINITY,
                    Interval.atLeast(Double.isNaN(lower) ? 0 : Math.max(0, lower)), method);
        }
        return around(name, Math.abs(one.midpoint() - other.midpoint()), 0.5 * (one.width() + other.width()), method);
    }

    /** {@return whether the true value is certainly at most a limit} */
    public boolean isWithin(double limit) {
        return bounds.upper() <= limit;
    }

    /** {@return whether the true value is certainly above a limit} */
    public boolean isBeyond(double limit) {
        return bounds.lower() > limit;
    }
}
