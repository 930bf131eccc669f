package org.guidecheck.guard.identification;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.StepTable;
import org.guidecheck.sampler.StepTable.Combination;
import org.guidecheck.sampler.StepTable.Term;

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
    /** Signal of a level that stands for pure noise; its root is far below what counts as a difference. */
    private static final double LEAST_SIGNAL = 1e-14;

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

    /** Points as the scheme's step makes them from the points before. */
    @SuppressWarnings("ArrayRecordComponent") // made and read here alone
    record Step(int point, int number, int stage, int direct, double[] x, double[] expected,
            double variance) {
        Made made(double[] found, double tolerance) {
            return new Made(number, stage, StepForm.of(found, x, direct, point - 1, tolerance),
                    StepForm.of(expected, x, direct, point - 1, tolerance));
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
        boolean isFromPureNoise = response.levels().stream().anyMatch(level -> level.signal() < LEAST_SIGNAL);
        double allowed = isFromPureNoise ? Math.max(tolerance, 10 * Math.sqrt(LEAST_SIGNAL)) : tolerance;
        return grid(response, scheme, offered, tolerance)
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
        return levels(scheme, offered).size() != response.calls()
                || isCalledAt(response.levels(), scheme, offered, tolerance) ? Optional.empty()
                        : Optional.of(compared(response, scheme, offered, reading, tolerance));
    }

    /**
     * The levels at which a sampler with levels of its own calls the denoiser, each once, as steps between them.
     *
     * @param response the sampler's coefficients
     * @param offered  levels that the sampler was offered, of which the last is its end
     * @return the levels; empty if noise does not fall from call to call, calls at the same level left out
     */
    public static Optional<TimeGrid> ownLevels(Response response, TimeGrid offered) {
        List<NoiseLevel> levels = new ArrayList<>(response.levels().stream().distinct().toList());
        levels.add(offered.end());
        return IntStream.range(1, levels.size()).allMatch(i -> levels.get(i).noise() < levels.get(i - 1).noise())
                ? Optional.of(new TimeGrid(levels)) : Optional.empty();
    }

    private static SchemeMatch compared(Response response, LinearSampler scheme, TimeGrid grid, Reading reading,
            double tolerance) {
        double[][] rows = rows(response, List.of());
        if (reading == Reading.CLEAN_OF_SCALED) {
            rescale(rows, response.levels(), levels(scheme, grid));
        }
        List<Difference> differences = new ArrayList<>();
        List<Made> made = new ArrayList<>();
        for (Step step : steps(response, scheme, grid, reading, rows)) {
            difference(step, rows[step.point()], tolerance).ifPresent(differences::add);
            made.add(step.made(rows[step.point()], tolerance));
        }
        return new SchemeMatch(scheme, grid, response.calls(), List.copyOf(differences), List.copyOf(made));
    }

    /** The points of a sampler in terms of σ are scaled by the level that is told, not by their own. */
    private static void rescale(double[][] rows, List<NoiseLevel> told, List<NoiseLevel> meant) {
        for (int m = 0; m < told.size(); m++) {
            double factor = Math.sqrt(meant.get(m).signal() / told.get(m).signal());
            for (int k = 0; k < rows[m].length; k++) {
                rows[m][k] *= factor;
            }
        }
    }

    /** {@return levels at which a scheme calls the denoiser} */
    public static List<NoiseLevel> levels(LinearSampler scheme, TimeGrid grid) {
        return IntStream.range(0, grid.steps()).boxed()
                .flatMap(k -> scheme.step(grid, k).stages().stream().map(StepTable.Stage::level)).toList();
    }

    /** {@return number of points that agree} */
    public int agreeing() {
        return points - (int) differences.stream().mapToInt(Difference::point).filter(m -> m > 0).distinct().count();
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

    private static Optional<Difference> difference(Step step, double[] found, double tolerance) {
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

    /** All points but the start, as the scheme makes them. */
    static List<Step> steps(Response response, LinearSampler scheme, TimeGrid grid, Reading reading,
            double[][] rows) {
        List<Step> steps = new ArrayList<>();
        Levels levels = new Levels(withSignal(response.levels()), levels(scheme, grid), reading);
        double[] x = rows[0];
        double[] before = x;
        double unseen = 0;
        int call = 0;
        int direct = 0;
        for (int k = 0; k < grid.steps(); k++) {
            StepTable table = scheme.step(grid, k);
            for (int j = 0; j < table.stages().size(); j++) {
                Combination point = table.stages().get(j).point();
                double variance =
                        point.deviation() * point.deviation() + (j == 0 ? point.keep() * point.keep() * unseen : 0);
                if (call + j > 0) {
                    boolean isEnd = j == 0;
                    steps.add(new Step(call + j, isEnd ? k : k + 1, isEnd ? 0 : j + 1,
                            isEnd ? direct : direct(call, table), isEnd ? before : x,
                            combined(point, x, call, rows, levels), variance));
                }
                // A point that is seen replaces what the step before made.
                if (j == 0 && point.isPoint()) {
                    x = rows[call];
                }
            }
            before = x;
            direct = direct(call, table);
            x = combined(table.result(), x, call, rows, levels);
            unseen = table.result().deviation() * table.result().deviation();
            call += table.stages().size();
        }
        steps.add(new Step(call, grid.steps(), 0, direct, before, x, unseen));
        return steps;
    }

    /** First call whose prediction may act directly: one more than the scheme takes, as a fault may take. */
    private static int direct(int call, StepTable table) {
        return Math.max(0, call - table.history() - 1);
    }

    /** Levels that the denoiser is told in each call, and those that a scheme takes it to be told. */
    private record Levels(List<NoiseLevel> told, List<NoiseLevel> meant, Reading reading) {
        /** Factor 1/τ of √t a − y in what the scheme takes for the score. */
        double inverse(int call) {
            return switch (reading) {
                case SCORE -> 1 / told.get(call).noise();
                case NOISE -> 1 / Math.sqrt(told.get(call).noise() * meant.get(call).noise());
                case CLEAN, CLEAN_OF_SCALED -> 1 / meant.get(call).noise();
            };
        }

        double root(int call) {
            return Math.sqrt((reading == Reading.CLEAN || reading == Reading.CLEAN_OF_SCALED ? meant : told).get(call).signal());
        }
    }

    /** A combination of x and of evaluations at the sampler's own points; the score is (√t a − y)/τ. */
    private static double[] combined(Combination combination, double[] x, int first, double[][] rows, Levels levels) {
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            result[i] = combination.keep() * x[i];
        }
        for (Term term : combination.terms()) {
            int call = first + term.evaluation();
            double factor = term.point() - term.score() * levels.inverse(call);
            for (int i = 0; i < x.length; i++) {
                result[i] += factor * rows[call][i];
            }
            result[call] += term.score() * levels.root(call) * levels.inverse(call);
        }
        return result;
    }

    /**
     * The levels of calls as tables take them, which write predictions as scores: next to pure noise these lose all
     * digits, while such a level is any other without signal.
     */
    private static List<NoiseLevel> withSignal(List<NoiseLevel> levels) {
        return levels.stream().map(level -> level.signal() < LEAST_SIGNAL ? NoiseLevel.ofSignal(LEAST_SIGNAL) : level)
                .toList();
    }

    /** The levels between which the scheme would step, if it then called the denoiser where the sampler does. */
    private static Optional<TimeGrid> grid(Response response, LinearSampler scheme, TimeGrid offered,
            double tolerance) {
        List<NoiseLevel> calls = withSignal(response.levels());
        if (isCalledAt(calls, scheme, offered, tolerance)) {
            return Optional.of(offered);
        }
        int stages = offered.steps() < 2 ? 1 : scheme.step(offered, 0).stages().size();
        List<NoiseLevel> levels = new ArrayList<>();
        IntStream.iterate(0, i -> i < calls.size(), i -> i + stages).forEach(i -> levels.add(calls.get(i)));
        levels.add(offered.end());
        for (int i = 1; i < levels.size(); i++) {
            if (!(levels.get(i).noise() < levels.get(i - 1).noise())) {
                return Optional.empty();
            }
        }
        return Optional.of(new TimeGrid(levels)).filter(grid -> isCalledAt(calls, scheme, grid, tolerance));
    }

    private static boolean isCalledAt(List<NoiseLevel> calls, LinearSampler scheme, TimeGrid grid, double tolerance) {
        List<NoiseLevel> levels = levels(scheme, grid);
        return levels.size() == calls.size() && IntStream.range(0, calls.size())
                .allMatch(k -> isSame(levels.get(k), calls.get(k), tolerance));
    }

    private static boolean isSame(NoiseLevel one, NoiseLevel other, double tolerance) {
        return Math.abs(one.logSnr() - other.logSnr()) <= 10 * tolerance;
    }
}
