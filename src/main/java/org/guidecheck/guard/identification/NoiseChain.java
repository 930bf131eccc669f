package org.guidecheck.guard.identification;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.guidecheck.guard.problem.ScorePair.Leg;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;

/**
 * Start and noise of an identified sampler as a Markov chain: n_{m+1} = ρ n_m + fresh noise. Where a step adds no noise,
 * ρ is the quotient of two points. Where it does, ρ is the factor by which the response to earlier predictions decays,
 * and the fresh noise is taken to have the variance that keeps a point mass; that it has is another claim.
 *
 * @param levels noise level of each point, the output's last; K + 1 of them
 * @param decay  ρ from the point before to each point; 0 for the first
 * @param fresh  variance of the fresh noise in each point; 1 for the start
 * @param noisy  whether each point has fresh noise
 */
@SuppressWarnings("ArrayRecordComponent") // made here, and not changed
public record NoiseChain(List<NoiseLevel> levels, double[] decay, double[] fresh, boolean[] noisy) {
    /** Points of a short run, and most points times calls: the quotient of two points is then known to a percent. */
    private static final int POINTS = 8192;
    private static final int FEWEST = 16;
    private static final int MOST_KEPT = 1_000_000;
    /** Latest predictions, which act on a point directly and not through the point before. */
    private static final int DIRECT = 5;
    /** Response of which single precision leaves three digits. */
    private static final double LEAST_RESPONSE = 1e-4;
    /** What is left of it after a step, of which single precision leaves two digits: less tells no decay. */
    private static final double LEAST_LEFT = 1e-5;
    /** Departure of a decay from that of the forward process, relative, which rounding explains. */
    private static final double FORWARD = 2e-3;
    /** Size of the largest of as many normals. */
    private static final double LARGEST = 4.5;
    /** Deviation of a point, relative to that of noise, below which there is none. */
    private static final double NONE = 1e-6;

    /**
     * Identifies the chain by a run with the same noise as others and chosen predictions.
     *
     * @param response coefficients of the sampler on the same levels
     * @param sampler  the sampler
     * @param w        guidance weight
     * @param grid     noise levels that it is offered
     * @param noises   noise for a number of points of two dimensions
     * @param rounding rounding of a run, relative
     * @param unit     rounding of one number, relative
     * @return the chain; empty if the run takes other calls
     */
    public static Optional<NoiseChain> of(Response response, GuidedSampler sampler, double w, TimeGrid grid,
            IntFunction<Noise> noises, double rounding, double unit) {
        Trace trace = Trace.of(sampler, w, grid,
                noises.apply(Math.max(FEWEST, Math.min(POINTS, MOST_KEPT / response.calls()))), Response::steady);
        if (!trace.levels().equals(response.levels())) {
            return Optional.empty();
        }
        List<double[]> noise = response.noise(trace);
        int calls = response.calls();
        List<NoiseLevel> levels = new ArrayList<>(response.levels());
        levels.add(grid.end());
        double[] decay = new double[calls + 1];
        double[] measured = new double[calls + 1];
        boolean[] noisy = new boolean[calls + 1];
        noisy[0] = true;
        OptionalDouble churn = OptionalDouble.empty();
        for (int m = calls; m >= 1; m--) {
            measured[m] = quotient(noise.get(m - 1), noise.get(m));
            decay[m] = measured[m];
            noisy[m] = departure(noise.get(m - 1), noise.get(m), decay[m]) > rounding * Math.sqrt(levels.get(0).noise())
                    + lost(response, m, unit) + NONE * Math.sqrt(levels.get(m).noise());
            if (noisy[m]) {
                OptionalDouble known = decay(response, m);
                decay[m] = known.orElse(Double.NaN);
                if (known.isPresent() && levels.get(m).noise() < levels.get(m - 1).noise()
                        && !levels.get(m).isClean()) {
                    churn = OptionalDouble.of(churn(levels.get(m - 1), levels.get(m), decay[m]));
                }
            }
        }
        return Optional.of(fill(levels, decay, measured, noisy, churn));
    }

    /**
     * Sets decays that coefficients do not tell: from the churn of the earliest that they tell, as it concerns the first
     * points, where little depends on it; else as measured.
     */
    private static NoiseChain fill(List<NoiseLevel> levels, double[] decay, double[] measured, boolean[] noisy,
            OptionalDouble churn) {
        double[] fresh = new double[decay.length];
        fresh[0] = 1;
        double variance = 1;
        for (int m = 1; m < decay.length; m++) {
            NoiseLevel from = levels.get(m - 1);
            NoiseLevel to = levels.get(m);
            if (Double.isNaN(decay[m])) {
                if (to.noise() > from.noise()) {
                    decay[m] = Math.sqrt(to.signal() / from.signal());
                } else if (churn.isPresent() && !to.isClean() && !to.equals(from)) {
                    decay[m] = new Leg(from, to, churn.getAsDouble(), 0).decay();
                } else {
                    decay[m] = measured[m];
                }
            }
            fresh[m] = noisy[m] ? Math.max(0, to.noise() - decay[m] * decay[m] * variance) : 0;
            variance = decay[m] * decay[m] * variance + fresh[m];
        }
        return new NoiseChain(List.copyOf(levels), decay, fresh, noisy);
    }

    /** Rounding of a point that comes of predictions at noisy points, which normals make. */
    private static double lost(Response response, int m, double unit) {
        return LARGEST * IntStream.range(0, m).mapToDouble(k -> response.lost(m, k, unit)).sum();
    }

    private static double quotient(double[] from, double[] to) {
        double product = 0;
        double square = 0;
        for (int i = 0; i < from.length; i++) {
            product += from[i] * to[i];
            square += from[i] * from[i];
        }
        return square == 0 ? 0 : product / square;
    }

    private static double departure(double[] from, double[] to, double factor) {
        double worst = 0;
        for (int i = 0; i < from.length; i++) {
            worst = Math.max(worst, Math.abs(to[i] - factor * from[i]));
        }
        return worst;
    }

    /**
     * Factor by which the largest response to a prediction that acts through the point before alone decays; empty if
     * rounding hides it before the step or after.
     */
    private static OptionalDouble decay(Response response, int m) {
        double most = 0;
        double left = 0;
        double factor = Double.NaN;
        for (int k = 0; k < m - 1 - DIRECT; k++) {
            double before = response.both(m - 1, k);
            if (Math.abs(before) > most) {
                most = Math.abs(before);
                left = Math.abs(response.both(m, k));
                factor = response.both(m, k) / before;
            }
        }
        return most > LEAST_RESPONSE && left > LEAST_LEFT ? OptionalDouble.of(factor) : OptionalDouble.empty();
    }

    /** The churn c of a step towards less noise, from its decay. */
    static double churn(NoiseLevel from, NoiseLevel to, double decay) {
        double step = to.logSnr() - from.logSnr();
        return (to.logSignal() - from.logSignal() - 2 * Math.log(Math.abs(decay))) / step - 1;
    }

    /**
     * Variance of a linear form of the chain.
     *
     * @param factors of each point
     * @return the variance of Σ g_m n_m
     */
    public double variance(double[] factors) {
        double factor = 0;
        double variance = 0;
        for (int m = factors.length - 1; m >= 0; m--) {
            factor = factors[m] + (m + 1 < factors.length ? decay[m + 1] * factor : 0);
            variance += factor * factor * fresh[m];
        }
        return variance;
    }

    /**
     * {@return whether the steps with guidance lead to a process in the limit of short steps: no noise is added between
     * points at one level, and each way back to more noise is the forward process alone}
     */
    public boolean followsProcess() {
        for (int m = 1; m < decay.length; m++) {
            NoiseLevel from = levels.get(m - 1);
            NoiseLevel to = levels.get(m);
            double forward = Math.sqrt(to.signal() / from.signal());
            if ((noisy[m] && to.equals(from))
                    || (to.noise() > from.noise() && Math.abs(decay[m] - forward) > FORWARD * forward)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Path of the process that the sampler follows in the limit of short steps, with as much noise as its steps add,
     * from the first call to the last.
     *
     * @param response gives the weight of each call
     * @return the parts of the path
     */
    public List<Leg> legs(Response response) {
        List<Leg> legs = new ArrayList<>();
        double churn = 0;
        double weight = 0;
        for (int m = 1; m + 1 < decay.length; m++) {
            NoiseLevel from = levels.get(m - 1);
            NoiseLevel to = levels.get(m);
            double w = response.weight(m - 1);
            weight = Double.isNaN(w) ? weight : w;
            if (to.equals(from)) {
                continue;
            }
            if (to.noise() < from.noise()) {
                churn = noisy[m] ? Math.max(0, churn(from, to, decay[m])) : 0;
            }
            legs.add(new Leg(from, to, churn, weight));
        }
        return legs;
    }
}
