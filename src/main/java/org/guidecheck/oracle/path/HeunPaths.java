package org.guidecheck.oracle.path;

import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.NormalBlock;

/**
 * Block of paths dY = b du + dB from N(0, I), followed by the stochastic Heun scheme, with the integral of a rate along
 * each path. Every path is followed on two grids with the same noise, the given one and that of every other level: the
 * pairs of integrals show the time-step error.
 *
 * <p>The scheme has weak order 2 for additive noise (Kloeden and Platen, <i>Numerical Solution of Stochastic
 * Differential Equations</i>, section 15.1).
 */
final class HeunPaths {
    private static final int BLOCK = BlockPosterior.BLOCK;

    private final TimeGrid grid;
    private final int used;
    private final Dynamics dynamics;
    private final double[] fine;
    private final double[] coarse;
    private final double[] fineEnds;
    private final double[] coarseEnds;

    /** Drift and rate at a block of points, coordinate-major as in {@link BlockPosterior}. */
    interface Dynamics {
        /** Sets the points and the level for the other two methods. */
        void evaluate(double[] y, NoiseLevel level);

        /** Fills in b at the points, for a step between two levels; at the start both are the first level. */
        void drift(double[] y, NoiseLevel from, NoiseLevel to, double[] drift);

        /** Fills in the rate at the points, for a step between two levels; at the start both are the first level. */
        void rate(NoiseLevel from, NoiseLevel to, double[] rate);

        /**
         * Adds to the integrals what depends on the points at a level, evaluated last; nothing unless overridden.
         *
         * @param before the level before; null at the start
         * @param at     the level
         * @param after  the next level; null at the end
         */
        default void addVisit(NoiseLevel before, NoiseLevel at, NoiseLevel after, double[] integral) {
            // The integral of the rate is all there is.
        }

        /** Adds what paths end with to their integrals, at the points evaluated last; nothing unless overridden. */
        default void addEnd(double[] integral) {
            // The integral is all there is.
        }
    }

    /**
     * Follows the paths.
     *
     * @param grid      levels, an even number of steps
     * @param dimension d ≥ 1
     * @param normals   noise of these paths
     * @param used      number of paths, at most {@link BlockPosterior#BLOCK}
     * @param dynamics  drift and rate
     */
    HeunPaths(TimeGrid grid, int dimension, NormalBlock normals, int used, Dynamics dynamics) {
        this.grid = grid;
        this.used = used;
        this.dynamics = dynamics;
        double[] z = new double[dimension * BLOCK];
        normals.next(z, dimension);
        double[] first = new double[z.length];
        double[] second = new double[z.length];
        Scheme ofFine = new Scheme(firstPoints(z));
        Scheme ofCoarse = new Scheme(ofFine.y.clone());
        for (int k = 0; k < grid.steps(); k += 2) {
            normals.next(first, dimension, Math.sqrt(duration(k, k + 1)));
            normals.next(second, dimension, Math.sqrt(duration(k + 1, k + 2)));
            ofFine.step(k, k + 1, first);
            ofFine.step(k + 1, k + 2, second);
            for (int i = 0; i < first.length; i++) {
                first[i] += second[i];
            }
            ofCoarse.step(k, k + 2, first);
        }
        this.fine = ofFine.finished();
        this.coarse = ofCoarse.finished();
        this.fineEnds = ofFine.y;
        this.coarseEnds = ofCoarse.y;
    }

    /** Ends of the paths on the given grid, coordinate-major; not a copy. */
    double[] fineEnds() {
        return fineEnds;
    }

    /** Ends of the same paths on the grid of every other level; not a copy. */
    double[] coarseEnds() {
        return coarseEnds;
    }

    /** Integral of the rate along each path on the given grid, with what it ends with; not a copy. */
    double[] fine() {
        return fine;
    }

    /** The same on the grid of every other level; not a copy. */
    double[] coarse() {
        return coarse;
    }

    private double duration(int k, int next) {
        return grid.level(next).logSignal() - grid.level(k).logSignal();
    }

    /**
     * The process at the first level, started at t = 0, to leading order: the drift of pure noise is −y/2, and the
     * difference from it grows like √t, so that it moves the point by its value at the first level.
     */
    private double[] firstPoints(double[] z) {
        double[] y = new double[z.length];
        dynamics.evaluate(z, grid.start());
        dynamics.drift(z, grid.start(), grid.start(), y);
        for (int i = 0; i < y.length; i++) {
            y[i] += 1.5 * z[i];
        }
        return y;
    }

    /** The scheme on one grid: predicts with the drift at the point, corrects with the average of both drifts. */
    private final class Scheme {
        private final double[] y;
        private final double[] integral = new double[BLOCK];
        private final double[] rate = new double[BLOCK];
        private final double[] drift;
        private final double[] predicted;
        private NoiseLevel before;

        Scheme(double[] y) {
            this.y = y;
            this.drift = new double[y.length];
            this.predicted = new double[y.length];
        }

        void step(int k, int next, double[] noise) {
            NoiseLevel from = grid.level(k);
            NoiseLevel to = grid.level(next);
            double du = duration(k, next);
            arrive(from);
            dynamics.addVisit(before, from, to, integral);
            before = from;
            addRate(from, to, 0.5 * du);
            dynamics.drift(y, from, to, drift);
            for (int i = 0; i < y.length; i++) {
                predicted[i] = y[i] + drift[i] * du + noise[i];
                y[i] += 0.5 * drift[i] * du + noise[i];
            }
            dynamics.evaluate(predicted, to);
            dynamics.drift(predicted, from, to, drift);
            for (int i = 0; i < y.length; i++) {
                y[i] += 0.5 * drift[i] * du;
            }
        }

        /** Evaluates the point of the last step and closes its trapezoid. */
        private void arrive(NoiseLevel level) {
            dynamics.evaluate(y, level);
            if (before == null) {
                // Up to the first level the rate grows like t, so its integral in log t equals its value there.
                addRate(level, level, 1);
            } else {
                addRate(before, level, 0.5 * (level.logSignal() - before.logSignal()));
            }
        }

        private void addRate(NoiseLevel from, NoiseLevel to, double factor) {
            dynamics.rate(from, to, rate);
            for (int p = 0; p < used; p++) {
                integral[p] += factor * rate[p];
            }
        }

        double[] finished() {
            arrive(grid.end());
            dynamics.addVisit(before, grid.end(), null, integral);
            dynamics.addEnd(integral);
            return integral;
        }
    }
}
