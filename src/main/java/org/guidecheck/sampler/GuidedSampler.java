package org.guidecheck.sampler;

import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;

/**
 * Draws points by guided diffusion. A sampler sees the denoiser and never the law, so that one written for a network
 * can be put to the test as it is.
 *
 * <p>It starts from standard normals at the grid's first level and ends at its last. A sampler that takes all its
 * randomness from the noise, point by point, gives the same points whatever the batches.
 *
 * <p>Points are plain numbers, d coordinates of each point in turn: row-major [n, d], the C order of arrays of shape
 * {@code (n, dimension)} in NumPy and PyTorch.
 */
public interface GuidedSampler {

    /**
     * What the sampler is called on the command line and in reports.
     *
     * @return a name, lower case
     */
    String name();

    /**
     * Draws a batch, of as many points as the noise has, and of its dimension.
     *
     * @param denoiser what is known of the data
     * @param guidance weight w as a function of the noise level
     * @param grid     noise levels to visit
     * @param noise    standard normals for n points of dimension d
     * @return n points at the grid's last level, row-major [n, d]
     */
    double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise);

    /**
     * Whether the sampler is a program of its own: it chooses its noise levels and draws its own normals, and takes grid
     * and noise for a proposal and a seed.
     *
     * @return false unless overridden
     */
    default boolean isExternal() {
        return false;
    }
}
