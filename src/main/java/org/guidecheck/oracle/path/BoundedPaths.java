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
 * Simulator of paths of the guided process under weight w − q and of the variable exp(−½∫ q(1 + 2w − q) ‖g‖² du)
 * (π_c f)^{Q−q}, f = 1/p(c|·) at the end, whose mean is the moment π_c^Q E^w[f^Q] for every q (see theory.md, "The
 * master identity"). For Q ≤ q ≤ 1 + 2w it lies in (0, π_c^{Q−q}]; for Q = q it is the survival of a path that is killed
 * at the rate ½q(1 + 2w − q)‖g‖².
 *
 * <p>Each path is followed on two grids with the same noise, a fine one and one of every other level; the pairs show
 * the time-step error. If w − q is 0 or −1 the process under that weight is the noising of P_c or of P read backwards:
 * those paths are drawn exactly, and only the integral has a time step. For every other weight they are
 * {@link HeunPaths}.
 */
final class BoundedPaths {
    private static final int BLOCK = BlockPosterior.BLOCK;
    /** Minus the log of a probability that counts as 0. */
    private static final double NEGLIGIBLE = 50;

    private final GuidedProcess process;
    private final ChangeOfMeasure change;
    private final GuidanceSchedule guidance;
    private final TimeGrid grid;
    private final Streams streams;
    private final ThreadLocal<BlockPosterior> models;
    private final int dimension;

    /**
     * Variables of a run of paths.
     *
     * @param fine   one number a path, on the fine grid
     * @param coarse the same paths on the grid of every other level
     */
    @SuppressWarnings("ArrayRecordComponent") // owned by the receiver
    record Survivals(double[] fine, double[] coarse) {
    }

    BoundedPaths(GuidedProcess process, ChangeOfMeasure change, TimeGrid grid, Streams streams) {
        if (grid.steps() % 2 != 0) {
            throw new IllegalArgumentException("steps=" + grid.steps() + ": must be even");
        }
        this.process = process;
        this.change = change;
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
        double most = change.hasEnd() ? Double.POSITIVE_INFINITY : largestIntegral();
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
     * Bound that the integral ½∫ q(1 + 2w − q)‖g‖² du exceeds with probability at most e⁻⁵⁰, if all weights v = w − q of
     * the paths are above −½; infinite otherwise. Under weight v the mean of (π_c f)^r exp(½∫ r(1 + 2v − r)‖g‖² du) is 1
     * for every r, f ≥ 1, and the ratio of the two integrands is largest where v is least. By Markov's inequality the
     * integral in the exponent exceeds a with probability at most exp(−a)/π_c^r; r = ½ + v is the best choice.
     */
    private double largestIntegral() {
        double v = guidance.smallest() - change.power();
        double r = 0.5 + v;
        return r > 0 ? (NEGLIGIBLE - r * Math.log(process.prior())) * change.rate(guidance.smallest()) / (0.5 * r * r)
                : Double.POSITIVE_INFINITY;
    }

    /** The law whose noising is the process under weight w − q; null if there is none. */
    private Law exactStart() {
        if (guidance.smallest() != guidance.largest()) {
            return null;
        }
        double v = guidance.smallest() - change.power();
        return v == 0 ? process.classLaw() : v == -1 ? process.law().marginal() : null;
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

        /** Draws clean points, noises them level by level and integrates the rate by the trapezoidal rule. */
        void noise(Law start) {
            NoisedDraws draws = new NoisedDraws(start, streams, first, used);
            draws.noise(grid.end());
            double[] later = squaredGradient(draws.points, grid.end()).clone();
            addEnd(fineIntegral);
            addEnd(coarseIntegral);
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

        /** Follows the process under weight w − q from its noisy end to its clean end. */
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

        /** y/2 + s(y|c) + (w − q)·g(y). */
        @Override
        public void drift(double[] y, NoiseLevel from, NoiseLevel to, double[] drift) {
            double v = weight(from, to) - change.power();
            model.gradient(gradient, used);
            double[] score = model.ownScore();
            for (int i = 0; i < drift.length; i++) {
                drift[i] = 0.5 * y[i] + score[i] + v * gradient[i];
            }
        }

        /** ½q(1 + 2w − q)‖g‖². */
        @Override
        public void rate(NoiseLevel from, NoiseLevel to, double[] rate) {
            double factor = change.rate(weight(from, to));
            model.squaredGradient(rate, used);
            for (int p = 0; p < used; p++) {
                rate[p] *= factor;
            }
        }

        /** −log (π_c f)^{Q−q}. */
        @Override
        public void addEnd(double[] integral) {
            for (int p = 0; p < used && change.hasEnd(); p++) {
                integral[p] += change.minusLogEnd(process.prior(), model.logOdds()[p]);
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
            double factor =
                    0.5 * change.rate(guidance.meanWeight(from, to)) * (to.logSignal() - from.logSignal());
            for (int p = 0; p < used; p++) {
                integral[p] += factor * (start[p] + end[p]);
            }
        }

        /**
         * Adds the integral from t = 0 to the first level: ‖g‖² grows like t there, so ∫ ‖g‖² dt/t equals its value at
         * that level.
         */
        private void addHead(double[] integral, double[] start) {
            double rate = change.rate(guidance.weight(grid.start()));
            for (int p = 0; p < used; p++) {
                integral[p] += rate * start[p];
            }
        }
    }
}
