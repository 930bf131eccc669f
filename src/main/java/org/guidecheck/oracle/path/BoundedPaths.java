package org.guidecheck.oracle.path;

import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.Law;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.law.block.ParallelFor;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Streams;

/**
 * Simulator of paths of the guided process under weight w − 1 and of their survival exp(−∫ w ‖g‖² du), in (0, 1]: the
 * integrand of the bounded representation (see theory.md, "The bounded representation").
 *
 * <p>Each path is followed on two grids with the same noise, a fine one and one of every other level; the pairs show
 * the time-step error. For w = 1 and w = 0 the process under weight w − 1 is the noising of P_c or of P read backwards:
 * those paths are drawn exactly, and only the integral has a time step. For every other weight they are
 * {@link HeunPaths}.
 */
final class BoundedPaths {
    private static final int BLOCK = BlockPosterior.BLOCK;
    /** Minus the log of a probability that counts as 0. */
    private static final double NEGLIGIBLE = 50;

    private final GuidedProcess process;
    private final GuidanceSchedule guidance;
    private final TimeGrid grid;
    private final Streams streams;
    private final ThreadLocal<BlockPosterior> models;
    private final int dimension;

    /**
     * Survivals exp(−A) of a run of paths, A = ∫ w ‖g‖² du.
     *
     * @param fine   one number a path, on the fine grid
     * @param coarse the same paths on the grid of every other level
     */
    @SuppressWarnings("ArrayRecordComponent") // owned by the receiver
    record Survivals(double[] fine, double[] coarse) {
    }

    BoundedPaths(GuidedProcess process, TimeGrid grid, Streams streams) {
        if (grid.steps() % 2 != 0) {
            throw new IllegalArgumentException("steps=" + grid.steps() + ": must be even");
        }
        this.process = process;
        this.guidance = process.guidance();
        this.grid = grid;
        this.streams = streams;
        this.dimension = process.dimension();
        ClassVersusRest sides = process.sides();
        this.models = ThreadLocal.withInitial(() -> new BlockPosterior(sides));
    }

    /**
     * Follows the paths of index from (a multiple of the block) to from + count − 1. The numbers do not depend on how a
     * run is divided into calls.
     */
    Survivals run(long from, int count) {
        double[] fine = new double[count];
        double[] coarse = new double[count];
        int blocks = (count + BLOCK - 1) / BLOCK;
        Law start = exactStart();
        double most = largestIntegral();
        ParallelFor.each(blocks, b -> {
            int used = Math.min(BLOCK, count - b * BLOCK);
            Block block = new Block(models.get(), from + (long) b * BLOCK, used);
            if (start == null) {
                block.followBackwards();
            } else {
                block.noise(start);
            }
            for (int p = 0; p < used; p++) {
                double survival = Math.exp(-block.fineIntegral[p]);
                double coarseSurvival = Math.exp(-block.coarseIntegral[p]);
                // A path that overflowed because a step was too long, or went where the process never is, counts as a
                // time-step error of 1: if both grids did the same, their difference would show no error.
                boolean lost = Double.isNaN(survival) || Double.isNaN(coarseSurvival) || block.fineIntegral[p] > most;
                fine[b * BLOCK + p] = lost ? 0 : survival;
                coarse[b * BLOCK + p] = lost ? 1 : coarseSurvival;
            }
        });
        return new Survivals(fine, coarse);
    }

    /**
     * Bound that the integral A = ∫ w‖g‖² du exceeds with probability at most e⁻⁵⁰, if all weights are above 1;
     * infinite otherwise. Under weight w − 1 the mean of f·exp(∫ (w − 1)‖g‖² du) is 1/π_c, and f ≥ 1. A is at most
     * w/(w − 1) times that integral, for the least w. By Markov's inequality, A therefore exceeds a with probability at
     * most exp(−a(w − 1)/w)/π_c.
     */
    private double largestIntegral() {
        double w = guidance.smallest();
        return w > 1 ? (NEGLIGIBLE - Math.log(process.prior())) * w / (w - 1) : Double.POSITIVE_INFINITY;
    }

    /** The law whose noising is the process under weight w − 1; null if there is none. */
    private Law exactStart() {
        if (guidance.smallest() == 1 && guidance.largest() == 1) {
            return process.classLaw();
        }
        return guidance.smallest() == 0 && guidance.largest() == 0 ? process.law().marginal() : null;
    }

    /** A block of paths that are followed together. */
    private final class Block implements HeunPaths.Dynamics {
        private final BlockPosterior model;
        private final int used;
        private final long first;
        private double[] fineIntegral = new double[BLOCK];
        private double[] coarseIntegral = new double[BLOCK];
        private final double[] square = new double[BLOCK];
        private final double[] gradient = new double[dimension * BLOCK];

        Block(BlockPosterior model, long first, int used) {
            this.model = model;
            this.used = used;
            this.first = first;
        }

        /** Draws clean points, noises them level by level and integrates w‖g‖² du by the trapezoidal rule. */
        void noise(Law start) {
            NoisedDraws draws = new NoisedDraws(start, streams, first, used);
            draws.noise(grid.end());
            double[] later = squaredGradient(draws.points, grid.end()).clone();
            double[] evenLater = later.clone();
            for (int k = grid.steps() - 1; k >= 0; k--) {
                NoiseLevel from = grid.level(k);
                NoiseLevel to = grid.level(k + 1);
                draws.noise(from);
                double[] now = squaredGradient(draws.points, from);
                addTrapezoid(fineIntegral, from, to, now, later);
                System.arraycopy(now, 0, later, 0, BLOCK);
                if (k % 2 == 0) {
                    addTrapezoid(coarseIntegral, from, grid.level(k + 2), now, evenLater);
                    System.arraycopy(now, 0, evenLater, 0, BLOCK);
                }
            }
            addHead(fineIntegral, later);
            addHead(coarseIntegral, later);
        }

        /** Follows the process under weight w − 1 from its noisy end to its clean end. */
        void followBackwards() {
            HeunPaths paths = new HeunPaths(grid, dimension, streams.normals(first, used), used, this);
            fineIntegral = paths.fine();
            coarseIntegral = paths.coarse();
        }

        @Override
        public void evaluate(double[] y, NoiseLevel level) {
            model.setLevel(level);
            model.evaluate(y, used);
        }

        /** y/2 + s(y|c) + (w − 1)·g(y). */
        @Override
        public void drift(double[] y, NoiseLevel from, NoiseLevel to, double[] drift) {
            double v = weight(from, to) - 1;
            model.gradient(gradient, used);
            double[] score = model.ownScore();
            for (int i = 0; i < drift.length; i++) {
                drift[i] = 0.5 * y[i] + score[i] + v * gradient[i];
            }
        }

        /** w‖g‖². */
        @Override
        public void rate(NoiseLevel from, NoiseLevel to, double[] rate) {
            double w = weight(from, to);
            model.squaredGradient(rate, used);
            for (int p = 0; p < used; p++) {
                rate[p] *= w;
            }
        }

        private double weight(NoiseLevel from, NoiseLevel to) {
            return from.equals(to) ? guidance.weight(from) : guidance.meanWeight(from, to);
        }

        private double[] squaredGradient(double[] y, NoiseLevel level) {
            evaluate(y, level);
            model.squaredGradient(square, used);
            return square;
        }

        private void addTrapezoid(double[] integral, NoiseLevel from, NoiseLevel to, double[] start, double[] end) {
            double weight = 0.5 * guidance.meanWeight(from, to) * (to.logSignal() - from.logSignal());
            for (int p = 0; p < used; p++) {
                integral[p] += weight * (start[p] + end[p]);
            }
        }

        /**
         * Adds the integral from t = 0 to the first level: ‖g‖² grows like t there, so ∫ ‖g‖² dt/t equals its value at
         * that level.
         */
        private void addHead(double[] integral, double[] start) {
            double w = guidance.weight(grid.start());
            for (int p = 0; p < used; p++) {
                integral[p] += w * start[p];
            }
        }
    }
}
