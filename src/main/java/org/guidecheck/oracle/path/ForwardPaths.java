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
 * Draws of a law, noised level by level by exact Gaussian transitions and read backwards: paths of the reverse process
 * without solver error.
 */
final class ForwardPaths {
    private static final int BLOCK = BlockPosterior.BLOCK;

    private final Law start;
    private final TimeGrid grid;
    private final Streams streams;
    private final ThreadLocal<BlockPosterior> models;

    /**
     * Functional of one path. The arrays have one entry for each level, the noisiest first, and are reused for the next
     * path.
     */
    @FunctionalInterface
    interface Reading {
        /**
         * Value of the functional.
         *
         * @param logReciprocal log f at the levels
         * @param area          ∫ ‖g‖² du from t = 0 to each level in use
         * @param stride        1 if every level is in use, 2 if every other one is
         * @return the value
         */
        double of(double[] logReciprocal, double[] area, int stride);
    }

    /**
     * Prepares paths.
     *
     * @param sides   class of f and g, and the rest
     * @param start   law of the clean ends: that of the class, or that of all data
     * @param grid    levels, an even number of steps
     * @param streams random streams
     */
    ForwardPaths(ClassVersusRest sides, Law start, TimeGrid grid, Streams streams) {
        this.start = start;
        this.grid = grid;
        this.streams = streams;
        this.models = ThreadLocal.withInitial(() -> new BlockPosterior(sides));
    }

    /**
     * Evaluates a functional on paths, on the grid and on the grid of every other level. The numbers do not depend on
     * how a run is divided into calls.
     *
     * @param from    index of the first path, a multiple of the block
     * @param count   number of paths
     * @param reading the functional
     * @return two rows of count numbers: fine and coarse
     */
    double[][] run(long from, int count, Reading reading) {
        double[][] result = new double[2][count];
        ParallelFor.each((count + BLOCK - 1) / BLOCK, b -> {
            int used = Math.min(BLOCK, count - b * BLOCK);
            Block block = new Block(models.get(), from + (long) b * BLOCK, used);
            double[] area = new double[grid.steps() + 1];
            for (int p = 0; p < used; p++) {
                for (int stride = 1; stride <= 2; stride++) {
                    integrate(block.square[p], stride, area);
                    result[stride - 1][b * BLOCK + p] = reading.of(block.logReciprocal[p], area, stride);
                }
            }
        });
        return result;
    }

    /**
     * Integrates by the trapezoidal rule; up to the first level ‖g‖² grows like t, so its integral in u equals its
     * value there.
     */
    private void integrate(double[] square, int stride, double[] area) {
        area[0] = square[0];
        for (int k = 0; k < grid.steps(); k += stride) {
            double du = grid.level(k + stride).logSignal() - grid.level(k).logSignal();
            area[k + stride] = area[k] + 0.5 * du * (square[k] + square[k + stride]);
        }
    }

    /** A block of noised draws: log f and ‖g‖² at every level. */
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
