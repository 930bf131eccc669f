package org.guidecheck.sampler;

import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.distribution.NoiseLevel;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A sampler that can be asked for one step from given points, so that a fault can be traced to the step it is in. */
public interface StepSampler {

    /**
     * Takes one step with every point.
     *
     * @param denoiser what is known of the data
     * @param guidance weight w as a function of the noise level
     * @param from     noise level of the points
     * @param to       level to go to, with less noise
     * @param x        [d, n], a point in each column; not changed
     * @param seed     seed of the step's own noise, in [0, 2^53)
     * @return [d, n] doubles, the points at the level to go to; a new array
     * @throws SamplerFailure if the sampler does not answer as it should
     */
    INDArray step(Denoiser denoiser, GuidanceSchedule guidance, NoiseLevel from, NoiseLevel to, INDArray x, long seed);
}
