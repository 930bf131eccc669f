package org.guidecheck.guard;

import java.util.List;
import java.util.Optional;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.statistics.Interval;

/**
 * Summary of what a guard found of a sampler, as numbers for drawings. Parts that were not identified are empty.
 *
 * @param reason       why there are no coefficients; empty if there are
 * @param coefficients coefficients of each step beside those of the nearest known scheme
 * @param pointMass    mean and variance at each call, for data at one point
 * @param errors       errors against the number of steps, by weight
 * @param weights      guidance weight of each call, by the weight asked for
 * @param noise        checks of the start and noise
 * @param alpha        false-alarm rate of the intervals of each part
 */
public record SamplerSummary(String reason, Optional<Coefficients> coefficients, List<MassPoint> pointMass,
        List<Errors> errors, List<Weights> weights, List<NoiseCheck> noise, double alpha) {

    /** Copies the lists. */
    public SamplerSummary {
        pointMass = List.copyOf(pointMass);
        errors = List.copyOf(errors);
        weights = List.copyOf(weights);
        noise = List.copyOf(noise);
    }

    /**
     * Coefficients of the steps.
     *
     * @param weight guidance weight of the run; the factors are those where both predictions are equal
     * @param scheme name of the nearest known scheme; empty if none calls the denoiser at the same levels
     * @param error  relative standard error of measured deviations of noise
     * @param steps  in order
     */
    public record Coefficients(double weight, Optional<String> scheme, double error, List<Step> steps) {
        /** Copies the steps. */
        public Coefficients {
            steps = List.copyOf(steps);
        }
    }

    /**
     * One step, x_m = ρ x_{m−1} + Σ β_k a_k + σ z, of the sampler and of the scheme.
     *
     * @param from    level of the point before
     * @param to      level of the point
     * @param keep    ρ
     * @param latest  factor of the latest prediction of the clean point
     * @param earlier factors of earlier predictions that are not 0, the latest first
     * @param noise   deviation σ of the fresh noise; NaN in the sampler if it was not measured
     * @param differs whether the sampler's step is not the scheme's
     */
    public record Step(NoiseLevel from, NoiseLevel to, Pair keep, Pair latest, List<Earlier> earlier, Pair noise,
            boolean differs) {
    }

    /**
     * A number of the sampler beside the scheme's.
     *
     * @param found  of the sampler
     * @param scheme of the scheme; NaN if there is none
     */
    public record Pair(double found, double scheme) {
    }

    /**
     * Factor of an earlier prediction.
     *
     * @param call   number of its call, from 1
     * @param factor the factor
     */
    public record Earlier(int call, Pair factor) {
    }

    /**
     * Mean and variance at a call, for data at one point.
     *
     * @param call          number of the call, from 1; K + 1 for the output
     * @param level         its noise level
     * @param bias          factor of the data less √t, for data at distance 1; NaN if it is unknown
     * @param biasAllowed   biases that a start without data explains
     * @param variance      variance of the noise relative to τ; NaN in clean output
     * @param bounds        where that variance lies
     * @param varianceAllowed variances that keep the point mass
     */
    public record MassPoint(int call, NoiseLevel level, double bias, Interval biasAllowed, double variance,
            Interval bounds, Interval varianceAllowed) {
    }

    /**
     * Errors of the output's law at rising numbers of steps.
     *
     * @param weight          guidance weight
     * @param order           order with which the error falls; NaN if too few are known
     * @param firstOrderOrder the same of steps of first order
     * @param laws            at least one
     */
    public record Errors(double weight, double order, double firstOrderOrder, List<LawError> laws) {
        /** Copies the errors. */
        public Errors {
            laws = List.copyOf(laws);
        }
    }

    /**
     * Error at a number of steps.
     *
     * @param steps      number of steps
     * @param error      largest error of a mean or a deviation, in deviations of the class
     * @param firstOrder the same of steps of first order between the same levels
     */
    public record LawError(int steps, double error, double firstOrder) {
    }

    /**
     * Weights of the calls.
     *
     * @param asked weight asked for
     * @param calls weight of each call; NaN if it moves no point
     */
    public record Weights(double asked, List<Double> calls) {
        /** Copies the weights. */
        public Weights {
            calls = List.copyOf(calls);
        }
    }

    /**
     * Check of the start and noise.
     *
     * @param quantity what is 0 for right noise
     * @param value    its value
     * @param bounds   where it lies
     * @param allowed  values that count as 0
     */
    public record NoiseCheck(String quantity, double value, Interval bounds, Interval allowed) {
    }
}
