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
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;
import org.hipparchus.util.FastMath;

/**
 * Claim that the error falls with the sampler's order and never rises as steps are added.
 *
 * <p>On linear scores the law of the process is known. So is the output law of a sampler that takes all its normals
 * from the given noise: its error on a ladder of grids is a number and its order a slope. Wrong coefficients of a
 * high-order solver show on fine grids alone. A program of a scheme of its own whose coefficients are identified has
 * closed laws, from which its order is computed; it must be 1 at least. The errors of another program are enclosed by
 * draws, and the claim is refuted if they surely rise.
 */
final class Order extends SamplerClaim {
    private static final int[] LADDER = {16, 32, 64, 128, 256};
    private static final int DRAWN_RUNGS = 4;
    private static final int POINTS = 4096;
    /** Smaller errors are rounding, of the sampler or of the law of the process. */
    private static final double FLOOR = 1e-8;
    /** Error of the built-in sampler in the most steps from which on these are too long to measure an order. */
    private static final double COARSE = 0.5;
    /** Largest difference of a slope from the order, a whole number. */
    static final double SLACK = 0.5;
    /** Noise at which runs stop: the order of a step to clean data is often lower. */
    private static final double END = 0.01;

    Order() {
        super("sampler.order", "the error falls with the sampler's order and never rises as steps are added");
    }

    /** Whether the sampler promises the numbers of steps of the ladder. */
    @Override
    boolean appliesTo(SamplerUnderTest candidate) {
        int most = candidate.sampler().isExternal() ? DRAWN_RUNGS : LADDER.length;
        return Arrays.stream(LADDER, 0, most).allMatch(candidate.declaration()::allows);
    }

    /** A grid uniform in λ. */
    private static TimeGrid grid(int steps) {
        return TimeGrid.uniformInLogSnr(NoiseLevel.ofSignal(TimeGrid.START_SIGNAL).logSnr(),
                NoiseLevel.ofNoise(END).logSnr(), steps);
    }

    @Override
    List<TestProblem> problems() {
        return List.of(TestProblem.MILD);
    }

    @Override
    boolean dependsOnLaw() {
        return true;
    }

    @Override
    List<Evidence> evidence(RunCache runs, double alpha) {
        List<Evidence> evidence = new ArrayList<>();
        List<Double> weights = runs.candidate().weights();
        for (double w : weights) {
            Optional<double[]> errors = errors(runs, w);
            if (errors.isPresent()) {
                evidence.addAll(computed(runs, errors.get(), w));
            } else {
                evidence.add(identified(runs, w).orElseGet(() -> drawn(runs, w, alpha / weights.size())));
            }
        }
        return evidence;
    }

    /** Evidence from the closed laws of a scheme of its own; empty if it is a copy, or if these are not known. */
    private static Optional<Evidence> identified(RunCache runs, double w) {
        if (runs.isCopy() || !runs.identified().isLinear(w)) {
            return Optional.empty();
        }
        String quantity = "order of the error, w = " + GuidanceSchedule.constant(w);
        Ladder ladder = runs.identified().ladder(w);
        if (ladder.limit().filter(Ladder.Limit::isKnown).isEmpty()) {
            return Optional.of(Evidence.of(Evidence.Kind.ESTIMATED, quantity, 0)
                    .by("not computed: closed laws show no limit").decides(Requirement.NONE));
        }
        return Optional.of(order(runs, ladder, quantity));
    }

    private static Evidence order(RunCache runs, Ladder ladder, String quantity) {
        double order = ladder.order(runs.identified().rounding());
        double size = GuidedGaussian.RESOLUTION.at(runs.candidate().effort()).size();
        boolean isRight = !ladder.limit().orElseThrow().bounds(runs.identified().rounding())
                .intersect(Interval.around(0, size)).isEmpty();
        if (order < 1 - SLACK && isRight) {
            return Evidence.of(Evidence.Kind.ESTIMATED, quantity, order)
                    .by("closed laws; the error may vanish in the limit, but not as it does where steps get shorter at all "
                            + "levels alike: " + ladder.inWords())
                    .decides(Requirement.NONE);
        }
        return Evidence.of(Evidence.Kind.ESTIMATED, quantity, order).within(Interval.around(order, 0))
                .by("closed laws at " + ladder.steps() + " steps")
                .decides(Requirement.atLeast("must be at least 1, to within " + SLACK
                        + (order < 1 - SLACK ? "; the largest errors are " + ladder.inWords() : ""), 1 - SLACK, 0));
    }

    /** Errors of the sampler on the ladder; empty if it draws normals of its own. */
    private static Optional<double[]> errors(RunCache runs, double w) {
        double[] errors = new double[LADDER.length];
        for (int r = 0; r < LADDER.length; r++) {
            TimeGrid grid = grid(LADDER[r]);
            Optional<LinearResponse> response = LinearResponse.of(runs, TestProblem.MILD, w, grid);
            if (response.isEmpty()) {
                return Optional.empty();
            }
            errors[r] = error(response.get().law(), limit(runs, w, grid));
        }
        return Optional.of(errors);
    }

    /** Errors of the reference on the ladder, from its step tables. */
    private static double[] reference(RunCache runs, double w) {
        return Arrays.stream(LADDER).mapToObj(Order::grid)
                .mapToDouble(
                        grid -> error(GaussianLaw.of(runs.reference(), ScorePair.MILD, w, grid), limit(runs, w, grid)))
                .toArray();
    }

    private static GaussianLaw limit(RunCache runs, double w, TimeGrid grid) {
        return ScorePair.MILD.limit(w, runs.churn(), grid.start(), grid.end());
    }

    /** The largest error of a mean, in deviations, or relative error of a deviation. */
    private static double error(GaussianLaw law, GaussianLaw limit) {
        double worst = 0;
        for (int i = 0; i < limit.coordinates().size(); i++) {
            GaussianLaw.Coordinate found = law.coordinates().get(i);
            GaussianLaw.Coordinate expected = limit.coordinates().get(i);
            double error = Math.max(Math.abs(found.mean() - expected.mean()) / expected.deviation(),
                    Math.abs(found.deviation() / expected.deviation() - 1));
            worst = Double.isNaN(error) ? Double.POSITIVE_INFINITY : Math.max(worst, error);
        }
        return worst;
    }

    private static List<Evidence> computed(RunCache runs, double[] errors, double w) {
        String where = "w = " + GuidanceSchedule.constant(w);
        String method = "closed forms on " + Arrays.toString(LADDER) + " steps";
        double[] reference = reference(runs, w);
        double order = slope(errors);
        // Any consistent scheme has order 1; a copy has the order of the built-in sampler.
        double least = (runs.isCopy() ? slope(reference) : 1) - SLACK;
        int rises = 0;
        String fault = "";
        for (int r = 1; r < errors.length; r++) {
            // A rise is no fault on grids so coarse that the error of the built-in sampler rises, too.
            if (!(errors[r] <= errors[r - 1] * (1 + 1e-6) || errors[r] <= FLOOR || reference[r] > reference[r - 1])) {
                rises++;
                fault += "; the error rises from " + LADDER[r - 1] + " to " + LADDER[r] + " steps";
            }
        }
        if (!(reference[reference.length - 1] <= COARSE) || !Double.isFinite(least)) {
            return List.of(Evidence.of(Evidence.Kind.ESTIMATED, "order, " + where, 0).by(method)
                    .decides(Unmeasured.because("cannot be measured: steps are long at this weight"))
                    .with("errors of " + runs.reference().name(), Arrays.toString(reference)));
        }
        boolean known = Double.isFinite(order);
        Evidence slope = Evidence.of(Evidence.Kind.ESTIMATED, "order, " + where, known ? order : 0)
                .within(known ? new Interval(order, order) : Interval.atMost(-Double.MAX_VALUE)).by(method)
                .allowing(List
                        .of(new Tolerance.Discretisation(SLACK, "orders are whole numbers, and slopes are near them")))
                .decides(Requirement.atLeast(String.format(Locale.ROOT, "must be at least %.2f", least), least, 0))
                .with("errors", Arrays.toString(errors));
        return List.of(slope, Evidence.of(Evidence.Kind.EXACT, "rises of the error, " + where, rises)
                .within(new Interval(rises, rises)).by(method).decides(Requirement.exactly("must be 0" + fault, 0)));
    }

    /** The steepest slope between neighbouring rungs whose errors are above the floor. */
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

    /** Evidence on the largest rise of the error from fewer steps to more, which draws can only refute. */
    private static Evidence drawn(RunCache runs, double w, double alpha) {
        Interval before = null;
        Interval largest = null;
        String where = "";
        for (int r = 0; r < DRAWN_RUNGS; r++) {
            RecordedRun run = runs.again(TestProblem.MILD, w, LADDER[r], "ladder " + r, POINTS);
            GaussianLaw limit = limit(runs, w, runs.grid(run));
            Interval error = enclosed(run.ends(), limit, alpha / DRAWN_RUNGS);
            Interval rise = before == null ? null : error.minus(before);
            if (rise != null && (largest == null || rise.lower() > largest.lower())) {
                largest = rise;
                where = "from " + LADDER[r - 1] + " to " + LADDER[r] + " steps";
            }
            before = error;
        }
        boolean known = Double.isFinite(largest.lower()) && Double.isFinite(largest.upper());
        return Evidence.of(Evidence.Kind.PLAIN_SAMPLING, "largest rise of the error, w = "
                + GuidanceSchedule.constant(w), known ? largest.midpoint() : 0)
                .within(largest).by("draws on up to " + LADDER[DRAWN_RUNGS - 1] + " steps",
                        (long) DRAWN_RUNGS * POINTS, alpha)
                .decides(Requirement.atMost("must be at most 0; largest " + where, 0, 0));
    }

    /** Bounds of the error. */
    private static Interval enclosed(double[] ends, GaussianLaw limit, double alpha) {
        int d = limit.coordinates().size();
        double lower = 0;
        double upper = 0;
        for (int i = 0; i < d; i++) {
            GaussianLaw.Coordinate expected = limit.coordinates().get(i);
            GaussianSample sample = GaussianSample.ofCoordinate(ends, d, i);
            Interval mean = sample.meanWithin(alpha / (2 * d));
            Interval variance = sample.varianceWithin(alpha / (2 * d));
            if (!limit.isProper() || mean.equals(Interval.ALL) || variance.equals(Interval.ALL)) {
                return Interval.ALL;
            }
            for (double[] range : new double[][] {
                {(mean.lower() - expected.mean()) / expected.deviation(),
                    (mean.upper() - expected.mean()) / expected.deviation()},
                {Math.sqrt(Math.max(0, variance.lower()) / expected.variance()) - 1,
                    Math.sqrt(variance.upper() / expected.variance()) - 1}}) {
                lower = Math.max(lower, Math.max(range[0], -range[1]));
                upper = Math.max(upper, Math.max(Math.abs(range[0]), Math.abs(range[1])));
            }
        }
        return new Interval(lower, upper);
    }
}
