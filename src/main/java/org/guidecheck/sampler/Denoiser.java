package org.guidecheck.sampler;

import org.guidecheck.law.NoiseLevel;

/**
 * All that a sampler may ask about the data: the two scores at noised points, with and without the class. A trained
 * network gives estimates of them, {@link BlockDenoiser} gives them exactly.
 *
 * <p>Points and scores are plain numbers, d coordinates of each point in turn: row-major [n, d], the C order of arrays of
 * shape {@code (n, dimension)} in NumPy and PyTorch.
 */
@FunctionalInterface
public interface Denoiser {

    /**
     * Both scores at a batch of points.
     *
     * @param level     noise level of the points, noisy
     * @param points    n points, row-major [n, d]; not changed
     * @param dimension d ≥ 1, a divisor of the length of points
     * @return the scores, in two new arrays that the caller may change
     */
    Scores scores(NoiseLevel level, double[] points, int dimension);

    /**
     * What takes the steps of a linear sampler with this denoiser.
     *
     * @return one for any denoiser, unless overridden
     */
    default TableExecutor executor() {
        return new PlainExecutor(this);
    }

    /**
     * The two scores of a batch of points, row-major [n, d].
     *
     * @param conditional   the class's score s(x|c)
     * @param unconditional the score without the class, s(x), of the same length
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Scores(double[] conditional, double[] unconditional) {
        /**
         * A number of the guided score.
         *
         * @param at index from 0 to n·d − 1
         * @param w  guidance weight, any finite number: 0 is the class's own score, −1 the score without the class; what
         *           libraries call {@code guidance_scale} is 1 + w
         * @return s(x|c) + w (s(x|c) − s(x))
         */
        public double guided(int at, double w) {
            return conditional[at] + w * (conditional[at] - unconditional[at]);
        }
    }
}
