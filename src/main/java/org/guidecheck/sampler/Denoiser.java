package org.guidecheck.sampler;

import org.guidecheck.law.NoiseLevel;

/**
 * Denoiser: the conditional and the unconditional score at noised points, which is all that a sampler knows about the
 * data. A trained network estimates them; {@link BlockDenoiser} computes them exactly for a known law.
 *
 * <p>Points and scores are row-major [n, d], the C order of arrays of shape {@code (n, dimension)} in NumPy and
 * PyTorch.
 */
@FunctionalInterface
public interface Denoiser {

    /**
     * Both scores at a batch of points.
     *
     * @param level     noise level of the points; at τ = 0 the scores are those of the data, not finite where these have
     *                  no density
     * @param points    n points, row-major [n, d]; not changed
     * @param dimension d ≥ 1, a divisor of the length of points
     * @return the scores, in two new arrays that the caller may change
     */
    Scores scores(NoiseLevel level, double[] points, int dimension);

    /**
     * Both predictions x̂_0 of the clean points, the means of the data given the noised points. Unless overridden they
     * follow from the scores. Near pure noise, where a score is −x up to rounding and has lost them, they follow from
     * scores at levels nearby, to eleven digits.
     *
     * @param level     noise level of the points
     * @param points    n points, row-major [n, d]; not changed
     * @param dimension d ≥ 1, a divisor of the length of points
     * @return the clean points, each where the record has its score, in two new arrays that the caller may change
     */
    default Scores cleanPoints(NoiseLevel level, double[] points, int dimension) {
        return CleanPoints.of(this, level, points, dimension);
    }

    /** {@return an executor for linear samplers that use this denoiser; works for any denoiser unless overridden} */
    default TableExecutor executor() {
        return new PlainExecutor(this);
    }

    /**
     * Conditional and unconditional scores, or clean points, of a batch of points, row-major [n, d].
     *
     * @param conditional   s(x|c)
     * @param unconditional s(x), of the same length
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Scores(double[] conditional, double[] unconditional) {
        /**
         * One entry of the guided score.
         *
         * @param index from 0 to n·d − 1
         * @param w     guidance weight, finite: 0 is the conditional score, −1 the unconditional one. The
         *              {@code guidance_scale} of common libraries is 1 + w
         * @return s(x|c) + w (s(x|c) − s(x))
         */
        public double guided(int index, double w) {
            return conditional[index] + w * (conditional[index] - unconditional[index]);
        }
    }
}
