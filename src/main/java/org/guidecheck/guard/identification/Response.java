package org.guidecheck.guard.identification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;

/**
 * Response of a sampler to the denoiser's predictions. Point m of a run is x_m = n_m + Σ_{k&lt;m} (C_mk a_k + U_mk b_k),
 * where a_k and b_k are the conditional and the unconditional prediction of the clean point in call k, and n_m is made
 * of the start and the noise. Points m &lt; K are those at which call m is made, point K is the output. The project's
 * theory page, "Identifying a sampler", derives what follows from it.
 *
 * @param levels        noise level of each of the K calls
 * @param conditional   C, K + 1 rows of K numbers
 * @param unconditional U, likewise
 */
@SuppressWarnings("ArrayRecordComponent") // made here, and not changed
public record Response(List<NoiseLevel> levels, double[][] conditional, double[][] unconditional) {
    /** Most calls of a run that is identified: beyond, the points of all calls take too much memory. */
    public static final int MOST_CALLS = 2100;
    private static final int COUNTED = 2;
    /** Effect of a call, in units of the prediction, below which rounding hides its weight. */
    private static final double LEAST_EFFECT = 1e-5;
    /** Irrational steps, of whose multiples the fractions fill [0, 1) evenly. */
    private static final double GOLDEN = 0.5 * (Math.sqrt(5) - 1);
    private static final double SILVER = Math.sqrt(2) - 1;
    /** Of the impulses: conditional ones in the first coordinate, unconditional ones in the second. */
    private static final int DIMENSION = 2;
    /** Least change of x = √t a + √τ z by an impulse in a, of which single precision leaves five digits. */
    private static final double LEAST_SEEN = 2e-2;

    /**
     * Identifies a sampler by two runs with the same noise, one of which gets an impulse in another call at each point.
     * An impulse has size 1, and next to pure noise, where a sampler that computes with noise would round it away, as
     * much as it takes to be seen.
     *
     * @param sampler the sampler
     * @param w       guidance weight
     * @param grid    noise levels that it is offered
     * @param noises  noise for a number of points of two dimensions, the same one on each call
     * @return the response; empty if the same noise gives other calls, or there are none or too many
     * @throws org.guidecheck.sampler.SamplerFailure if the sampler fails, or calls the denoiser for parts of a batch
     */
    public static Optional<Response> of(GuidedSampler sampler, double w, TimeGrid grid, IntFunction<Noise> noises) {
        int calls = Trace.of(sampler, w, grid, noises.apply(COUNTED), Response::base).calls();
        if (calls == 0 || calls > MOST_CALLS) {
            return Optional.empty();
        }
        int n = Math.max(COUNTED, calls);
        Trace base = Trace.of(sampler, w, grid, noises.apply(n), Response::base);
        Trace impulses = Trace.of(sampler, w, grid, noises.apply(n), (call, d, conditional, unconditional) -> {
            base(call, d, conditional, unconditional);
            if (call < calls) {
                double impulse = impulse(base, call);
                conditional[call * d] += impulse;
                unconditional[call * d + 1] += impulse;
            }
        });
        if (!base.levels().equals(impulses.levels()) || base.calls() != calls) {
            return Optional.empty();
        }
        double[][] c = new double[calls + 1][calls];
        double[][] u = new double[calls + 1][calls];
        for (int k = 0; k < calls; k++) {
            double impulse = impulse(base, k);
            for (int m = 0; m <= calls; m++) {
                double[] from = base.points().get(m);
                double[] to = impulses.points().get(m);
                c[m][k] = (to[k * DIMENSION] - from[k * DIMENSION]) / impulse;
                u[m][k] = (to[k * DIMENSION + 1] - from[k * DIMENSION + 1]) / impulse;
            }
        }
        return Optional.of(new Response(base.levels(), c, u));
    }

    private static double impulse(Trace base, int call) {
        // A run that takes other calls than the first is dropped.
        return call < base.calls() ? impulse(base.levels().get(call)) : 1;
    }

    private static double impulse(NoiseLevel level) {
        return Math.max(1, LEAST_SEEN / Math.sqrt(level.signal()));
    }

    /**
     * Error of a point that comes of the rounding of the points of a call. A sampler that computes with the noise z of
     * x = √t a + √τ z has the clean point a only up to the rounding of x over √t.
     *
     * @param m    number of the point, from 0 to K
     * @param call number of the call, from 0
     * @param unit rounding of a number, relative
     * @return the error where x has size 1
     */
    double lost(int m, int call, double unit) {
        return unit * (Math.abs(conditional[m][call]) + Math.abs(unconditional[m][call]))
                / Math.sqrt(levels.get(call).signal());
    }

    /** Predictions that differ from call to call and from point to point, from −1 to 1; the two are equal. */
    static void base(int call, int dimension, double[] conditional, double[] unconditional) {
        for (int i = 0; i < conditional.length; i++) {
            conditional[i] = spread((call + 1) * GOLDEN + (i + 1) * SILVER);
            unconditional[i] = conditional[i];
        }
    }

    /** Predictions that differ from call to call alone, from −1 to 1; the two are equal. */
    static void steady(int call, int dimension, double[] conditional, double[] unconditional) {
        Arrays.fill(conditional, steady(call));
        Arrays.fill(unconditional, steady(call));
    }

    private static double steady(int call) {
        return spread((call + 1) * GOLDEN);
    }

    /** A multiple of an irrational step, from −1 to 1. */
    private static double spread(double multiple) {
        return 2 * (multiple - Math.floor(multiple)) - 1;
    }

    /** The start and noise n_m of a run whose predictions are {@link #steady}: its points less what these contribute. */
    List<double[]> noise(Trace trace) {
        List<double[]> noise = new ArrayList<>();
        for (int m = 0; m <= calls(); m++) {
            double contributed = 0;
            for (int k = 0; k < calls(); k++) {
                contributed += both(m, k) * steady(k);
            }
            double[] x = trace.points().get(m).clone();
            for (int i = 0; i < x.length; i++) {
                x[i] -= contributed;
            }
            noise.add(x);
        }
        return noise;
    }

    /**
     * Adds what predictions contribute to a point, C_mk a_k + U_mk b_k for each call k before it.
     *
     * @param m             number of the point, from 0 to K
     * @param conditional   predictions a of each call, coordinates of all points
     * @param unconditional predictions b, likewise
     * @param foretold      the point's coordinates, to which the terms are added
     * @param sizes         to which their absolute values are added
     */
    void addTo(int m, double[][] conditional, double[][] unconditional, double[] foretold, double[] sizes) {
        for (int k = 0; k < calls(); k++) {
            add(conditional()[m][k], conditional[k], foretold, sizes);
            add(unconditional()[m][k], unconditional[k], foretold, sizes);
        }
    }

    private static void add(double factor, double[] predictions, double[] foretold, double[] sizes) {
        if (factor == 0) {
            return;
        }
        for (int i = 0; i < predictions.length; i++) {
            double term = factor * predictions[i];
            foretold[i] += term;
            sizes[i] += Math.abs(term);
        }
    }

    /** {@return number of calls K} */
    public int calls() {
        return levels.size();
    }

    /**
     * Effective guidance weight of a call, −U/(C + U), at the point that it moves most.
     *
     * @param call number of the call, from 0
     * @return the weight; NaN if the call moves no point
     */
    public double weight(int call) {
        int m = mostMoved(call);
        return Math.abs(both(m, call)) > LEAST_EFFECT ? -unconditional[m][call] / both(m, call) : Double.NaN;
    }

    /**
     * Effect of a call on the point that it moves most, which tells how well its weight is known.
     *
     * @param call number of the call, from 0
     * @return |C + U|, in units of the prediction
     */
    public double effect(int call) {
        return Math.abs(both(mostMoved(call), call));
    }

    /**
     * Error of a factor of a call where it moves a point most: that of a difference of two points, and that which comes of
     * the rounding of the points of the call.
     *
     * @param call     number of the call, from 0
     * @param rounding of a difference of two points
     * @param unit     rounding of a number, relative
     * @return the error, in units of the prediction
     */
    public double error(int call, double rounding, double unit) {
        return (rounding + lost(mostMoved(call), call, unit)) / impulse(levels.get(call));
    }

    private int mostMoved(int call) {
        int most = 0;
        for (int m = 1; m <= calls(); m++) {
            most = Math.abs(both(m, call)) > Math.abs(both(most, call)) ? m : most;
        }
        return most;
    }

    /**
     * Factor of the prediction of a call where both predictions are equal, so that the weight does not matter.
     *
     * @param m    number of the point, from 0 to K
     * @param call number of the call, from 0
     * @return C + U
     */
    public double both(int m, int call) {
        return conditional[m][call] + unconditional[m][call];
    }

    /**
     * Whether each call's two predictions enter all points with one weight. Those of CFG++, which takes the guided
     * clean point and the unguided noise, do not.
     *
     * @param rounding rounding of the coefficients, relative
     * @return whether C and U of each call have the same quotient in all points
     */
    public boolean hasOneWeightPerCall(double rounding) {
        for (int call = 0; call < calls(); call++) {
            double weight = weight(call);
            for (int m = 0; m <= calls(); m++) {
                double off = conditional[m][call] * weight + unconditional[m][call] * (1 + weight);
                if (Math.abs(off) > rounding * (1 + Math.abs(weight))) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Factor of a clean point in point m, where every call predicts that point.
     *
     * @param m from 0 to K
     * @return the sum of row m of C and U; √t if a point mass is kept and the start knows nothing of it
     */
    public double signal(int m) {
        double sum = 0;
        for (int k = 0; k < calls(); k++) {
            sum += both(m, k);
        }
        return sum;
    }
}
