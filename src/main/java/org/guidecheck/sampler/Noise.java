package org.guidecheck.sampler;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import org.guidecheck.law.block.BlockLoops;

/**
 * Standard normal numbers for a batch of points, from a stream for each point: a point's numbers depend on the seed and
 * on its index in the run, not on the batch it is in or the thread that draws it. They are taken for the whole batch, or block
 * of points by block, and not both. An instance belongs to one thread, each of its blocks to one thread as well.
 */
public final class Noise {
    /** Points in a block. */
    public static final int BLOCK = BlockLoops.BLOCK;

    private final int dimension;
    private final int points;
    private final IntFunction<Source> source;
    /** Each made when it is first asked for. */
    private final Block[] blocks;
    private final OptionalLong seed;

    /** Gives the numbers of a block, call after call. */
    @FunctionalInterface
    private interface Source {
        void fill(int call, double[] into);
    }

    private Noise(int dimension, int points, IntFunction<Source> source, OptionalLong seed) {
        this.dimension = dimension;
        this.points = points;
        this.source = source;
        this.blocks = new Block[(points + BLOCK - 1) / BLOCK];
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
        List<double[]> kept = numbers.stream().map(double[]::clone).toList();
        int points = length / dimension;
        return new Noise(dimension, points, b -> (call, into) -> {
            if (call == kept.size()) {
                throw new IllegalStateException("noise: the numbers that were given are taken, and the sampler asks for more");
            }
            BlockLoops.toBlock(kept.get(call), b * BLOCK, Math.min(BLOCK, points - b * BLOCK), dimension, into);
        }, OptionalLong.empty());
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
        // The upper 53 bits: every such number is a double, so that a seed survives any reader of JSON.
        long seed = streams.derived("program " + firstIndex).seed() >>> 11;
        return new Noise(dimension, points, b -> {
            NormalBlock normals = streams.normals(firstIndex + (long) b * BLOCK, Math.min(BLOCK, points - b * BLOCK));
            return (call, into) -> normals.next(into, dimension);
        }, OptionalLong.of(seed));
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
     * How often numbers have been taken.
     *
     * @return number of calls of {@link #next()}, or of {@link Block#next} for the first block
     */
    public int taken() {
        return blocks[0] == null ? 0 : blocks[0].taken;
    }

    /**
     * The next d numbers of each point.
     *
     * @return independent standard normals, or those given, row-major [n, d]; a new array
     * @throws IllegalStateException if numbers were given and are taken
     */
    public double[] next() {
        double[] numbers = new double[dimension * points];
        double[] z = new double[dimension * BLOCK];
        for (int b = 0; b < blocks.length; b++) {
            Block block = block(b);
            block.next(z);
            BlockLoops.fromBlock(z, block.points(), dimension, numbers, b * BLOCK);
        }
        return numbers;
    }

    /**
     * A seed for a program that draws its own numbers in place of these.
     *
     * @return in [0, 2^53); it depends on the seed of the streams and on the first point's index alone
     * @throws IllegalStateException if starts were given
     */
    public long seed() {
        return seed.orElseThrow(() -> new IllegalStateException(
                "noise: the starts are given, and a program draws its own starts"));
    }

    /**
     * Number of blocks.
     *
     * @return n / BLOCK, rounded up
     */
    public int blocks() {
        return blocks.length;
    }

    /**
     * The numbers of a block of points. Several blocks may be asked for at the same time.
     *
     * @param b from 0 to blocks() − 1: points from b · BLOCK on
     * @return the same block each time
     */
    public Block block(int b) {
        if (blocks[b] == null) {
            blocks[b] = new Block(Math.min(BLOCK, points - b * BLOCK), source.apply(b));
        }
        return blocks[b];
    }

    /** The numbers of a block of points. An instance belongs to one thread. */
    public static final class Block {
        private final int points;
        private final Source source;
        private int taken;

        private Block(int points, Source source) {
            this.points = points;
            this.source = source;
        }

        /**
         * Number of points.
         *
         * @return from 1 to BLOCK
         */
        public int points() {
            return points;
        }

        /**
         * The next d numbers of each point.
         *
         * @param into filled, coordinate-major, d × BLOCK: coordinate i of point p stands at i · BLOCK + p; beyond the block's
         *             points without meaning
         * @throws IllegalStateException if numbers were given and are taken
         */
        public void next(double[] into) {
            source.fill(taken, into);
            taken++;
        }
    }

    private static void requirePositive(String name, int value) {
        if (!(value >= 1)) {
            throw new IllegalArgumentException(name + "=" + value + ": must be at least 1");
        }
    }
}
