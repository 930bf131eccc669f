package org.guidecheck.sampler;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;
import org.guidecheck.kernel.BlockLoops;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Standard normal numbers for a batch of points, from a stream for each point: a point's numbers depend on the seed and
 * on its index in the run, not on the batch it is in or the thread that draws it. An instance belongs to one thread.
 */
public final class Noise {
    private static final int BLOCK = BlockLoops.BLOCK;

    private final int dimension;
    private final int points;
    /** Where the numbers of a block of points come from, and who gives them from the first call on; null where numbers are given. */
    private final IntFunction<NormalBlock> source;
    private final NormalBlock[] normals;
    /** Numbers that were given and not yet taken. */
    private final Deque<double[]> given;
    private final long seed;
    private double[] coordinates;

    private Noise(int dimension, int points, IntFunction<NormalBlock> source, List<double[]> given, long seed) {
        this.dimension = dimension;
        this.points = points;
        this.source = source;
        this.normals = new NormalBlock[source == null ? 0 : (points + BLOCK - 1) / BLOCK];
        this.given = new ArrayDeque<>(given);
        this.seed = seed;
    }

    /**
     * Chosen starts, and nothing after them: for samplers whose only randomness is where they start.
     *
     * @param starts    d coordinates of each point in turn, not empty
     * @param dimension d ≥ 1, a divisor of the number of coordinates
     * @return noise whose second numbers are refused
     */
    public static Noise startingAt(double[] starts, int dimension) {
        return given(List.of(starts), dimension);
    }

    /**
     * Chosen numbers in place of normals, and nothing after them: for following what a sampler makes of each.
     *
     * @param numbers   what is taken first, second and so on: d coordinates of each point in turn, all of one length
     * @param dimension d ≥ 1, a divisor of that length
     * @return noise that refuses to give more
     */
    public static Noise given(List<double[]> numbers, int dimension) {
        requirePositive("dimension", dimension);
        int length = numbers.isEmpty() ? 0 : numbers.get(0).length;
        if (!(length >= 1 && length % dimension == 0) || numbers.stream().anyMatch(each -> each.length != length)) {
            throw new IllegalArgumentException("numbers=" + numbers.stream().map(each -> each.length).toList()
                    + ": must have one length, a positive multiple of dimension=" + dimension);
        }
        return new Noise(dimension, length / dimension, null, numbers.stream().map(double[]::clone).toList(), 0);
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
        IntFunction<NormalBlock> source =
                b -> streams.normals(firstIndex + (long) b * BLOCK, Math.min(BLOCK, points - b * BLOCK));
        // The upper 53 bits: every such number is a double, so that a seed survives any reader of JSON.
        long seed = streams.derived("program " + firstIndex).seed() >>> 11;
        return new Noise(dimension, points, source, List.of(), seed);
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
        return points;
    }

    /**
     * How much of what was given is not taken.
     *
     * @return number of calls of {@link #next()} for which numbers are left; 0 for drawn noise
     */
    public int left() {
        return given.size();
    }

    /**
     * The next d numbers of each point.
     *
     * @return [d, n], independent standard normals, in order 'c', or those given, in order 'f'; a new array
     * @throws IllegalStateException if numbers were given and are taken
     */
    public INDArray next() {
        if (!given.isEmpty()) {
            return PointArrays.of(given.remove(), dimension);
        }
        // Kept: so large an array is a burden to the garbage collector at every step.
        coordinates = coordinates == null ? new double[dimension * points] : coordinates;
        draw((z, b) -> {
            int count = count(b);
            for (int i = 0; i < dimension; i++) {
                System.arraycopy(z, i * BLOCK, coordinates, i * points + b * BLOCK, count);
            }
        });
        return PointArrays.ofCoordinates(coordinates, dimension);
    }

    /**
     * A seed for a program that draws its own numbers in place of these.
     *
     * @return in [0, 2^53); it depends on the seed of the streams and on the first point's index alone
     * @throws IllegalStateException if starts were given
     */
    public long seed() {
        if (source == null) {
            throw new IllegalStateException("noise: the starts are given, and a program draws its own starts");
        }
        return seed;
    }

    /** Draws for block after block of points, and hands each on, coordinate-major. */
    private void draw(ObjIntConsumer<double[]> into) {
        if (source == null) {
            throw new IllegalStateException("noise: the numbers that were given are taken, and the sampler asks for more");
        }
        double[] z = new double[dimension * BLOCK];
        for (int b = 0; b < normals.length; b++) {
            block(b).next(z, dimension);
            into.accept(z, b);
        }
    }

    /** Points in a block. */
    private int count(int b) {
        return Math.min(BLOCK, points - b * BLOCK);
    }

    /** Whether the numbers are drawn, each point's from a stream of its own. */
    boolean isDrawn() {
        return source != null;
    }

    /** The normals of a block of points, where numbers are drawn. Several blocks may be asked for at the same time. */
    NormalBlock block(int b) {
        if (normals[b] == null) {
            normals[b] = source.apply(b);
        }
        return normals[b];
    }

    /** What {@link #next()} gives, as d coordinates of each point in turn. */
    double[] numbers() {
        if (!given.isEmpty()) {
            return given.remove();
        }
        double[] numbers = new double[dimension * points];
        draw((z, b) -> BlockLoops.fromBlock(z, count(b), dimension, numbers, b * BLOCK));
        return numbers;
    }

    /** The noise of some of these points, from a block's first to before another's, where numbers are drawn. */
    Noise part(int first, int end) {
        return new Noise(dimension, Math.min(points, end * BLOCK) - first * BLOCK, b -> block(first + b), List.of(), seed);
    }

    /** Refuses to be the noise of another number of points. */
    void requireFor(int count) {
        if (count != points) {
            throw new IllegalArgumentException("points=" + count + ": must be the number of points of the noise ("
                    + points + ")");
        }
    }

    private static void requirePositive(String name, int value) {
        if (!(value >= 1)) {
            throw new IllegalArgumentException(name + "=" + value + ": must be at least 1");
        }
    }
}
