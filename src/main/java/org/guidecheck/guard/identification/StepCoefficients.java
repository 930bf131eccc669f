package org.guidecheck.guard.identification;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.guidecheck.guard.problem.ScorePair.Leg;
import org.guidecheck.law.NoiseLevel;

/**
 * Coefficients of one step of an identified sampler, x_m = ρ x_{m−1} + Σ_k β_k a_k + σ z: the point before, predictions
 * of clean points and fresh noise. They follow from the sampler's {@link Response} and its {@link NoiseChain}, whatever
 * the form in which the sampler computes its points.
 *
 * @param keep        ρ
 * @param predictions β_k for each call k &lt; m, in order; zeros before the latest few, unless ρ is not that of the
 *                    sampler
 * @param deviation   σ, measured; NaN if it was not
 */
@SuppressWarnings("ArrayRecordComponent") // made here, and not changed
public record StepCoefficients(double keep, double[] predictions, double deviation) {

    /** Most calls before the latest whose predictions act on a point directly, and not through the point before. */
    private static final int MOST_EARLIER = 4;
    /** Standard errors by which a measured factor of the point before may depart from one that coefficients tell. */
    private static final double QUANTILE = 6;

    /**
     * Coefficients of an identified sampler.
     *
     * @param response   factors of predictions in all points
     * @param chain      factors of the points before, and which points have fresh noise
     * @param statistics start and noise of runs with the same calls; empty if not measured
     * @param tolerance  factor of a prediction that rounding explains
     * @return those of the points from 1 to K
     */
    public static List<StepCoefficients> of(Response response, NoiseChain chain,
            Optional<PointMassStatistics> statistics, double tolerance) {
        StepCoefficients[] steps = new StepCoefficients[response.calls()];
        OptionalDouble churn = OptionalDouble.empty();
        for (int m = response.calls(); m >= 1; m--) {
            double keep = chain.decay()[m];
            double deviation = chain.noisy()[m] ? Double.NaN : 0;
            if (chain.noisy()[m] && statistics.isPresent()) {
                NoiseLevel from = chain.levels().get(m - 1);
                NoiseLevel to = chain.levels().get(m);
                boolean isStep = to.noise() < from.noise() && !to.isClean();
                Measured measured = Measured.of(statistics.get(), m);
                OptionalDouble known = keep(response, m, measured, tolerance);
                if (known.isEmpty() && churn.isPresent() && isStep) {
                    // Little depends on it: it concerns the first points, as the others have earlier predictions.
                    known = OptionalDouble.of(new Leg(from, to, churn.getAsDouble(), 0).decay());
                    known = measured.agrees(known.getAsDouble()) ? known : OptionalDouble.empty();
                }
                keep = known.orElse(measured.decay());
                if (known.isPresent() && isStep) {
                    churn = OptionalDouble.of(NoiseChain.churn(from, to, keep));
                }
                deviation = Math.sqrt(statistics.get().freshVariance(m, keep));
            }
            double[] row = new double[m];
            for (int k = 0; k < m; k++) {
                row[k] = response.both(m, k);
            }
            steps[m - 1] = of(row, response, m, keep, deviation);
        }
        return List.of(steps);
    }

    /** Measured factor of the point before, with its standard error. */
    private record Measured(double decay, double error) {
        static Measured of(PointMassStatistics statistics, int m) {
            double decay = statistics.decay(m);
            return new Measured(decay, Math.sqrt(statistics.freshVariance(m, decay)
                    / (statistics.moments(m - 1).variance() * statistics.moments(m).numbers())));
        }

        boolean agrees(double factor) {
            return Math.abs(factor - decay) <= QUANTILE * error;
        }
    }

    /**
     * The factor of the point before with which the fewest earlier predictions enter directly, if it is one that the
     * noise could have as well; empty if there is none.
     */
    private static OptionalDouble keep(Response response, int m, Measured measured, double tolerance) {
        for (int k = m - 2; k >= Math.max(0, m - 2 - MOST_EARLIER); k--) {
            double factor = response.both(m, k) / response.both(m - 1, k);
            boolean isKept = measured.agrees(factor) && Math.abs(response.both(m - 1, k)) > tolerance;
            for (int older = 0; older < k && isKept; older++) {
                isKept = Math.abs(response.both(m, older) - factor * response.both(m - 1, older)) <= tolerance;
            }
            if (isKept) {
                return OptionalDouble.of(factor);
            }
        }
        return OptionalDouble.empty();
    }

    /**
     * Coefficients with which a known scheme leads from the sampler's own points before to each point.
     *
     * @param match    the scheme on the levels of the sampler's calls
     * @param response factors of predictions in the sampler's points
     * @param own      coefficients of the sampler
     * @return those of the points from 1 to K
     */
    public static List<StepCoefficients> of(SchemeMatch match, Response response, List<StepCoefficients> own) {
        // A number in each point that is multiplied as noise is shows the scheme's factor of the point before.
        List<double[]> marks = new ArrayList<>();
        double mark = 1;
        marks.add(new double[] {mark});
        for (StepCoefficients each : own) {
            mark *= each.deviation != 0 || each.keep == 0 ? 1 : each.keep;
            marks.add(new double[] {mark});
        }
        double[][] rows = SchemeMatch.rows(response, marks);
        List<StepCoefficients> steps = new ArrayList<>();
        for (SchemeSteps.Step step : SchemeSteps.steps(response, match.scheme(), match.grid(),
                SchemeMatch.Reading.SCORE, rows)) {
            int m = step.point();
            boolean isOther = match.differences().stream().anyMatch(d -> d.point() == m);
            double keep = isOther ? step.expected()[response.calls()] / marks.get(m - 1)[0] : own.get(m - 1).keep();
            steps.add(of(step.expected(), response, m, keep, Math.sqrt(step.variance())));
        }
        return steps;
    }

    /** The step to point m, from the factors of predictions in that point. */
    private static StepCoefficients of(double[] row, Response response, int m, double keep, double deviation) {
        double[] predictions = new double[m];
        for (int k = 0; k < m; k++) {
            predictions[k] = row[k] - keep * response.both(m - 1, k);
        }
        return new StepCoefficients(keep, predictions, deviation);
    }

    /** {@return the factor of the latest prediction, β_{m−1}} */
    public double latest() {
        return predictions[predictions.length - 1];
    }
}
