package org.guidecheck.oracle.path;

import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.process.GuidanceField;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.NonnegativeMeanEProcess;

/**
 * Test whether the mean reciprocal under a guidance field e exceeds 1/π_c, from paths of the process under the field
 * e − g. The mean of exp(−∫ ⟨g, e⟩ du) over these paths is π_c times the mean reciprocal under e (see theory.md, "Rules
 * and the cone condition"). Where ⟨g, e⟩ is negative the variable may be large, but it is never negative: an e-process
 * can refute that its mean is at most 1, in any dimension. ⟨g, e⟩ is cut off at −1 per unit of log(t/τ), which lowers
 * the mean and keeps a single step of a path from deciding.
 *
 * <p>The allowance for the time step is estimated from pairs of {@link HeunPaths} that are not used again.
 */
public final class FieldPaths {
    private static final int BLOCK = BlockPosterior.BLOCK;
    private static final int PILOT_BLOCKS = 4;

    private final GuidedProcess process;
    private final TimeGrid grid;
    private final Streams streams;
    private final BlockPosterior model;
    private final GuidanceField.Evaluator evaluator;
    private final int d;

    /**
     * Result of the test.
     *
     * @param mean           plain average of π_c f over the paths of the test
     * @param discretisation allowance for the time step, in the same units
     * @param paths          number of paths followed in the test
     * @param rejected       whether "at most 1" was rejected, with the allowance
     */
    public record Answer(double mean, double discretisation, long paths, boolean rejected) {
    }

    /**
     * Prepares the paths without drawing.
     *
     * @param process law, class and end; its weights are ignored, since the field has its own
     * @param field   guidance field, added to the drift
     * @param steps   steps of the fine grid, even
     * @param streams random streams
     */
    public FieldPaths(GuidedProcess process, GuidanceField field, int steps, Streams streams) {
        if (steps % 2 != 0) {
            throw new IllegalArgumentException("steps=" + steps + ": must be even");
        }
        this.process = process.withGuidance(field.weights());
        this.grid = process.grid(steps);
        this.streams = streams;
        this.model = new BlockPosterior(process.sides());
        this.evaluator = field.evaluator();
        this.d = process.dimension();
    }

    /**
     * Tests that the mean of π_c f is at most 1.
     *
     * @param alpha  false-alarm rate
     * @param blocks most blocks of 64 paths
     * @return the result
     */
    public Answer test(double alpha, int blocks) {
        StepErrorBound error = new StepErrorBound();
        for (int b = 0; b < PILOT_BLOCKS; b++) {
            HeunPaths pilot = paths(streams.derived("pilot"), b);
            error.accept(survivals(pilot.fine()), survivals(pilot.coarse()));
        }
        double allowed = error.bound() + process.startError();
        if (!(allowed < Double.POSITIVE_INFINITY)) {
            return new Answer(1, Double.MAX_VALUE, 0, false);
        }
        NonnegativeMeanEProcess test = new NonnegativeMeanEProcess(1 + allowed);
        for (int b = 0; b < blocks && !test.rejectedAt(alpha); b++) {
            test.accept(survivals(paths(streams.derived("paths"), b).fine()), 0, BLOCK);
        }
        return new Answer(test.mean(), allowed, test.count(), test.rejectedAt(alpha));
    }

    private HeunPaths paths(Streams from, int block) {
        return new HeunPaths(grid, d, from.normals((long) block * BLOCK, BLOCK), BLOCK, new FieldDynamics());
    }

    /** Survivals of a block; a path that overflowed because a step was too long counts as 0. */
    private static double[] survivals(double[] integrals) {
        double[] result = new double[BLOCK];
        for (int p = 0; p < BLOCK; p++) {
            double survival = Math.exp(-integrals[p]);
            result[p] = survival < Double.POSITIVE_INFINITY ? survival : 0;
        }
        return result;
    }

    /** Drift y/2 + s(y|c) + e − g and rate ⟨g, e⟩. */
    private final class FieldDynamics implements HeunPaths.Dynamics {
        private final double[] gradient = new double[d * BLOCK];
        private final double[] e = new double[d * BLOCK];

        @Override
        public void evaluate(double[] y, NoiseLevel level) {
            model.setLevel(level);
            model.evaluate(y, BLOCK);
            model.gradient(gradient, BLOCK);
            evaluator.evaluate(level, y, BLOCK, model.ownScore(), gradient, e);
        }

        @Override
        public void drift(double[] y, NoiseLevel from, NoiseLevel to, double[] drift) {
            for (int i = 0; i < y.length; i++) {
                drift[i] = 0.5 * y[i] + model.ownScore()[i] + e[i] - gradient[i];
            }
        }

        @Override
        public void rate(NoiseLevel from, NoiseLevel to, double[] rate) {
            double least = from.equals(to) ? Double.NEGATIVE_INFINITY : -FiniteDifferences.MOST_GROWTH / from.noise();
            for (int p = 0; p < BLOCK; p++) {
                double product = 0;
                for (int i = p; i < e.length; i += BLOCK) {
                    product += gradient[i] * e[i];
                }
                rate[p] = Math.max(least, product);
            }
        }
    }
}
