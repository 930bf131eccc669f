package org.guidecheck.sampler;

import java.util.Arrays;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Standard normal numbers for a batch of points, from a stream for each point: a point's numbers depend on the seed and
 * on its index in the run, not on the batch it is in or the thread that draws it. An instance belongs to one thread.
 */
public final class Noise {
    private final int dimension;
    private final ZigguratSampler.NormalizedGaussian[] normals;

    private Noise(int dimension, ZigguratSampler.NormalizedGaussian[] normals) {
        this.dimension = dimension;
        this.normals = normals;
    }

    /**
     * The noise of a batch, from the beginning of its points' streams.
     *
     * @param streams    the run's streams
     * @param firstIndex index in the run of the batch's first point, at least 0
     * @param dimension  d ≥ 1
     * @param points     number of points n ≥ 1
     * @return the noise
     */
    public static Noise of(Streams streams, long firstIndex, int dimension, int points) {
        requirePositive("dimension", dimension);
        requirePositive("points", points);
        if (!(firstIndex >= 0)) {
            throw new IllegalArgumentException("firstIndex=" + firstIndex + ": must be at least 0");
        }
        ZigguratSampler.NormalizedGaussian[] normals = new ZigguratSampler.NormalizedGaussian[points];
        Arrays.setAll(normals, p -> ZigguratSampler.NormalizedGaussian.of(streams.stream(firstIndex + p)));
        return new Noise(dimension, normals);
    }

    /**
     * Number of coordinates.
     *
     * @return d
     */
    public int dimension() {
        return dimension;
    }

    /**
     * Number of points.
     *
     * @return n
     */
    public int points() {
        return normals.length;
    }

    /**
     * The next d numbers of each point.
     *
     * @return [d, n] in order 'f', independent standard normals; a new array
     */
    public INDArray next() {
        double[] numbers = new double[dimension * normals.length];
        for (int p = 0; p < normals.length; p++) {
            for (int i = 0; i < dimension; i++) {
                numbers[p * dimension + i] = normals[p].sample();
            }
        }
        return Nd4j.create(numbers, new long[] {dimension, normals.length}, new long[] {1, dimension}, 'f',
                DataType.DOUBLE);
    }

    /** The first numbers, as the points a sampler starts from. */
    INDArray start(int points) {
        if (points != normals.length) {
            throw new IllegalArgumentException("points=" + points + ": must be the number of points of the noise ("
                    + normals.length + ")");
        }
        return next();
    }

    private static void requirePositive(String name, int value) {
        if (!(value >= 1)) {
            throw new IllegalArgumentException(name + "=" + value + ": must be at least 1");
        }
    }
}
