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
}
