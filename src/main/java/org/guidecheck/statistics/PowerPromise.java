package org.guidecheck.statistics;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.LongPredicate;

/** Which discrepancies a number of samples is sure to find. */
@FunctionalInterface
interface PowerPromise {

    // 2^50, as many as a double counts with room to spare. More will not be drawn.
    long MOST_SAMPLES = 1L << 50;

    // Relative. Discrepancies are rounded up, so that this costs no truth.
    double PRECISION = 1e-9;

    /**
     * Whether n samples find every discrepancy of at least this size, except with the promised probability. If so, then
     * also for every larger n and every larger discrepancy.
     */
    boolean made(long n, double discrepancy);

    /** The smallest discrepancy in (0, largest] that n samples find, rounded up; empty when there is none. */
    default OptionalDouble smallestDiscrepancy(long n, double largest) {
        if (!(n >= 1)) {
            throw new IllegalArgumentException("n=" + n + ": must be at least 1");
        }
        if (!(largest > 0 && made(n, largest))) {
            return OptionalDouble.empty();
        }
        double missed = 0;
        double found = largest;
        while (found - missed > PRECISION * found) {
            double middle = missed + (found - missed) / 2;
            if (made(n, middle)) {
                found = middle;
            } else {
                missed = middle;
            }
        }
        return OptionalDouble.of(found);
    }

    /** The smallest number of samples that find a discrepancy above 0; empty when there is none up to 2^50. */
    default OptionalLong samplesNeeded(double discrepancy) {
        if (!(discrepancy > 0 && discrepancy < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "discrepancy=" + discrepancy + ": must be finite and above 0");
        }
        LongPredicate enough = n -> made(n, discrepancy);
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
