package org.guidecheck.oracle;

import org.guidecheck.diffusion.GuidanceField;
import org.guidecheck.diffusion.TimeGrid;
import org.guidecheck.distribution.BlockModel;
import org.guidecheck.distribution.LabelledDistribution;
import org.guidecheck.distribution.NoiseLevel;
import org.guidecheck.distribution.OneAgainstRest;
import org.guidecheck.sampler.NormalBlock;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.NonnegativeMeanEProcess;

/**
 * Paths of the process under the field e − g and exp(−∫ ⟨g, e⟩ du), whose mean is π_c times the mean reciprocal under
 * e (properties/README.md, "Rules and the cone condition"). Where ⟨g, e⟩ is negative somewhere the variable may be large,
 * but it is never negative: an e-process can refute that its mean is at most 1, in any dimension. ⟨g, e⟩ is cut off at
 * −1 per unit of log(t/τ), which makes the mean smaller and lets no single step of a path decide.
 *
 * <p>Each path is followed by the stochastic Heun scheme on two grids with the same noise. How far the mean may be off
 * for the time step is read off the pairs of paths that are not used again.
 */
public final class FieldPaths {
    private static final int BLOCK = BlockModel.BLOCK;
    private static final int PILOT_BLOCKS = 4;

    private final GuidanceField field;
    private final TimeGrid grid;
    private final Streams streams;
    private final BlockModel model;
    private final GuidanceField.Evaluator evaluator;
    private final int d;

    /**
     * What the paths say.
     *
     * @param mean          plain average of π_c f, from the paths of the test
     * @param discretisation what was allowed for the time step, in the same units
     * @param paths         paths followed in the test
     * @param rejected      whether "at most 1" was rejected, time step allowed for
     */
    public record Answer(double mean, double discretisation, long paths, boolean rejected) {
    }

    /**
     * Prepares paths; nothing is drawn yet.
     *
     * @param law     labelled law
     * @param c       class index
     * @param field   what guidance adds to the drift
     * @param stop    noise τ at which the process is left; 0 for clean data
     * @param steps   steps of the fine grid, even
     * @param streams randomness
     */
    public FieldPaths(LabelledDistribution law, int c, GuidanceField field, double stop, int steps, Streams streams) {
        if (steps % 2 != 0) {
            throw new IllegalArgumentException("steps=" + steps + ": must be even");
        }
        this.field = field;
        this.grid = TimeGrid.forLaw(law, steps, stop);
        this.streams = streams;
        this.model = new BlockModel(OneAgainstRest.of(law, c));
        this.evaluator = field.evaluator();
        this.d = law.dimension();
    }

    /**
     * Tests that the mean of π_c f is at most 1.
     *
     * @param alpha  false-alarm probability
     * @param blocks blocks of 64 paths at most
     * @return what was found
     */
    public Answer test(double alpha, int blocks) {
        StepError error = new StepError();
        for (int b = 0; b < PILOT_BLOCKS; b++) {
            Block pilot = new Block(streams.derived("pilot"), b);
            error.accept(pilot.fine.survivals(), pilot.coarse.survivals());
        }
        double start = TimeGrid.START_SIGNAL * (2 + field.weights().largest());
        double allowed = error.bound() + start;
        if (!(allowed < Double.POSITIVE_INFINITY)) {
            return new Answer(1, Double.MAX_VALUE, 0, false);
        }
        NonnegativeMeanEProcess process = new NonnegativeMeanEProcess(1 + allowed);
        for (int b = 0; b < blocks && !process.rejectedAt(alpha); b++) {
            process.accept(new Block(streams.derived("paths"), b).fine.survivals(), 0, BLOCK);
        }
        return new Answer(process.mean(), allowed, process.count(), process.rejectedAt(alpha));
    }

    /** 64 paths, each on both grids. */
    private final class Block {
        private final Heun fine;
        private final Heun coarse;

        Block(Streams from, int block) {
            NormalBlock normals = from.normals((long) block * BLOCK, BLOCK);
            double[] z = new double[d * BLOCK];
            double[] first = new double[d * BLOCK];
            double[] second = new double[d * BLOCK];
            normals.next(z, d);
            fine = new Heun(z);
            coarse = new Heun(z);
            for (int k = 0; k < grid.steps(); k += 2) {
                normals.next(first, d, Math.sqrt(duration(k, k + 1)));
                normals.next(second, d, Math.sqrt(duration(k + 1, k + 2)));
                fine.step(k, k + 1, first);
                fine.step(k + 1, k + 2, second);
                for (int i = 0; i < first.length; i++) {
                    first[i] += second[i];
                }
                coarse.step(k, k + 2, first);
            }
        }
    }

    private double duration(int k, int next) {
        return grid.level(next).logSignal() - grid.level(k).logSignal();
    }

    /** One scheme on one block of paths. */
    private final class Heun {
        private final double[] y;
        private final double[] integral = new double[BLOCK];
        private final double[] drift = new double[d * BLOCK];
        private final double[] gradient = new double[d * BLOCK];
        private final double[] e = new double[d * BLOCK];
        private final double[] rate = new double[BLOCK];

        Heun(double[] z) {
            y = z.clone();
            evaluate(y, grid.start());
            // From t = 0 to the first level, to leading order: the drift of pure noise is −y/2, and what differs grows
            // like √t, so that it moves the point by its value there; ⟨g, e⟩ grows like t.
            for (int i = 0; i < y.length; i++) {
                y[i] += drift[i] + 0.5 * z[i];
            }
            evaluate(y, grid.start());
            for (int p = 0; p < BLOCK; p++) {
                integral[p] = rate[p];
            }
        }

        /** Drift and rate at y are those that the step before was left with. */
        void step(int k, int next, double[] noise) {
            double du = duration(k, next);
            double least = -FiniteDifferences.MOST_GROWTH / grid.level(k).noise();
            double[] predicted = new double[y.length];
            for (int i = 0; i < y.length; i++) {
                predicted[i] = y[i] + drift[i] * du + noise[i];
                y[i] += 0.5 * drift[i] * du + noise[i];
            }
            addRate(du, least);
            evaluate(predicted, grid.level(next));
            for (int i = 0; i < y.length; i++) {
                y[i] += 0.5 * drift[i] * du;
            }
            evaluate(y, grid.level(next));
            addRate(du, least);
        }

        private void addRate(double du, double least) {
            for (int p = 0; p < BLOCK; p++) {
                integral[p] += 0.5 * du * Math.max(least, rate[p]);
            }
        }

        /** y/2 + s(y|c) + e − g and ⟨g, e⟩. */
        private void evaluate(double[] at, NoiseLevel level) {
            model.at(level);
            model.evaluate(at, BLOCK);
            model.gradient(gradient, BLOCK);
            evaluator.evaluate(level, at, BLOCK, model.ownScore(), gradient, e);
            for (int p = 0; p < BLOCK; p++) {
                rate[p] = 0;
                for (int i = p; i < at.length; i += BLOCK) {
                    drift[i] = 0.5 * at[i] + model.ownScore()[i] + e[i] - gradient[i];
                    rate[p] += gradient[i] * e[i];
                }
            }
        }

        /** A path that a step too long threw out of the range of numbers counts as nothing. */
        double[] survivals() {
            double[] result = new double[BLOCK];
            for (int p = 0; p < BLOCK; p++) {
                double survival = Math.exp(-integral[p]);
                result[p] = survival < Double.POSITIVE_INFINITY ? survival : 0;
            }
            return result;
        }
    }
}
