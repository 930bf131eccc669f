package org.guidecheck.guard.guiders;

import java.util.function.Supplier;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.guidecheck.guider.GuidanceCall;
import org.guidecheck.guider.Guider;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Streams;

/**
 * Run of many points with a guider in the loop, one call a step, so that a guider with memory sees its own past. The
 * guider may use all of it: the field that it adds is then adapted to the path, for which the identities of theory.md
 * hold as they do for a field of the place alone.
 *
 * @param process law, class and end
 * @param grid    levels of the run
 * @param guider  the guider
 * @param scale   number that the guider is given
 */
record GuidedRun(GuidedProcess process, TimeGrid grid, Guider guider, double scale) {
    /** Reads a call and its answer, and moves the points. */
    @FunctionalInterface
    interface Step {
        /**
         * The points at the next level.
         *
         * @param call   step, level, points and predictions
         * @param guided the guider's answer, row-major
         * @param k      number of the step
         * @return the points at level k + 1, row-major
         */
        double[] next(GuidanceCall call, double[] guided, int k);
    }

    /** Follows points through all steps; returns the last ones. */
    double[] follow(double[] start, Step step) {
        LawCalls calls = new LawCalls(process.sides());
        double[] points = start;
        try (Guider.Run run = guider.begin(grid, scale)) {
            for (int k = 0; k < grid.steps(); k++) {
                GuidanceCall call = calls.at(k, grid.level(k), points);
                points = step.next(call, run.guided(call), k);
            }
        }
        return points;
    }

    /** Length of a step in u = log t. */
    double duration(int k) {
        return grid.level(k + 1).logSignal() - grid.level(k).logSignal();
    }

    /** Standard normals, as many numbers as the points have. */
    static Supplier<double[]> normals(Streams streams, int numbers) {
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(streams.stream(0));
        return () -> {
            double[] z = new double[numbers];
            for (int i = 0; i < numbers; i++) {
                z[i] = normal.sample();
            }
            return z;
        };
    }

    /**
     * A step of the reverse process under the guider by the Euler–Maruyama scheme, dY = (Y/2 + guided) du + dB.
     *
     * @param noise standard normals
     * @return the step
     */
    Step eulerMaruyama(Supplier<double[]> noise) {
        return (call, guided, k) -> {
            double du = duration(k);
            double[] z = noise.get();
            double[] next = new double[z.length];
            for (int i = 0; i < next.length; i++) {
                next[i] = call.points()[i] + du * (0.5 * call.points()[i] + guided[i]) + Math.sqrt(du) * z[i];
            }
            return next;
        };
    }

    /**
     * A step of the probability-flow ODE by DDIM: the clean point and the noise of the guided score, put together at the
     * next level.
     *
     * @return the step
     */
    Step ddim() {
        return (call, guided, k) -> {
            double t = call.level().signal();
            double tau = call.level().noise();
            double signal = Math.sqrt(grid.level(k + 1).signal());
            double noise = Math.sqrt(grid.level(k + 1).noise());
            double[] next = new double[guided.length];
            for (int i = 0; i < next.length; i++) {
                double clean = (call.points()[i] + tau * guided[i]) / Math.sqrt(t);
                next[i] = signal * clean - noise * Math.sqrt(tau) * guided[i];
            }
            return next;
        };
    }
}
