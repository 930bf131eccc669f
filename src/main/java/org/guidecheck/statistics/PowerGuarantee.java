package org.guidecheck.statistics;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.LongPredicate;

/** Guarantee of a sequential test: the discrepancies that a number of samples finds, except with probability β. */
@FunctionalInterface
interface PowerGuarantee {

    /** Most samples considered, 2⁵⁰. */
    long MOST_SAMPLES = 1L << 50;

    /** Relative precision of discrepancies, which are rounded up, so that the guarantee stays valid. */
    double PRECISION = 1e-9;

    /**
     * Whether n samples find every discrepancy of at least this size, except with probability β. If true, it is also
     * true for every larger n and every larger discrepancy.
     */
    boolean finds(long n, double discrepancy);

    /** The smallest discrepancy in (0, largest] that n samples find, rounded up; empty if there is none. */
    default OptionalDouble smallestDiscrepancy(long n, double largest) {
        if (!(n >= 1)) {
            throw new IllegalArgumentException("n=" + n + ": must be at least 1");
        }
        if (!(largest > 0 && finds(n, largest))) {
            return OptionalDouble.empty();
        }
        double missed = 0;
        double found = largest;
        while (found - missed > PRECISION * found) {
            double middle = missed + (found - missed) / 2;
            if (finds(n, middle)) {
                found = middle;
            } else {
                missed = middle;
            }
        }
        return OptionalDouble.of(found);
    }

    /** The smallest number of samples that finds a discrepancy above 0; empty if 2⁵⁰ do not suffice. */
    default OptionalLong samplesNeeded(double discrepancy) {
        if (!(discrepancy > 0 && discrepancy < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "discrepancy=" + discrepancy + ": must be finite and above 0");
        }
        LongPredicate enough = n -> finds(n, discrepancy);
        if (!enough.test(MOST_SAMPLES)) {
            return OptionalLong.empty();
        }
        long tooFew = 0;
        long found = MOST_SAMPLES;
        while (found - tooFew > 1) {
            long middle = tooFew + (found - tooFew) / 2;
            if (enough.test(middle)) {
                found = middle;
            } else {
                tooFew = middle;
            }
        }
        return OptionalLong.of(found);
    }
}
