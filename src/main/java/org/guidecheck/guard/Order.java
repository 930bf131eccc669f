package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guidecheck.guard.problem.GaussianLaw;
import org.guidecheck.guard.problem.GaussianSample;
import org.guidecheck.guard.problem.ScorePair;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Tolerance;
import org.hipparchus.util.FastMath;

/**
 * More steps bring the output nearer to the law of the process, at the rate of the sampler's order and without a rise.
 *
 * <p>On the pair of linear scores the law of the process is known. A sampler that takes its normals from what it is given has a
 * law that is known too, so that its error on a ladder of grids is a number, and its order a slope; the wrong coefficient of
 * a high-order solver shows on fine grids alone. Of a program with normals of its own, errors are enclosed by draws, and
 * may not be shown to rise.
 */
final class Order extends SamplerClaim {
    private static final int[] LADDER = {16, 32, 64, 128, 256};
    private static final int RUNGS_OF_DRAWS = 4;
    private static final int POINTS = 4096;
    /** Errors below it are rounding, here and in the law of the process. */
    private static final double FLOOR = 1e-8;
    /** Orders are whole numbers; slopes are near them. */
    static final double SLACK = 0.5;
    private static final double END = 0.01;

    Order() {
        super("sampler.order", "the error falls with the order of the sampler, and never rises as steps are added");
    }

    /** Grids uniform in λ that are left at a little noise: a step to clean data has an order of its own, often the first. */
    private static TimeGrid grid(int steps) {
        return TimeGrid.uniformInLogSnr(NoiseLevel.ofSignal(TimeGrid.START_SIGNAL).logSnr(), NoiseLevel.ofNoise(END).logSnr(), steps);
    }

    @Override
    List<TestProblem> arenas() {
        return List.of(TestProblem.MILD);
    }

    @Override
    List<Evidence> evidence(RunCache bench, double alpha) {
        List<Evidence> evidence = new ArrayList<>();
        List<Double> weights = bench.candidate().weights();
        for (double w : weights) {
            Optional<double[]> errors = errors(bench, w);
            evidence.add(errors.isPresent() ? computed(bench, errors.get(), w) : drawn(bench, w, alpha / weights.size()));
        }
        return evidence;
    }

    /** Errors of the candidate, where its law can be followed. */
    private static Optional<double[]> errors(RunCache bench, double w) {
        double[] errors = new double[LADDER.length];
        for (int r = 0; r < LADDER.length; r++) {
            TimeGrid grid = grid(LADDER[r]);
            Optional<LinearResponse> response = LinearResponse.of(bench, TestProblem.MILD, w, grid);
            if (response.isEmpty()) {
                return Optional.empty();
            }
            errors[r] = error(response.get().law(), limit(bench, w, grid));
        }
        return Optional.of(errors);
    }

    /** Errors of the reference, from its tables. */
    private static double[] usual(RunCache bench, double w) {
        return Arrays.stream(LADDER).mapToObj(Order::grid)
                .mapToDouble(grid -> error(GaussianLaw.of(bench.reference(), ScorePair.MILD, w, grid), limit(bench, w, grid)))
                .toArray();
    }

    private static GaussianLaw limit(RunCache bench, double w, TimeGrid grid) {
        return ScorePair.MILD.limit(w, bench.churn(), grid.start(), grid.end());
    }

    /** The mean farthest off, in deviations, or the deviation, in parts of itself. */
    private static double error(GaussianLaw law, GaussianLaw limit) {
        double worst = 0;
        for (int i = 0; i < limit.coordinates().size(); i++) {
            GaussianLaw.Coordinate is = law.coordinates().get(i);
            GaussianLaw.Coordinate must = limit.coordinates().get(i);
            double off = Math.max(Math.abs(is.mean() - must.mean()) / must.deviation(),
                    Math.abs(is.deviation() / must.deviation() - 1));
            worst = Double.isNaN(off) ? Double.POSITIVE_INFINITY : Math.max(worst, off);
        }
        return worst;
    }

    private static Evidence computed(RunCache bench, double[] errors, double w) {
        double[] usual = usual(bench, w);
        double order = slope(errors);
        // Any consistent scheme has order 1; a copy has that of what it copies.
        double least = (bench.isCopy() ? slope(usual) : 1) - SLACK;
        String fault = order >= least ? "" : String.format(Locale.ROOT, "; it is at least %.2f", least);
        for (int r = 1; r < errors.length; r++) {
            // While steps are so long that the built-in sampler gets worse, a rise says nothing.
            if (!(errors[r] <= errors[r - 1] * (1 + 1e-6) || errors[r] <= FLOOR || usual[r] > usual[r - 1])) {
                fault += "; it rises from " + LADDER[r - 1] + " to " + LADDER[r] + " steps";
            }
        }
        boolean known = Double.isFinite(order);
        return Evidence.of(Evidence.Kind.DETERMINISTIC, "order, w = " + GuidanceSchedule.constant(w), known ? order : 0)
                .within(known ? new Interval(order, order) : Interval.ALL)
                .by("closed forms on " + Arrays.toString(LADDER) + " steps")
                .allowing(List.of(new Tolerance.Discretisation(SLACK, "orders are whole numbers; slopes near them")))
                .decides("the error falls like it" + fault, fault.isEmpty() ? Outcome.HOLDS : Outcome.REFUTED)
                .with("errors", Arrays.toString(errors));
    }

    /** The steepest of the mean slopes between rungs that are above the floor. */
    private static double slope(double[] errors) {
        double best = Double.NEGATIVE_INFINITY;
        for (int to = 1; to < errors.length; to++) {
            if (errors[to] <= FLOOR) {
                return Math.max(best, errors[to - 1] <= FLOOR ? 9 : FastMath.log(2, errors[to - 1] / errors[to]));
            }
            best = Math.max(best, FastMath.log(2, errors[to - 1] / errors[to]));
        }
        return FastMath.log(2, errors[errors.length - 2] / errors[errors.length - 1]);
    }

    private static Evidence drawn(RunCache bench, double w, double alpha) {
        Interval before = null;
        Interval first = null;
        String fault = "";
        for (int r = 0; r < RUNGS_OF_DRAWS; r++) {
            RecordedRun run = bench.again(TestProblem.MILD, w, LADDER[r], "ladder " + r, POINTS);
            Interval error = enclosed(run.ends(), limit(bench, w, bench.grid(run)), alpha / RUNGS_OF_DRAWS);
            if (before != null && error.lower() > before.upper()) {
                fault += "; it rises from " + LADDER[r - 1] + " to " + LADDER[r] + " steps";
            }
            first = first == null ? error : first;
            before = error;
        }
        return Evidence.of(Evidence.Kind.EXACT_SAMPLING, "error at " + LADDER[RUNGS_OF_DRAWS - 1] + " steps, w = "
                        + GuidanceSchedule.constant(w), Math.max(before.lower(), Math.min(before.midpoint(), before.upper())))
                .within(before).by("draws on up to " + LADDER[RUNGS_OF_DRAWS - 1] + " steps",
                        (long) RUNGS_OF_DRAWS * POINTS, alpha)
                .decides("is not above that of fewer steps" + fault, fault.isEmpty() ? Outcome.HOLDS : Outcome.REFUTED)
                .with("at " + LADDER[0] + " steps", first.toString());
    }

    /** Where the error lies. */
    private static Interval enclosed(double[] ends, GaussianLaw limit, double alpha) {
        int d = limit.coordinates().size();
        double lower = 0;
        double upper = 0;
        for (int i = 0; i < d; i++) {
            GaussianLaw.Coordinate must = limit.coordinates().get(i);
            GaussianSample sample = GaussianSample.ofCoordinate(ends, d, i);
            Interval mean = sample.meanWithin(alpha / (2 * d));
            Interval variance = sample.varianceWithin(alpha / (2 * d));
            for (double[] range : new double[][] {
                {(mean.lower() - must.mean()) / must.deviation(), (mean.upper() - must.mean()) / must.deviation()},
                {Math.sqrt(Math.max(0, variance.lower()) / must.variance()) - 1, Math.sqrt(variance.upper() / must.variance()) - 1}}) {
                lower = Math.max(lower, Math.max(range[0], -range[1]));
                upper = Math.max(upper, Math.max(Math.abs(range[0]), Math.abs(range[1])));
            }
        }
        return new Interval(lower, upper);
    }
}
