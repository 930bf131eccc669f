package org.guidecheck.guard.identification;

import java.util.Arrays;
import java.util.Optional;

/**
 * Form K x + Σ P_k a_k of a point that a step makes from the point x before it and from the clean points a_k that the
 * latest calls predict. Predictions of earlier calls act through x alone, and so tell K.
 *
 * @param keep    factor K of the point
 * @param factors factors P_k of the calls first, first + 1, …
 * @param first   number of the first of these calls
 */
@SuppressWarnings("ArrayRecordComponent") // made here, and not changed
public record StepForm(double keep, double[] factors, int first) {
    /** Size of the response to earlier predictions, in units of its rounding, below which they do not tell K. */
    private static final double LEAST = 3000;

    /**
     * The form of a point.
     *
     * @param row       factors of all predictions in the point
     * @param x         the same in the point before
     * @param first     first call whose prediction may act directly
     * @param last      last such call
     * @param tolerance difference of a factor that rounding explains
     * @return the form; empty if earlier predictions do not tell K, or do not act through x alone
     */
    static Optional<StepForm> of(double[] row, double[] x, int first, int last, double tolerance) {
        double product = 0;
        double square = 0;
        for (int k = 0; k < first; k++) {
            product += row[k] * x[k];
            square += x[k] * x[k];
        }
        if (!(Math.sqrt(square) > LEAST * tolerance)) {
            return Optional.empty();
        }
        double keep = product / square;
        for (int k = 0; k < first; k++) {
            if (Math.abs(row[k] - keep * x[k]) > 2 * tolerance) {
                return Optional.empty();
            }
        }
        double[] factors = new double[last - first + 1];
        for (int k = first; k <= last; k++) {
            factors[k - first] = row[k] - keep * x[k];
        }
        return Optional.of(new StepForm(keep, factors, first));
    }

    /**
     * The factor of a clean point in the point made, if the point before has the right one and all predictions are it.
     *
     * @param root √t at the point before
     * @return K √t + Σ P_k, which is √t′ if a point mass keeps its mean
     */
    public double mean(double root) {
        return keep * root + Arrays.stream(factors).sum();
    }

    /** {@return the factor of the latest prediction} */
    public double latest() {
        return factors[factors.length - 1];
    }

    /** {@return number of the latest call} */
    public int latestCall() {
        return first + factors.length - 1;
    }
}
