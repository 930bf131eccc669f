package org.guidecheck.oracle.path;

import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.Law;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.law.block.ParallelFor;
import org.guidecheck.oracle.mesh.LineLogOdds;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Streams;

/**
 * Draws of a law, noised level by level with exact Gaussian transitions and read backwards: paths of the reverse process
 * that no solver has touched.
 */
final class ForwardPaths {
    private static final int BLOCK = BlockPosterior.BLOCK;

    private final Law start;
    private final TimeGrid grid;
    private final Streams streams;
    private final ThreadLocal<BlockPosterior> models;

    /**
     * What a number is made of along one path. All arrays have one entry for each level, the noisiest first, and are
     * used again for the next path.
     */
    @FunctionalInterface
    interface Reading {
        /**
         * The number.
         *
         * @param logReciprocal log f at the levels
         * @param area          ∫ ‖g‖² du from t = 0 to each of the levels that are used
         * @param stride        1 if every level is used, 2 if every other one is
         * @return the number
         */
        double of(double[] logReciprocal, double[] area, int stride);
    }

    /**
     * Prepares paths.
     *
     * @param sides   class of f and g, and the rest
     * @param start   what the paths end in: the class's law, or that of all data
     * @param grid    levels; an even number of steps
     * @param streams randomness
     */
    ForwardPaths(ClassVersusRest sides, Law start, TimeGrid grid, Streams streams) {
        this.start = start;
        this.grid = grid;
        this.streams = streams;
        this.models = ThreadLocal.withInitial(() -> new BlockPosterior(sides));
    }

    /**
     * Reads a number off paths, on the grid and on the grid of every other level.
     *
     * @param from    index of the first path, a multiple of the block
     * @param count   how many
     * @param reading what to read
     * @return fine and coarse numbers, one of each for a path; the same however the run is cut
     */
    double[][] run(long from, int count, Reading reading) {
        double[][] result = new double[2][count];
        ParallelFor.each((count + BLOCK - 1) / BLOCK, b -> {
            int used = Math.min(BLOCK, count - b * BLOCK);
            Block block = new Block(models.get(), from + (long) b * BLOCK, used);
            double[] area = new double[grid.steps() + 1];
            for (int p = 0; p < used; p++) {
                for (int stride = 1; stride <= 2; stride++) {
                    addUp(block.square[p], stride, area);
                    result[stride - 1][b * BLOCK + p] = reading.of(block.logReciprocal[p], area, stride);
                }
            }
        });
        return result;
    }

    /** Trapezoids; up to the first level ‖g‖² grows like t, so that its integral is its value. */
    private void addUp(double[] square, int stride, double[] area) {
        area[0] = square[0];
        for (int k = 0; k < grid.steps(); k += stride) {
            double du = grid.level(k + stride).logSignal() - grid.level(k).logSignal();
            area[k + stride] = area[k] + 0.5 * du * (square[k] + square[k + stride]);
        }
    }

    /** One block of noised draws: log f and ‖g‖² at every level. */
    private final class Block {
        private final double[][] logReciprocal = new double[BLOCK][grid.steps() + 1];
        private final double[][] square = new double[BLOCK][grid.steps() + 1];

        Block(BlockPosterior model, long first, int used) {
            NoisedDraws draws = new NoisedDraws(start, streams, first, used);
            for (int k = grid.steps(); k >= 0; k--) {
                NoiseLevel level = grid.level(k);
                draws.noise(level);
                model.setLevel(level);
                model.evaluate(draws.points, used);
                read(model, k, used);
            }
        }

        private void read(BlockPosterior model, int k, int used) {
            double[] now = new double[BLOCK];
            model.squaredGradient(now, used);
            for (int p = 0; p < used; p++) {
                logReciprocal[p][k] = LineLogOdds.logReciprocal(model.logOdds()[p]);
                square[p][k] = now[p];
            }
        }
    }
}
