package org.guidecheck.guard.guiders;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.guidecheck.guider.GuidanceCall;
import org.guidecheck.guider.Guider;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.oracle.path.StepErrorBound;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.NonnegativeMeanEProcess;

/**
 * Test whether the mean reciprocal under a guider exceeds 1/π_c, from paths with the guider in the loop. With e for what
 * the guider adds to s(x|c), paths of the drift y/2 + s(y|c) + e − g have π_c M as the mean of exp(−∫⟨g, e⟩ du), also
 * where e depends on the past of the path (theory.md, "Guarding a guidance rule"). The variable is never negative, so
 * that an e-process can refute that its mean is at most 1. ⟨g, e⟩ is cut off at −1 per unit of log(t/τ), which lowers
 * the mean.
 *
 * <p>The allowance for the time step is estimated from pairs of runs of a whole and of half the number of steps on the
 * same noise, which are not used again.
 *
 * @param process law, class and end
 * @param guider  the guider
 * @param scale   number that it is given
 * @param steps   steps of a run, even
 * @param streams random streams
 */
record LoopPaths(GuidedProcess process, Guider guider, double scale, int steps, Streams streams) {
    private static final int PATHS = 1024;
    private static final int RUNS = 2;

    /**
     * Result of the test.
     *
     * @param mean           plain average of π_c f over the paths of the test
     * @param discretisation allowance for the time step, in the same units
     * @param paths          number of paths of the test
     * @param rejected       whether "at most 1" was rejected, with the allowance
     */
    record Answer(double mean, double discretisation, long paths, boolean rejected) {
    }

    /** Tests that the mean of π_c f is at most 1. */
    Answer test(double alpha) {
        TimeGrid fine = process.grid(steps);
        double allowed = stepError(fine) + process.startError();
        if (!(allowed < Double.POSITIVE_INFINITY)) {
            return new Answer(1, Double.MAX_VALUE, 0, false);
        }
        NonnegativeMeanEProcess test = new NonnegativeMeanEProcess(1 + allowed);
        for (int r = 0; r < RUNS && !test.rejectedAt(alpha); r++) {
            Supplier<double[]> normals = normals("paths " + r);
            test.accept(survivals(fine, normals.get(), increments(fine, normals)), 0, PATHS);
        }
        return new Answer(test.mean(), allowed, test.count(), test.rejectedAt(alpha));
    }

    private Supplier<double[]> normals(String purpose) {
        return GuidedRun.normals(streams.derived(purpose), PATHS * process.dimension());
    }

    private double stepError(TimeGrid fine) {
        Supplier<double[]> normals = normals("pilot");
        double[] start = normals.get();
        List<double[]> increments = new ArrayList<>();
        Supplier<double[]> drawn = increments(fine, normals);
        for (int k = 0; k < steps; k++) {
            increments.add(drawn.get());
        }
        List<double[]> sums = new ArrayList<>();
        for (int k = 0; k < steps; k += 2) {
            double[] sum = increments.get(k).clone();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += increments.get(k + 1)[i];
            }
            sums.add(sum);
        }
        double[] whole = survivals(fine, start, increments.iterator()::next);
        double[] half = survivals(fine.halved(), start, sums.iterator()::next);
        StepErrorBound error = new StepErrorBound();
        error.accept(whole, half);
        return error.bound();
    }

    /** Increments of Brownian motion, one array a step. */
    private static Supplier<double[]> increments(TimeGrid grid, Supplier<double[]> normals) {
        int[] step = {0};
        return () -> {
            double du = grid.level(step[0] + 1).logSignal() - grid.level(step[0]).logSignal();
            step[0]++;
            double[] z = normals.get();
            for (int i = 0; i < z.length; i++) {
                z[i] *= Math.sqrt(du);
            }
            return z;
        };
    }

    /** exp(−∫⟨g, e⟩ du) of each path; a path that overflowed because a step was too long counts as 0. */
    private double[] survivals(TimeGrid grid, double[] start, Supplier<double[]> increments) {
        GuidedRun run = new GuidedRun(process, grid, guider, scale);
        double[] integrals = new double[PATHS];
        run.follow(start, (call, guided, k) -> {
            double du = run.duration(k);
            addRates(call, guided, du, integrals);
            double[] noise = increments.get();
            double[] next = new double[guided.length];
            for (int i = 0; i < next.length; i++) {
                double gradient = call.conditional()[i] - call.unconditional()[i];
                double moved = call.points()[i] + du * (0.5 * call.points()[i] + guided[i] - gradient) + noise[i];
                next[i] = Double.isFinite(moved) ? moved : 0;
            }
            return next;
        });
        double[] result = new double[PATHS];
        for (int p = 0; p < PATHS; p++) {
            double survival = Math.exp(-integrals[p]);
            result[p] = survival < Double.POSITIVE_INFINITY ? survival : 0;
        }
        return result;
    }

    private static void addRates(GuidanceCall call, double[] guided, double du, double[] integrals) {
        int d = call.dimension();
        double least = -FiniteDifferences.MOST_GROWTH / call.level().noise();
        for (int p = 0; p < integrals.length; p++) {
            double product = 0;
            for (int i = p * d; i < (p + 1) * d; i++) {
                product += (call.conditional()[i] - call.unconditional()[i]) * (guided[i] - call.conditional()[i]);
            }
            // A rate that is not a number says nothing: the path counts as 0.
            integrals[p] += Double.isNaN(product) ? Double.POSITIVE_INFINITY : Math.max(least, product) * du;
        }
    }
}
