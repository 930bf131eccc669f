package org.guidecheck.statistics;

import java.util.Optional;

/**
 * Closed interval of the real line; either end may be infinite. The arithmetic rounds to nearest: callers that need a
 * rigorous enclosure widen the result by the rounding.
 *
 * @param lower lower end, below +∞
 * @param upper upper end, above −∞ and at least {@code lower}
 */
public record Interval(double lower, double upper) {

    /** The whole real line. */
    public static final Interval ALL = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** Checks the ends; NaN is refused. */
    public Interval {
        if (!(lower <= upper)) {
            throw new IllegalArgumentException(
                    "lower=" + lower + ", upper=" + upper + ": lower must be at most upper");
        }
        if (!(lower < Double.POSITIVE_INFINITY && upper > Double.NEGATIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "lower=" + lower + ", upper=" + upper + ": must hold a real number");
        }
    }

    /**
     * All numbers up to a limit.
     *
     * @param limit upper end, not NaN
     * @return (−∞, limit]
     */
    public static Interval atMost(double limit) {
        return new Interval(Double.NEGATIVE_INFINITY, limit);
    }

    /**
     * All numbers from a limit on.
     *
     * @param limit lower end, not NaN
     * @return [limit, +∞)
     */
    public static Interval atLeast(double limit) {
        return new Interval(limit, Double.POSITIVE_INFINITY);
    }

    /**
     * Interval of an error that is known exactly.
     *
     * @param error any; infinite or NaN if it exceeds all numbers
     * @return this number alone, or all above the largest finite one
     */
    public static Interval ofError(double error) {
        return error < Double.POSITIVE_INFINITY ? new Interval(error, error) : atLeast(Double.MAX_VALUE);
    }

    /**
     * All numbers within a distance of a centre.
     *
     * @param centre centre, finite
     * @param radius distance, at least 0
     * @return [centre − radius, centre + radius]
     */
    public static Interval around(double centre, double radius) {
        return new Interval(centre, centre).widen(radius);
    }

    /**
     * Whether a number lies in the interval.
     *
     * @param x number; NaN lies in no interval
     * @return whether lower ≤ x ≤ upper
     */
    public boolean contains(double x) {
        return lower <= x && x <= upper;
    }

    /**
     * Whether another interval lies in this one.
     *
     * @param other the other interval
     * @return whether every number of the other lies in this one
     */
    public boolean contains(Interval other) {
        return lower <= other.lower && other.upper <= upper;
    }

    /** {@return the length, at least 0, perhaps infinite} */
    public double width() {
        return upper - lower;
    }

    /**
     * The centre.
     *
     * @return the mean of the ends
     * @throws ArithmeticException if an end is infinite
     */
    public double midpoint() {
        if (Double.isInfinite(lower) || Double.isInfinite(upper)) {
            throw new ArithmeticException(this + " has no midpoint: an end is infinite");
        }
        return lower / 2 + upper / 2;
    }

    /**
     * Moves both ends outwards.
     *
     * @param by distance, finite and at least 0
     * @return the wider interval
     */
    public Interval widen(double by) {
        if (!(by >= 0 && by < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("by=" + by + ": must be finite and at least 0");
        }
        return new Interval(lower - by, upper + by);
    }

    /**
     * The numbers in both intervals.
     *
     * @param other the other interval
     * @return the intersection; empty if the two are disjoint
     */
    public Optional<Interval> intersect(Interval other) {
        double from = Math.max(lower, other.lower);
        double to = Math.min(upper, other.upper);
        return from <= to ? Optional.of(new Interval(from, to)) : Optional.empty();
    }

    /**
     * Multiplies by a number; a negative one exchanges the ends.
     *
     * @param factor number, finite
     * @return the interval of the products
     */
    public Interval scale(double factor) {
        if (!Double.isFinite(factor)) {
            throw new IllegalArgumentException("factor=" + factor + ": must be finite");
        }
        if (factor == 0) {
            // 0 times an infinite end would be NaN.
            return new Interval(0, 0);
        }
        return factor > 0
                ? new Interval(factor * lower, factor * upper)
                : new Interval(factor * upper, factor * lower);
    }

    /**
     * The differences of the numbers of two intervals.
     *
     * @param other interval to subtract
     * @return the interval of all x − y with x in this interval and y in the other
     */
    public Interval minus(Interval other) {
        return new Interval(lower - other.upper, upper - other.lower);
    }

    /** Interval notation, round brackets at infinite ends. */
    @Override
    public String toString() {
        return (Double.isInfinite(lower) ? "(" : "[") + lower + ", " + upper + (Double.isInfinite(upper) ? ")" : "]");
    }
}
