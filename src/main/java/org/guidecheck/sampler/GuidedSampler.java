package org.guidecheck.sampler;

import java.util.Optional;
import java.util.OptionalInt;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;

/**
 * Guided diffusion sampler. It sees the denoiser, never the law, so a sampler written for a network can be tested
 * unchanged.
 *
 * <p>A sampler starts from standard normals at the grid's first level and ends at its last. If it takes all its random
 * numbers from the noise, point by point, its points do not depend on the size of the batches.
 *
 * <p>Points are row-major [n, d], the C order of arrays of shape {@code (n, dimension)} in NumPy and PyTorch.
 */
public interface GuidedSampler {

    /** {@return name of the sampler on the command line and in reports, lower case} */
    String name();

    /**
     * Draws a batch with as many points, and of the dimension, as the noise has.
     *
     * @param denoiser scores of the data
     * @param guidance weight w as a function of the noise level
     * @param grid     noise levels to visit
     * @param noise    standard normals for n points of dimension d
     * @return n points at the grid's last level, row-major [n, d]
     */
    double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise);

    /** {@return the sampler as a chain of Gaussian transitions, if it is one; empty unless overridden} */
    default Optional<GaussianSampler> asGaussian() {
        return Optional.empty();
    }

    /**
     * {@return whether the sampler is a program of its own, which draws its own random numbers and takes the grid only
     * as a suggestion and the noise only as a seed; false unless overridden}
     */
    default boolean isExternal() {
        return false;
    }

    /**
     * {@return the options of {@code guidecheck guard} that give this sampler, ready for a shell; empty for a class, which
     * is named, unless overridden}
     */
    default Optional<String> options() {
        return Optional.empty();
    }

    /** {@return the only number of steps that the sampler can take; empty if it takes any, unless overridden} */
    default OptionalInt onlySteps() {
        return OptionalInt.empty();
    }
}
