package org.guidecheck.sampler;

import org.guidecheck.distribution.NoiseLevel;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A denoiser that works on plain numbers. An operation on an array of ND4J takes some 50 µs however small the array is, so
 * that samplers of the flow follow one of these without such arrays.
 */
public interface ArrayDenoiser extends Denoiser {

    @Override
    Scores scores(NoiseLevel level, double[] points, int dimension);

    @Override
    default Prediction predict(NoiseLevel level, INDArray points) {
        if (points.rank() != 2) {
            throw new IllegalArgumentException("points: must be of shape [d, n], not " + points.shapeInfoToString());
        }
        int dimension = Math.toIntExact(points.size(0));
        Scores scores = scores(level, PointArrays.numbers(points), dimension);
        return new Prediction(level, PointArrays.of(scores.conditional(), dimension),
                PointArrays.of(scores.unconditional(), dimension));
    }
}
