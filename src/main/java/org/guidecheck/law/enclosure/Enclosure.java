package org.guidecheck.law.enclosure;

/**
 * Enclosure of a real number: an interval that holds it for certain. Operations round their ends outwards, by one unit
 * in the last place for arithmetic and roots and by two for exponentials and logarithms, whose error {@link StrictMath}
 * keeps below one.
 *
 * @param lower lower end, perhaps −∞
 * @param upper upper end, perhaps +∞, at least {@code lower}
 */
public record Enclosure(double lower, double upper) {
    /** All numbers. */
    public static final Enclosure ALL = new Enclosure(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    /** The numbers from 0 to 1. */
    public static final Enclosure UNIT = new Enclosure(0, 1);

    /** Checks the ends; throws {@link IllegalArgumentException}. */
    public Enclosure {
        if (!(lower <= upper)) {
            throw new IllegalArgumentException("lower=" + lower + ", upper=" + upper + ": lower must be at most upper");
        }
    }

    /**
     * A number that is a double.
     *
     * @param x not NaN
     * @return x alone
     */
    public static Enclosure of(double x) {
        return new Enclosure(x, x);
    }

    /** Ends of computed bounds; an end that is not a number bounds nothing. */
    private static Enclosure outwards(double lower, double upper) {
        return new Enclosure(Double.isNaN(lower) ? Double.NEGATIVE_INFINITY : Math.nextDown(lower),
                Double.isNaN(upper) ? Double.POSITIVE_INFINITY : Math.nextUp(upper));
    }

    /**
     * The sum.
     *
     * @param other the other term
     * @return an enclosure of it
     */
    public Enclosure plus(Enclosure other) {
        return outwards(lower + other.lower, upper + other.upper);
    }

    /**
     * The difference.
     *
     * @param other what is subtracted
     * @return an enclosure of it
     */
    public Enclosure minus(Enclosure other) {
        return outwards(lower - other.upper, upper - other.lower);
    }

    /** {@return an enclosure of minus the number} */
    public Enclosure negate() {
        return new Enclosure(-upper, -lower);
    }

    /**
     * The product.
     *
     * @param other the other factor
     * @return an enclosure of it
     */
    public Enclosure times(Enclosure other) {
        double a = product(lower, other.lower);
        double b = product(lower, other.upper);
        double c = product(upper, other.lower);
        double d = product(upper, other.upper);
        return outwards(Math.min(Math.min(a, b), Math.min(c, d)), Math.max(Math.max(a, b), Math.max(c, d)));
    }

    /** An infinite end stands for numbers without a bound, and 0 times each of them is 0. */
    private static double product(double x, double y) {
        return x == 0 || y == 0 ? 0 : x * y;
    }

    /**
     * The product with a double.
     *
     * @param factor finite
     * @return an enclosure of it
     */
    public Enclosure times(double factor) {
        return times(of(factor));
    }

    /**
     * The quotient.
     *
     * @param other the divisor
     * @return an enclosure of it; all numbers if the divisor may be 0
     */
    public Enclosure over(Enclosure other) {
        if (other.lower <= 0 && other.upper >= 0) {
            return ALL;
        }
        return times(outwards(1 / other.upper, 1 / other.lower));
    }

    /** {@return an enclosure of the square} */
    public Enclosure square() {
        double least = lower <= 0 && upper >= 0 ? 0 : Math.min(Math.abs(lower), Math.abs(upper));
        double most = Math.max(Math.abs(lower), Math.abs(upper));
        return new Enclosure(Math.max(0, Math.nextDown(least * least)), Math.nextUp(most * most));
    }

    /** {@return an enclosure of the square root of the number, which is at least 0} */
    public Enclosure root() {
        return new Enclosure(Math.max(0, Math.nextDown(Math.sqrt(Math.max(0, lower)))),
                Math.nextUp(Math.sqrt(Math.max(0, upper))));
    }

    /** {@return an enclosure of the absolute value} */
    public Enclosure absolute() {
        return lower >= 0 ? this : upper <= 0 ? negate() : new Enclosure(0, Math.max(-lower, upper));
    }

    /** {@return an enclosure of the exponential} */
    public Enclosure exp() {
        return new Enclosure(Math.max(0, Math.nextDown(Math.nextDown(StrictMath.exp(lower)))),
                Math.nextUp(Math.nextUp(StrictMath.exp(upper))));
    }

    /** {@return an enclosure of the logarithm of the number, which is above 0} */
    public Enclosure log() {
        return new Enclosure(Math.nextDown(Math.nextDown(StrictMath.log(Math.max(0, lower)))),
                Math.nextUp(Math.nextUp(StrictMath.log(Math.max(0, upper)))));
    }

    /**
     * What is known of a number that lies in two enclosures.
     *
     * @param other another enclosure of the same number
     * @return their intersection
     * @throws IllegalArgumentException if they are disjoint: then one of them was no enclosure
     */
    public Enclosure and(Enclosure other) {
        return new Enclosure(Math.max(lower, other.lower), Math.min(upper, other.upper));
    }

    /**
     * What is known of a number that lies in one of two enclosures.
     *
     * @param other the other enclosure
     * @return the smallest interval that holds both
     */
    public Enclosure or(Enclosure other) {
        return new Enclosure(Math.min(lower, other.lower), Math.max(upper, other.upper));
    }

    /**
     * The number, moved to the nearest one of an interval.
     *
     * @param range the interval
     * @return an enclosure of it
     */
    public Enclosure clippedTo(Enclosure range) {
        return new Enclosure(Math.max(range.lower, Math.min(range.upper, lower)),
                Math.max(range.lower, Math.min(range.upper, upper)));
    }

    /**
     * Whether a number may be the one that is enclosed.
     *
     * @param x not NaN
     * @return whether it lies in the interval
     */
    public boolean contains(double x) {
        return lower <= x && x <= upper;
    }

    /** {@return upper less lower end, rounded} */
    public double width() {
        return upper - lower;
    }

    /** {@return a number near the middle of the interval, whose ends must be finite} */
    public double middle() {
        return Math.max(lower, Math.min(upper, lower + 0.5 * (upper - lower)));
    }
}
