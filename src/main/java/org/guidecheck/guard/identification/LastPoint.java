package org.guidecheck.guard.identification;

import org.guidecheck.guard.problem.ScorePair;
import org.guidecheck.law.NoiseLevel;

/**
 * Last point of an identified sampler on two linear scores at which it calls the denoiser, as an affine function of its start and noise: mean + Σ_m g_m n_m.
 * Predictions are then affine in the points, â = α + β x, so that the points x = n + C â_c + U â_u solve a triangular
 * system.
 *
 * @param mean    mean of the point, as the n_m have mean 0
 * @param factors g, K numbers
 */
@SuppressWarnings("ArrayRecordComponent") // made here, and not changed
public record LastPoint(double mean, double[] factors) {

    /**
     * The point in one coordinate.
     *
     * @param response coefficients of the sampler
     * @param pair     the scores
     * @param i        coordinate, from 0
     * @return the form
     */
    public static LastPoint of(Response response, ScorePair pair, int i) {
        return of(response, pair, i, 0, 0);
    }

    /**
     * The point in one coordinate if coefficients are a little off, as rounding leaves them: each by the rounding, times
     * the largest of its point where that is above 1, up or down.
     *
     * @param response coefficients of the sampler
     * @param pair     the scores
     * @param i        coordinate, from 0
     * @param rounding of a coefficient
     * @param seed     of which are moved up, and which down
     * @return the form
     */
    public static LastPoint of(Response response, ScorePair pair, int i, double rounding, long seed) {
        int calls = response.calls();
        double[] moved = new double[calls];
        for (int m = 0; m < calls; m++) {
            double largest = 1;
            for (int k = 0; k < m; k++) {
                largest = Math.max(largest, Math.abs(response.both(m, k)));
            }
            moved[m] = rounding * largest;
        }
        int last = calls - 1;
        double[] factors = new double[calls];
        factors[last] = 1;
        double mean = 0;
        for (int k = last - 1; k >= 0; k--) {
            double conditional = 0;
            double unconditional = 0;
            for (int m = k + 1; m <= last; m++) {
                double off = rounding == 0 ? 0 : sign(m, k, seed) * moved[m];
                conditional += factors[m] * (response.conditional()[m][k] + off);
                unconditional += factors[m] * response.unconditional()[m][k];
            }
            NoiseLevel level = response.levels().get(k);
            ScorePair.Prediction own = pair.conditional(i, level);
            ScorePair.Prediction all = pair.unconditional(i, level);
            factors[k] = conditional * own.slope() + unconditional * all.slope();
            mean += conditional * own.constant() + unconditional * all.constant();
        }
        return new LastPoint(mean, factors);
    }

    private static int sign(int m, int k, long seed) {
        long mixed = (seed + m * 0x9E3779B97F4A7C15L) ^ (k * 0xBF58476D1CE4E5B9L);
        mixed = (mixed ^ (mixed >>> 31)) * 0x94D049BB133111EBL;
        return mixed < 0 ? -1 : 1;
    }
}
