package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.guidecheck.guard.identification.NoiseChain;
import org.guidecheck.guard.identification.PointMassStatistics;
import org.guidecheck.guard.identification.Response;
import org.guidecheck.guard.identification.StepCoefficients;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.SamplerFailure;
import org.guidecheck.sampler.SchemeTable;
import org.guidecheck.sampler.Streams;
import org.guidecheck.text.InvalidInputException;

/**
 * Identified scheme of a sampler as a table. The factors are known to rounding. The noise of a step has the deviation
 * that keeps a point mass where the measured one agrees with it, and else the measured one.
 */
public final class IdentifiedScheme {
    private static final int BATCHES = 8;
    private static final int POINTS = 4096;
    private static final int DIMENSION = 8;
    /** Standard errors by which a measured variance must depart from one that keeps a point mass to count. */
    private static final double QUANTILE = 6;
    /** Factor of a prediction that is rounding. */
    private static final double NONE = 1e-12;

    private final SamplerUnderTest candidate;
    private final Identified identified;
    private final double w;

    private IdentifiedScheme(SamplerUnderTest candidate) {
        this.candidate = candidate;
        this.identified = new Identified(candidate);
        this.w = candidate.lastWeight();
    }

    /**
     * Identifies a sampler at its number of steps and its last weight.
     *
     * @param candidate the sampler
     * @return its table
     * @throws InvalidInputException if it has none, with the reason: it is not linear in the predictions, say, or its
     *                               factors change with the weight
     */
    public static SchemeTable of(SamplerUnderTest candidate) {
        try {
            return new IdentifiedScheme(candidate).table();
        } catch (SamplerFailure e) {
            throw refused(candidate, e.getMessage());
        }
    }

    private static InvalidInputException refused(SamplerUnderTest candidate, String why) {
        return new InvalidInputException("sampler " + candidate.sampler().name(),
                "has no scheme that can be written as a table: " + why);
    }

    private InvalidInputException refused(String why) {
        return refused(candidate, why);
    }

    private SchemeTable table() {
        if (candidate.declaration().start().isPresent()) {
            throw refused("it starts from points that it is given");
        }
        Response response = identified.response(w).orElseThrow(() -> refused(identified.reason(w)));
        if (!identified.isLinear(w)) {
            throw refused("it is not linear in the predictions");
        }
        if (w > 0 && !response.hasOneWeightPerCall(identified.rounding())) {
            throw refused("its two predictions of a call enter different points with different weights");
        }
        for (double other : candidate.weights()) {
            if (!hasFactorsOf(response, other)) {
                throw refused("its factors at weight " + GuidanceSchedule.constant(other) + " are others than at "
                        + GuidanceSchedule.constant(w) + "; name one weight");
            }
        }
        NoiseChain chain = identified.noiseChain(w, candidate.steps())
                .orElseThrow(() -> refused("the same seed leads to other calls of the denoiser"));
        PointMassStatistics noise = noise();
        if (!noise.isRegular() || noise.calls() != response.calls()) {
            throw refused("its noise cannot be measured, as the calls differ from run to run");
        }
        return table(response, chain, noise);
    }

    private boolean hasFactorsOf(Response response, double other) {
        Response found = identified.response(other).orElseThrow(() -> refused(identified.reason(other)));
        if (!found.levels().equals(response.levels())) {
            return false;
        }
        double tolerance = identified.roundingOfCoefficients();
        for (int m = 0; m <= response.calls(); m++) {
            for (int k = 0; k < m; k++) {
                if (!(Math.abs(found.both(m, k) - response.both(m, k)) <= tolerance)) {
                    return false;
                }
            }
        }
        return true;
    }

    private PointMassStatistics noise() {
        PointMassStatistics statistics = new PointMassStatistics();
        for (int batch = 0; batch < BATCHES; batch++) {
            Streams streams = new Streams(candidate.seed()).derived("scheme table, batch " + batch);
            statistics.add(candidate.sampler(), w, identified.grid(candidate.steps()),
                    (points, d) -> Noise.of(streams, 0, d, points), POINTS, DIMENSION);
        }
        return statistics;
    }

    private SchemeTable table(Response response, NoiseChain chain, PointMassStatistics noise) {
        List<SchemeTable.Call> calls = new ArrayList<>();
        List<Double> weights = identified.weights(response).numbers();
        for (int k = 0; k < response.calls(); k++) {
            calls.add(new SchemeTable.Call(response.levels().get(k), weight(weights.get(k))));
        }
        List<SchemeTable.Point> points = new ArrayList<>();
        List<StepCoefficients> steps =
                StepCoefficients.of(response, chain, Optional.of(noise), identified.roundingOfCoefficients());
        double variance = 1;
        for (int m = 1; m <= steps.size(); m++) {
            StepCoefficients step = steps.get(m - 1);
            double kept = step.keep() * step.keep() * variance;
            double right = Math.max(0, chain.levels().get(m).noise() - kept);
            points.add(point(step, right, noise.moments(m).numbers()));
            variance = step.deviation() == 0 ? kept : kept + right;
        }
        double start = deviation(1, noise.moments(0).variance(), noise.moments(0).numbers());
        return new SchemeTable(candidate.sampler().name(), candidate.steps(), w, start, calls, points);
    }

    /** The weight of a call: the one asked for where rounding explains the difference, or where the call is not used. */
    private double weight(double found) {
        boolean isAsked = Double.isNaN(found) || Math.abs(found - w) <= identified.roundingOfWeights() * (1 + w);
        if (!isAsked && w == 0) {
            throw refused("asked for weight 0 it guides with weight " + GuidanceSchedule.constant(found));
        }
        return isAsked ? w : found;
    }

    private SchemeTable.Point point(StepCoefficients step, double right, long numbers) {
        List<SchemeTable.Factor> factors = new ArrayList<>();
        for (int k = 0; k < step.predictions().length; k++) {
            if (!Double.isFinite(step.predictions()[k])) {
                throw refused("a factor of a prediction is not finite");
            }
            if (Math.abs(step.predictions()[k]) > NONE) {
                factors.add(new SchemeTable.Factor(k + 1, step.predictions()[k]));
            }
        }
        double found = step.deviation();
        return new SchemeTable.Point(step.keep(), factors,
                found == 0 ? 0 : deviation(right, found * found, numbers));
    }

    /** The deviation of noise of one variance, or of the measured one where that is another. */
    private static double deviation(double right, double found, long numbers) {
        boolean isRight = Math.abs(found - right) <= QUANTILE * Math.sqrt(2.0 / numbers) * Math.max(found, right);
        return Math.sqrt(isRight ? right : found);
    }
}
