package org.guidecheck.guard.identification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
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
 */
public record SchemeMatch(LinearSampler scheme, TimeGrid grid, int points, List<Difference> differences) {

    /**
     * Difference of a point.
     *
     * @param point    number of the point, from 1; K for the output
     * @param kind     what differs
     * @param call     number of the call whose prediction has another factor; −1 for noise
     * @param found    factor of that prediction, or deviation of the noise
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
            ALL_NOISE
        }

        /** {@return whether noise differs} */
        public boolean isNoise() {
            return kind != Kind.FACTOR;
        }
    }

    /** Points as the scheme's step makes them from the points before. */
    @SuppressWarnings("ArrayRecordComponent") // made and read here alone
    record Step(int point, double[] expected, double variance) {
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
        return grid(response, scheme, offered, tolerance).map(grid -> {
            double[][] rows = rows(response, List.of());
            List<Difference> differences = new ArrayList<>();
            for (Step step : steps(response, scheme, grid, rows)) {
                difference(step, rows[step.point()], allowed).ifPresent(differences::add);
            }
            return new SchemeMatch(scheme, grid, response.calls(), List.copyOf(differences));
        });
    }

    /** {@return number of points that agree} */
    public int agreeing() {
        return points - (int) differences.stream().mapToInt(Difference::point).distinct().count();
    }

    /** {@return the largest difference of a factor} */
    public double worst() {
        return differences.stream().mapToDouble(d -> Math.abs(d.found() - d.expected())).max().orElse(0);
    }

    /**
     * The schemes that agree in most points; of those that agree in less than all, the one with the smallest largest
     * difference.
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
        List<SchemeMatch> equal = matches.stream().filter(match -> match.differences().isEmpty()).toList();
        return equal.isEmpty() ? matches.stream().min(Comparator.comparingInt((SchemeMatch match) -> -match.agreeing())
                .thenComparingDouble(SchemeMatch::worst)).stream().toList() : equal;
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
     * @return the comparison with the scheme that differs in fewest points, with further differences where noise has
     *         another variance than the scheme's
     */
    public static SchemeMatch withNoise(List<SchemeMatch> matches, Response response, GuidedSampler sampler, double w,
            TimeGrid offered, List<Noise> noises, double quantile) {
        List<NoiseSums> sums = matches.stream().map(NoiseSums::new).toList();
        for (Noise noise : noises) {
            Trace trace = Trace.of(sampler, w, offered, noise, Response::steady);
            if (!trace.levels().equals(response.levels())) {
                return matches.get(0);
            }
            double[][] rows = rows(response, response.noise(trace));
            sums.forEach(each -> each.add(response, rows));
        }
        return sums.stream().map(each -> each.compared(quantile))
                .min(Comparator.comparingInt(match -> -match.agreeing())).orElseThrow();
    }

    /** Sums of squares of noise in each point, as found and as a scheme has it. */
    private static final class NoiseSums {
        private final SchemeMatch match;
        private final double[] fresh;
        private final double[] all;
        private final double[] added;
        private final double[] expected;
        private long numbers;

        NoiseSums(SchemeMatch match) {
            this.match = match;
            this.fresh = new double[match.points() + 1];
            this.all = new double[match.points() + 1];
            this.added = new double[match.points() + 1];
            this.expected = new double[match.points() + 1];
        }

        void add(Response response, double[][] rows) {
            for (Step step : steps(response, match.scheme(), match.grid(), rows)) {
                int m = step.point();
                added[m] = step.variance();
                for (int i = match.points(); i < rows[m].length; i++) {
                    double difference = rows[m][i] - step.expected()[i];
                    fresh[m] += difference * difference;
                    all[m] += rows[m][i] * rows[m][i];
                    expected[m] += step.expected()[i] * step.expected()[i];
                }
            }
            numbers += rows[0].length - match.points();
        }

        SchemeMatch compared(double quantile) {
            List<Difference> found = new ArrayList<>(match.differences());
            double error = quantile * Math.sqrt(2.0 / numbers);
            for (int m = 1; m <= match.points(); m++) {
                int point = m;
                boolean isOther = match.differences().stream().anyMatch(d -> d.point() == point);
                double is = (isOther ? all[m] : fresh[m]) / numbers;
                double must = added[m] + (isOther ? expected[m] / numbers : 0);
                if (Math.abs(is - must) > error * Math.max(is, must) * (isOther ? 2 : 1) + NO_NOISE) {
                    found.add(new Difference(m, isOther ? Difference.Kind.ALL_NOISE : Difference.Kind.FRESH_NOISE, -1,
                            Math.sqrt(is), Math.sqrt(must), 0));
                }
            }
            found.sort(Comparator.comparingInt(Difference::point));
            return new SchemeMatch(match.scheme(), match.grid(), match.points(), List.copyOf(found));
        }
    }

    /** Signal of a level that stands for pure noise; its root is far below what counts as a difference. */
    private static final double LEAST_SIGNAL = 1e-14;
    /** Variance that rounding in single precision leaves. */
    private static final double NO_NOISE = 1e-9;

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
    static List<Step> steps(Response response, LinearSampler scheme, TimeGrid grid, double[][] rows) {
        List<NoiseLevel> levels = withSignal(response.levels());
        List<Step> steps = new ArrayList<>();
        double[] x = rows[0];
        double unseen = 0;
        int call = 0;
        for (int k = 0; k < grid.steps(); k++) {
            StepTable table = scheme.step(grid, k);
            for (int j = 0; j < table.stages().size(); j++) {
                Combination point = table.stages().get(j).point();
                double variance =
                        point.deviation() * point.deviation() + (j == 0 ? point.keep() * point.keep() * unseen : 0);
                if (call + j > 0) {
                    steps.add(new Step(call + j, combined(point, x, call, rows, levels), variance));
                }
                // A point that is seen replaces what the step before made.
                if (j == 0 && point.isPoint()) {
                    x = rows[call];
                }
            }
            x = combined(table.result(), x, call, rows, levels);
            unseen = table.result().deviation() * table.result().deviation();
            call += table.stages().size();
        }
        steps.add(new Step(call, x, unseen));
        return steps;
    }

    /** A combination of x and of evaluations at the sampler's own points; the score is (√t a − y)/τ. */
    private static double[] combined(Combination combination, double[] x, int first, double[][] rows,
            List<NoiseLevel> levels) {
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            result[i] = combination.keep() * x[i];
        }
        for (Term term : combination.terms()) {
            int call = first + term.evaluation();
            NoiseLevel level = levels.get(call);
            double factor = term.point() - term.score() / level.noise();
            for (int i = 0; i < x.length; i++) {
                result[i] += factor * rows[call][i];
            }
            result[call] += term.score() * Math.sqrt(level.signal()) / level.noise();
        }
        return result;
    }

    /**
     * The levels of calls and of the steps of tables, which write predictions as scores: next to pure noise these lose
     * all digits, while such a level is any other without signal.
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
        int call = 0;
        for (int k = 0; k < grid.steps(); k++) {
            for (StepTable.Stage stage : scheme.step(grid, k).stages()) {
                if (call == calls.size() || !isSame(stage.level(), calls.get(call), tolerance)) {
                    return false;
                }
                call++;
            }
        }
        return call == calls.size();
    }

    private static boolean isSame(NoiseLevel one, NoiseLevel other, double tolerance) {
        return Math.abs(one.logSnr() - other.logSnr()) <= 10 * tolerance;
    }
}
