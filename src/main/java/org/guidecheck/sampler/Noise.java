package org.guidecheck.sampler;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.guidecheck.law.block.BlockLoops;

/**
 * Standard normal numbers for a batch of points, one random stream per point: a point's numbers depend on the seed and
 * on its index in the run, not on its batch or thread. Numbers are taken either for the whole batch or block by block,
 * not both ways. An instance is for one thread, and so is each of its blocks.
 */
public final class Noise {
    /** Number of points in a block. */
    public static final int BLOCK = BlockLoops.BLOCK;

    private final int dimension;
    private final int points;
    private final IntFunction<Source> source;
    /** Created on first use. */
    private final Block[] blocks;
    private final OptionalLong seed;
    private final Optional<double[]> start;

    /** Source of the numbers of a block, one call after another. */
    @FunctionalInterface
    private interface Source {
        void fill(int call, double[] into);
    }

    private Noise(int dimension, int points, IntFunction<Source> source, OptionalLong seed, Optional<double[]> start) {
        this.start = start;
        this.dimension = dimension;
        this.points = points;
        this.source = source;
        this.blocks = new Block[(points + BLOCK - 1) / BLOCK];
        this.seed = seed;
    }

    /**
     * Preset starts without further numbers, for samplers that are random only at their start.
     *
     * @param starts    starting points, row-major [n, d], not empty
     * @param dimension d ≥ 1, a divisor of the length of starts
     * @return noise that fails when asked for more numbers
     */
    public static Noise startingAt(double[] starts, int dimension) {
        return given(List.of(starts), dimension);
    }

    /**
     * Preset numbers in place of normals, for following their effect on a sampler.
     *
     * @param numbers   the numbers of each call in turn, row-major [n, d], all of one length
     * @param dimension d ≥ 1, a divisor of that length
     * @return noise that fails when asked for more numbers
     */
    public static Noise given(List<double[]> numbers, int dimension) {
        requirePositive("dimension", dimension);
        int length = numbers.isEmpty() ? 0 : numbers.get(0).length;
        if (!(length >= 1 && length % dimension == 0) || numbers.stream().anyMatch(each -> each.length != length)) {
            List<Integer> lengths = numbers.stream().map(each -> each.length).toList();
            throw new IllegalArgumentException("lengths of numbers=" + lengths
                    + ": must be equal and a positive multiple of dimension=" + dimension);
        }
        List<double[]> preset = numbers.stream().map(double[]::clone).toList();
        int points = length / dimension;
        return new Noise(dimension, points, b -> (call, into) -> {
            if (call == preset.size()) {
                throw new IllegalStateException("noise: the sampler asks for more than the " + preset.size()
                        + " preset numbers of each coordinate");
            }
            BlockLoops.toBlock(preset.get(call), b * BLOCK, Math.min(BLOCK, points - b * BLOCK), dimension, into);
        }, OptionalLong.empty(), Optional.empty());
    }

    /**
     * Noise of a batch, from the beginning of its points' streams.
     *
     * @param streams    streams of the run
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
        // 53 bits fit into a double, so the seed survives any JSON reader.
        long seed = streams.derived("program " + firstIndex).seed() >>> 11;
        return new Noise(dimension, points, b -> {
            NormalBlock normals = streams.normals(firstIndex + (long) b * BLOCK, Math.min(BLOCK, points - b * BLOCK));
            return (call, into) -> normals.next(into, dimension);
        }, OptionalLong.of(seed), Optional.empty());
    }

    /**
     * This noise with given points in place of its first numbers, which a sampler starts from. This instance is used up.
     *
     * @param points makes the points, row-major [n, d], of the first numbers, an array that it may change and return
     * @return the noise, with the same seed
     */
    public Noise started(UnaryOperator<double[]> points) {
        double[] given = points.apply(next());
        return new Noise(dimension, this.points, b -> {
            Block rest = block(b);
            return (call, into) -> {
                if (call == 0) {
                    BlockLoops.toBlock(given, b * BLOCK, rest.points(), dimension, into);
                } else {
                    rest.next(into);
                }
            };
        }, seed, Optional.of(given));
    }

    /** {@return the points that a sampler is to start from, row-major [n, d], not to be changed; empty if it draws them} */
    public Optional<double[]> start() {
        return start;
    }

    /** {@return number of coordinates d} */
    public int dimension() {
        return dimension;
    }

    /** {@return number of points n} */
    public int points() {
        return points;
    }

    /** {@return number of calls of {@link #next()}, or of {@link Block#next} for the first block} */
    public int taken() {
        return blocks[0] == null ? 0 : blocks[0].taken;
    }

    /**
     * Takes the next d numbers of each point.
     *
     * @return independent standard normals, or preset numbers, row-major [n, d]; a new array
     * @throws IllegalStateException if all preset numbers are used
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
     * Seed for a program that draws its own random numbers.
     *
     * @return in [0, 2^53); depends only on the seed of the streams and on the first point's index
     * @throws IllegalStateException if the numbers are preset
     */
    public long seed() {
        return seed.orElseThrow(() -> new IllegalStateException(
                "noise: an external program draws its own starts and cannot use preset ones"));
    }

    /** {@return number of blocks, n / BLOCK rounded up} */
    public int blocks() {
        return blocks.length;
    }

    /**
     * The numbers of a block of points. Different blocks may be requested concurrently.
     *
     * @param b index from 0 to blocks() − 1; the block starts at point b · BLOCK
     * @return the same instance for each call
     */
    public Block block(int b) {
        if (blocks[b] == null) {
            blocks[b] = new Block(Math.min(BLOCK, points - b * BLOCK), source.apply(b));
        }
        return blocks[b];
    }

    /** Numbers of a block of points, for one thread. */
    public static final class Block {
        private final int points;
        private final Source source;
        private int taken;

        private Block(int points, Source source) {
            this.points = points;
            this.source = source;
        }

        /** {@return number of points, from 1 to BLOCK} */
        public int points() {
            return points;
        }

        /**
         * Takes the next d numbers of each point.
         *
         * @param into filled, coordinate-major, d × BLOCK: coordinate i of point p is at i · BLOCK + p; values beyond
         *             the block's points are meaningless
         * @throws IllegalStateException if all preset numbers are used
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
