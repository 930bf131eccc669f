package org.guidecheck.guard.identification;

import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;

/**
 * Comparison of a run with random predictions and the points that a {@link Response} foretells for it, point by point.
 * The largest departure shows whether predictions act otherwise when they are large, in other rows of a batch, in other
 * coordinates, in batches of another size, or together.
 *
 * @param departure largest departure of a coordinate, relative to the size of its terms; +∞ if the run takes other calls
 * @param amplitude size of the predictions at the point of that departure
 * @param row       row of the batch, from 0
 * @param rows      number of points of which some coordinate departs by more than the tolerance
 * @param call      number of the call before which the point was seen, from 0; K for the output
 * @param smallest  least amplitude at which a point departs by more than the tolerance; NaN if none does
 */
public record Superposition(double departure, double amplitude, int row, int rows, int call, double smallest) {
    private static final double[] AMPLITUDES = {0.1, 1, 10, 100};
    /** Part of a size that does not matter. */
    private static final double NEGLIGIBLE = 1e-4;
    /**
     * Points of which one may be made: those of the step before and its stages. Its rounding is theirs, also in the
     * scale x/√t = a + σ z, and so even where what is left of them is small.
     */
    private static final int STAGES = 3;

    /**
     * Compares two runs with the same noise, one with small predictions and one to which random normal ones of four
     * sizes are added.
     *
     * @param response  what is foretold
     * @param sampler   the sampler
     * @param w         guidance weight
     * @param grid      noise levels that it is offered
     * @param noises    noise for a number of points and a dimension, the same one on each call
     * @param n         number of points
     * @param d         their dimension
     * @param tolerance rounding, relative
     * @param unit      rounding of one number, relative
     * @param random    makes the predictions
     * @return the comparison
     */
    public static Superposition of(Response response, GuidedSampler sampler, double w, TimeGrid grid,
            BiFunction<Integer, Integer, Noise> noises, int n, int d, double tolerance,
            double unit, UniformRandomProvider random) {
        int calls = response.calls();
        double[][] conditional = new double[calls][n * d];
        double[][] unconditional = new double[calls][n * d];
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        for (int k = 0; k < calls; k++) {
            for (int i = 0; i < n * d; i++) {
                double amplitude = amplitude(i / d);
                conditional[k][i] = amplitude * normal.sample();
                unconditional[k][i] = amplitude * normal.sample();
            }
        }
        Trace base = Trace.of(sampler, w, grid, noises.apply(n, d), Response::base);
        Trace moved = Trace.of(sampler, w, grid, noises.apply(n, d), (call, dimension, c, u) -> {
            Response.base(call, dimension, c, u);
            if (call < calls) {
                for (int i = 0; i < c.length; i++) {
                    c[i] += conditional[call][i];
                    u[i] += unconditional[call][i];
                }
            }
        });
        if (base.calls() != calls || moved.calls() != calls) {
            return new Superposition(Double.POSITIVE_INFINITY, AMPLITUDES[0], 0, n, Math.min(calls, moved.calls()),
                    AMPLITUDES[0]);
        }
        return worst(response, base, moved, conditional, unconditional, grid.end(), n, d, tolerance, unit);
    }

    private static double amplitude(int row) {
        return AMPLITUDES[row % AMPLITUDES.length];
    }

    private static Superposition worst(Response response, Trace base, Trace moved, double[][] conditional,
            double[][] unconditional, NoiseLevel end, int n, int d, double tolerance, double unit) {
        Superposition worst = new Superposition(0, AMPLITUDES[0], 0, 0, 0, Double.NaN);
        boolean[] departs = new boolean[n];
        double smallest = Double.POSITIVE_INFINITY;
        for (int m = 0; m <= response.calls(); m++) {
            double[] foretold = base.points().get(m).clone();
            double[] sizes = Arrays.stream(foretold).map(Math::abs).toArray();
            response.addTo(m, conditional, unconditional, foretold, sizes);
            for (int k = 0; k < response.calls(); k++) {
                addLost(response.lost(m, k, unit / tolerance), base.points().get(k), sizes);
            }
            double factor = 0;
            for (int j = Math.max(0, m - STAGES); j < m; j++) {
                double lost = unit / tolerance * grown(response, j, m, end);
                addLost(lost, moved.points().get(j), sizes);
                factor = Math.max(factor, lost * largest(response, j));
            }
            // Coefficients are rounded as the points that show them, and terms as the two predictions before guidance.
            double rounded = factor * Math.sqrt(response.calls());
            double[] found = moved.points().get(m);
            for (int i = 0; i < found.length; i++) {
                // The amplitude is part of the size: coefficients are known up to rounding of points of size 1 or more.
                double amplitude = amplitude(i / d);
                double off = Math.abs(found[i] - foretold[i])
                        / (sizes[i] + amplitude * 1e-3 + 1e-3 + (amplitude + 1) * rounded);
                if (!(off <= tolerance)) {
                    departs[i / d] = true;
                    smallest = Math.min(smallest, amplitude);
                }
                if (!(off <= worst.departure)) {
                    worst = new Superposition(Double.isNaN(off) ? Double.POSITIVE_INFINITY : off, amplitude,
                            i / d, 0, m, Double.NaN);
                }
            }
        }
        int rows = 0;
        for (boolean each : departs) {
            rows += each ? 1 : 0;
        }
        return new Superposition(worst.departure, worst.amplitude, worst.row, rows, worst.call,
                rows == 0 ? Double.NaN : smallest);
    }

    /** Factor of the rounding of an earlier point in a point, in the scale in which it is larger. */
    private static double grown(Response response, int from, int to, NoiseLevel end) {
        NoiseLevel level = to == response.calls() ? end : response.levels().get(to);
        return Math.max(1, Math.sqrt(level.signal() / response.levels().get(from).signal()));
    }

    /** The largest factor of a prediction in a point, conditional and unconditional together. */
    private static double largest(Response response, int m) {
        return IntStream.range(0, m)
                .mapToDouble(k -> Math.abs(response.conditional()[m][k]) + Math.abs(response.unconditional()[m][k]))
                .max().orElse(0);
    }

    /** Adds what is lost by rounding of other points, relative to the tolerance. */
    static void addLost(double lost, double[] points, double[] sizes) {
        if (lost < NEGLIGIBLE) {
            return;
        }
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] += lost * Math.abs(points[i]);
        }
    }
}
