package org.guidecheck.proof;

/**
 * Interval of doubles whose operations do not round outwards: an estimate of what the checker of a proof will find.
 *
 * @param lo lower end
 * @param hi upper end
 */
record Range(double lo, double hi) {
    static final Range ZERO = of(0);
    static final Range ONE = of(1);

    static Range of(double value) {
        return new Range(value, value);
    }

    static Range around(double half) {
        return new Range(-half, half);
    }

    Range plus(Range other) {
        return new Range(lo + other.lo, hi + other.hi);
    }

    Range plus(double value) {
        return new Range(lo + value, hi + value);
    }

    Range minus(Range other) {
        return new Range(lo - other.hi, hi - other.lo);
    }

    Range negate() {
        return new Range(-hi, -lo);
    }

    Range times(double factor) {
        return factor >= 0 ? new Range(factor * lo, factor * hi) : new Range(factor * hi, factor * lo);
    }

    Range times(Range other) {
        double a = lo * other.lo;
        double b = lo * other.hi;
        double c = hi * other.lo;
        double d = hi * other.hi;
        return new Range(Math.min(Math.min(a, b), Math.min(c, d)), Math.max(Math.max(a, b), Math.max(c, d)));
    }

    Range square() {
        double a = lo * lo;
        double b = hi * hi;
        return new Range(lo < 0 && hi > 0 ? 0 : Math.min(a, b), Math.max(a, b));
    }

    /** 1/x of a range of positive numbers, of which the lower end may be 0. */
    Range reciprocal() {
        return new Range(1 / hi, 1 / lo);
    }

    Range over(Range other) {
        return times(other.reciprocal());
    }

    Range exp() {
        return new Range(Math.exp(lo), Math.exp(hi));
    }

    Range log() {
        return new Range(Math.log(lo), Math.log(hi));
    }

    Range sqrt() {
        return new Range(Math.sqrt(lo), Math.sqrt(hi));
    }

    Range asShare() {
        return new Range(Math.max(0, lo), Math.min(1, hi));
    }

    double magnitude() {
        return Math.max(Math.abs(lo), Math.abs(hi));
    }

    double middle() {
        return 0.5 * (lo + hi);
    }
}
