package org.guidecheck.sampler;

import org.guidecheck.distribution.NoiseLevel;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * All that a sampler may ask about the data: the two scores at noised points, with and without the class. A trained
 * network gives estimates of them, {@link LawDenoiser} gives them exactly.
 */
@FunctionalInterface
public interface Denoiser {

    /**
     * Both scores at a batch of points.
     *
     * @param level  noise level of the points, noisy
     * @param points [d, n] doubles, a point in each column; not changed
     * @return the prediction, in arrays of its own
     */
    Prediction predict(NoiseLevel level, INDArray points);

    /**
     * Both scores at a batch of points that are plain numbers, such as those of a program behind a pipe.
     *
     * @param level     noise level of the points, noisy
     * @param points    d coordinates of each point in turn; not changed
     * @param dimension d ≥ 1, a divisor of their number
     * @return what {@link #predict} gives at these points, in two arrays that the caller may change
     */
    default Scores scores(NoiseLevel level, double[] points, int dimension) {
        Prediction prediction = predict(level, PointArrays.of(points, dimension));
        return new Scores(PointArrays.numbers(prediction.conditional()), PointArrays.numbers(prediction.unconditional()));
    }

    /**
     * The two scores of a batch of points, d coordinates of each in turn.
     *
     * @param conditional   the class's score s(x|c)
     * @param unconditional the score without the class, s(x), of the same length
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Scores(double[] conditional, double[] unconditional) {
    }
}
