package org.guidecheck.guard.identification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.sampler.Noise;

/**
 * Comparison of an identified sampler with a known scheme on the levels of its calls, point by point. Each point is
 * compared with the one to which the scheme's step leads from the sampler's own points before, so that one wrong step
 * does not make the later ones differ.
 *
 * @param scheme      the known scheme
 * @param grid        levels between which its steps lead
 * @param points      number of points that were compared
 * @param differences points that differ, in order
 * @param made        how each point is made, from point 1 on
 */
public record SchemeMatch(LinearSampler scheme, TimeGrid grid, int points, List<Difference> differences,
        List<Made> made) {
    /** Logarithm of a quotient of deviations of noise that the measurement explains. */
    private static final double SPREAD = 0.02;

    /**
     * How a point is made.
     *
     * @param step     number of the step, from 1
     * @param stage    number of the stage of that step, from 1; 0 for its end
     * @param found    the point's form; empty if it is not known
     * @param expected that of the scheme
     */
    public record Made(int step, int stage, Optional<StepForm> found, Optional<StepForm> expected) {
    }

    /** What the sampler takes the denoiser's answer for, where that is told other levels than the scheme's. */
    public enum Reading {
        /** Scores. */
        SCORE,
        /** Predicted noise. */
        NOISE,
        /** Predicted clean points. */
        CLEAN,
        /** Predicted clean points at points x/√ᾱ, as samplers in terms of σ have them. */
        CLEAN_OF_SCALED
    }

    /**
     * Difference of a point.
     *
     * @param point    number of the point, from 1; K for the output; 0 for the start
     * @param kind     what differs
     * @param call     number of the call whose prediction has another factor; of the point whose noise is used again; −1 for
     *                 other noise
     * @param found    factor of that prediction, or deviation of the noise, or its correlation with the other point's
     * @param expected the same in the scheme
     * @param sum      difference of the factors of all predictions together, which a point mass at distance 1 sees; 0
     *                 for noise
     */
    public record Difference(int point, Kind kind, int call, double found, double expected, double sum) {
        /** What differs. */
        public enum Kind {
            /** The factor of a prediction. */
            FACTOR,
            /** The deviation of the noise that the step adds, where all factors agree. */
            FRESH_NOISE,
            /** The deviation of all noise in the point, where a factor differs as well. */
            ALL_NOISE,
            /** The noise that the step adds is that of another point, whose number stands in place of a call's. */
            REUSED_NOISE,
            /** The deviation of the start. */
            START
        }

        /** {@return whether noise differs} */
        public boolean isNoise() {
            return kind != Kind.FACTOR;
        }
    }

    /**
     * Compares the factors of predictions.
     *
     * @param response  the sampler's coefficients
     * @param scheme    a known scheme
     * @param offered   levels that the sampler was offered
     * @param tolerance difference of a factor that rounding explains
     * @return the comparison; empty if the scheme calls the denoiser at other levels
     */
    public static Optional<SchemeMatch> of(Response response, LinearSampler scheme, TimeGrid offered,
            double tolerance) {
        boolean isFromPureNoise =
                response.levels().stream().anyMatch(level -> level.signal() < SchemeSteps.LEAST_SIGNAL);
        double allowed = isFromPureNoise ? Math.max(tolerance, 10 * Math.sqrt(SchemeSteps.LEAST_SIGNAL)) : tolerance;
        return SchemeSteps.grid(response, scheme, offered, tolerance)
                .map(grid -> compared(response, scheme, grid, Reading.SCORE, allowed));
    }

    /**
     * Compares the factors of predictions with those of a scheme that calls the denoiser as often, be it told other
     * levels.
     *
     * @param response  the sampler's coefficients
     * @param scheme    a known scheme
     * @param offered   levels that the sampler was offered
     * @param reading   what the sampler takes the answers for
     * @param tolerance difference of a factor that rounding explains
     * @return the comparison; empty if the scheme calls the denoiser at the sampler's levels, or another number of times
     */
    public static Optional<SchemeMatch> toldOtherLevels(Response response, LinearSampler scheme, TimeGrid offered,
            Reading reading, double tolerance) {
        return SchemeSteps.levels(scheme, offered).size() != response.calls()
                || SchemeSteps.isCalledAt(response.levels(), scheme, offered, tolerance) ? Optional.empty()
                        : Optional.of(compared(response, scheme, offered, reading, tolerance));
    }

    private static SchemeMatch compared(Response response, LinearSampler scheme, TimeGrid grid, Reading reading,
            double tolerance) {
        double[][] rows = rows(response, List.of());
        if (reading == Reading.CLEAN_OF_SCALED) {
            SchemeSteps.rescale(rows, response.levels(), SchemeSteps.levels(scheme, grid));
        }
        List<Difference> differences = new ArrayList<>();
        List<Made> made = new ArrayList<>();
        // A factor is the difference of two points that it and earlier ones made as large.
        double largest = 1;
        for (SchemeSteps.Step step : SchemeSteps.steps(response, scheme, grid, reading, rows)) {
            largest = Arrays.stream(rows[step.point()]).map(Math::abs).reduce(largest, Math::max);
            difference(step, rows[step.point()], tolerance * largest).ifPresent(differences::add);
            made.add(step.made(rows[step.point()], tolerance));
        }
        return new SchemeMatch(scheme, grid, response.calls(), List.copyOf(differences), List.copyOf(made));
    }

    /** {@return number of points that differ, the start included} */
    public int differing() {
        return (int) differences.stream().mapToInt(Difference::point).distinct().count();
    }

    /** {@return number of points that agree, of those after the start} */
    public int agreeing() {
        return points - differing() + (differences.stream().anyMatch(d -> d.point() == 0) ? 1 : 0);
    }

    /** {@return whether at least half of the steps agree, at all of their points} */
    public boolean isMostlyAgreeing() {
        long other = differences.stream().filter(d -> d.point() > 0).map(d -> made.get(d.point() - 1).step()).distinct()
                .count();
        return 2 * other <= grid.steps();
    }

    /** {@return number of points whose coefficients are known, or that agree} */
    public int known() {
        return (int) IntStream.rangeClosed(1, points).filter(m -> made.get(m - 1).found().isPresent()
                || differences.stream().noneMatch(d -> d.point() == m)).count();
    }

    /** {@return the largest difference of a factor} */
    public double worst() {
        return differences.stream().mapToDouble(d -> Math.abs(d.found() - d.expected())).max().orElse(0);
    }

    /** How much the quotients of deviations of noise differ from one another, as a logarithm. */
    private double spreadOfNoise() {
        DoubleSummaryStatistics quotients = quotientsOfNoise().summaryStatistics();
        return quotients.getCount() == 0 ? 0 : quotients.getMax() - quotients.getMin();
    }

    /** Largest logarithm of the quotient of two deviations of noise. */
    private double worstNoise() {
        return quotientsOfNoise().map(Math::abs).max().orElse(0);
    }

    private DoubleStream quotientsOfNoise() {
        return differences.stream().filter(d -> d.isNoise() && d.kind() != Difference.Kind.REUSED_NOISE)
                .mapToDouble(d -> Math.log(d.found() / d.expected()));
    }

    /**
     * The scheme that agrees in most points, and of several that agree in as many the one with the smallest largest
     * difference; with it those whose factors are the same.
     *
     * @param response  the sampler's coefficients
     * @param schemes   known schemes, usual ones first
     * @param offered   levels that the sampler was offered
     * @param tolerance difference of a factor that rounding explains
     * @return the comparisons with them, usual ones first; several only where all factors agree, so that noise alone
     *         tells them apart; none if all schemes call the denoiser at other levels
     */
    public static List<SchemeMatch> nearest(Response response, List<LinearSampler> schemes, TimeGrid offered,
            double tolerance) {
        List<SchemeMatch> matches = schemes.stream()
                .flatMap(scheme -> of(response, scheme, offered, tolerance).stream()).toList();
        return matches.stream().min(Comparator.comparingInt((SchemeMatch match) -> -match.agreeing())
                .thenComparingDouble(SchemeMatch::worst))
                .map(best -> matches.stream().filter(match -> match.isLike(best, tolerance)).toList())
                .orElse(List.of());
    }

    /**
     * Names of the schemes that come nearest, nearest first.
     *
     * @param response  the sampler's coefficients
     * @param schemes   known schemes
     * @param offered   levels that the sampler was offered
     * @param tolerance difference of a factor that rounding explains
     * @param most      most names
     * @return the names; none if all schemes call the denoiser at other levels
     */
    public static List<String> nearestNames(Response response, List<LinearSampler> schemes, TimeGrid offered,
            double tolerance, int most) {
        return schemes.stream().flatMap(scheme -> of(response, scheme, offered, tolerance).stream())
                .sorted(Comparator.comparingInt((SchemeMatch match) -> -match.agreeing())
                        .thenComparingDouble(SchemeMatch::worst))
                .map(match -> match.scheme().name()).limit(most).toList();
    }

    /** Whether the sampler differs from both schemes in the same points and as much. */
    private boolean isLike(SchemeMatch other, double tolerance) {
        return Math.abs(worst() - other.worst()) <= tolerance
                && differences.stream().map(Difference::point).toList()
                        .equals(other.differences().stream().map(Difference::point).toList());
    }

    /**
     * Compares the fresh noise of each point too.
     *
     * @param matches  comparisons of factors with one scheme or several
     * @param response the sampler's coefficients
     * @param sampler  the sampler
     * @param w        guidance weight
     * @param offered  levels that it is offered
     * @param noises   noise for each of several batches
     * @param quantile number of standard errors by which a variance must depart to count
     * @return the comparison with the scheme whose noise is nearest, with further differences where noise has
     *         another variance than the scheme's
     */
    public static SchemeMatch withNoise(List<SchemeMatch> matches, Response response, GuidedSampler sampler, double w,
            TimeGrid offered, List<Noise> noises, double quantile) {
        List<NoiseSums> sums = matches.stream().map(match -> new NoiseSums(match, response)).toList();
        for (Noise noise : noises) {
            Trace trace = Trace.of(sampler, w, offered, noise, Response::steady);
            if (!trace.levels().equals(response.levels())) {
                return matches.get(0);
            }
            double[][] rows = rows(response, response.noise(trace));
            sums.forEach(each -> each.add(rows));
        }
        return sums.stream().map(each -> each.compared(quantile))
                .min(Comparator.comparingInt((SchemeMatch match) -> -match.agreeing())
                        .thenComparing(match -> !match.differences().isEmpty())
                        .thenComparingDouble(match -> Math.rint(match.spreadOfNoise() / SPREAD))
                        .thenComparingDouble(SchemeMatch::worstNoise))
                .orElseThrow();
    }

    /** Each point as a vector: the factors of the K predictions, and after them its noise in several draws. */
    static double[][] rows(Response response, List<double[]> noise) {
        int calls = response.calls();
        double[][] rows = new double[calls + 1][];
        for (int m = 0; m <= calls; m++) {
            double[] numbers = noise.isEmpty() ? new double[0] : noise.get(m);
            rows[m] = new double[calls + numbers.length];
            for (int k = 0; k < calls; k++) {
                rows[m][k] = response.both(m, k);
            }
            System.arraycopy(numbers, 0, rows[m], calls, numbers.length);
        }
        return rows;
    }

    private static Optional<Difference> difference(SchemeSteps.Step step, double[] found, double tolerance) {
        int worst = -1;
        double most = tolerance;
        double sum = 0;
        for (int k = 0; k < found.length; k++) {
            double difference = found[k] - step.expected()[k];
            sum += difference;
            if (!(Math.abs(difference) <= most)) {
                most = Math.abs(difference);
                worst = k;
            }
        }
        return worst < 0 ? Optional.empty()
                : Optional.of(new Difference(step.point(), Difference.Kind.FACTOR, worst, found[worst],
                        step.expected()[worst], sum));
    }
}
