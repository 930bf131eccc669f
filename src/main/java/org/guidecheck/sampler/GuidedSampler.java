package org.guidecheck.sampler;

import java.util.Arrays;
import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.diffusion.TimeGrid;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Draws points by guided diffusion. A sampler sees the denoiser and never the law, so that one written for a network
 * can be put to the test as it is.
 *
 * <p>It starts from standard normals at the grid's first level and ends at its last. A sampler that takes all its
 * randomness from the noise, column by column, gives the same points whatever the batches.
 */
public interface GuidedSampler {

    /**
     * What the sampler is called on the command line and in reports.
     *
     * @return a name, lower case
     */
    String name();

    /**
     * Draws a batch.
     *
     * @param denoiser what is known of the data
     * @param guidance weight w as a function of the noise level
     * @param grid     noise levels to visit
     * @param noise    standard normals, of as many points
     * @param points   number of points n ≥ 1
     * @return [d, n] doubles, a point in each column, at the grid's last level
     */
    INDArray sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise, int points);

    /**
     * Draws a batch as plain numbers: for whoever has no use for an array, since samplers that have none either do not wait
     * until ND4J has started.
     *
     * @param denoiser what is known of the data
     * @param guidance weight w as a function of the noise level
     * @param grid     noise levels to visit
     * @param noise    standard normals, of as many points
     * @param points   number of points n ≥ 1
     * @return the points of {@link #sample}, d coordinates of each in turn
     * @throws IllegalStateException if they are not of the shape that was asked for
     */
    default double[] numbers(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise, int points) {
        INDArray ends = sample(denoiser, guidance, grid, noise, points);
        if (ends.rank() != 2 || ends.size(0) != noise.dimension() || ends.size(1) != points) {
            throw new IllegalStateException("sampler " + name() + " returned shape " + Arrays.toString(ends.shape()) + ", not ["
                    + noise.dimension() + ", " + points + "]");
        }
        return PointArrays.numbers(ends);
    }

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
