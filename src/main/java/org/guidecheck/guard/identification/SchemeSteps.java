package org.guidecheck.guard.identification;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.guidecheck.guard.identification.SchemeMatch.Made;
import org.guidecheck.guard.identification.SchemeMatch.Reading;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.sampler.StepTable;
import org.guidecheck.sampler.StepTable.Combination;
import org.guidecheck.sampler.StepTable.Term;

/**
 * Steps of a known scheme from the points of an identified sampler: the levels at which the scheme calls the denoiser,
 * and the points that it makes.
 */
public final class SchemeSteps {
    /** Signal of a level that stands for pure noise; its root is far below what counts as a difference. */
    static final double LEAST_SIGNAL = 1e-14;

    private SchemeSteps() {
    }

    /** Points as the scheme's step makes them from the points before. */
    @SuppressWarnings("ArrayRecordComponent") // made and read here alone
    record Step(int point, int number, int stage, int direct, double[] x, double[] expected,
            double variance) {
        /** How the point is made, where its own numbers are known. */
        Made made(double[] found, double tolerance) {
            return new Made(number, stage, StepForm.of(found, x, direct, point - 1, tolerance),
                    StepForm.of(expected, x, direct, point - 1, tolerance));
        }
    }

    /**
     * Levels of a scheme's calls.
     *
     * @param scheme a known scheme
     * @param grid   levels between which it steps
     * @return levels at which it calls the denoiser, in order
     */
    public static List<NoiseLevel> levels(LinearSampler scheme, TimeGrid grid) {
        return IntStream.range(0, grid.steps()).boxed()
                .flatMap(k -> scheme.step(grid, k).stages().stream().map(StepTable.Stage::level)).toList();
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

    /** The points of a sampler in terms of σ are scaled by the level that is told, not by their own. */
    static void rescale(double[][] rows, List<NoiseLevel> told, List<NoiseLevel> meant) {
        for (int m = 0; m < told.size(); m++) {
            double factor = Math.sqrt(meant.get(m).signal() / told.get(m).signal());
            for (int k = 0; k < rows[m].length; k++) {
                rows[m][k] *= factor;
            }
        }
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
            return Math.sqrt(
                    (reading == Reading.CLEAN || reading == Reading.CLEAN_OF_SCALED ? meant : told).get(call).signal());
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
    static Optional<TimeGrid> grid(Response response, LinearSampler scheme, TimeGrid offered,
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

    static boolean isCalledAt(List<NoiseLevel> calls, LinearSampler scheme, TimeGrid grid, double tolerance) {
        List<NoiseLevel> levels = levels(scheme, grid);
        return levels.size() == calls.size() && IntStream.range(0, calls.size())
                .allMatch(k -> isSame(levels.get(k), calls.get(k), tolerance));
    }

    private static boolean isSame(NoiseLevel one, NoiseLevel other, double tolerance) {
        return Math.abs(one.logSnr() - other.logSnr()) <= 10 * tolerance;
    }
}
