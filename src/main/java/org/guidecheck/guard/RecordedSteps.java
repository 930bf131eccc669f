package org.guidecheck.guard;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.guidecheck.guard.problem.GaussianSample;
import org.guidecheck.guard.problem.StandardNormals;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.StepPlan;
import org.guidecheck.sampler.StepTable;
import org.guidecheck.sampler.StepTable.Combination;
import org.guidecheck.sampler.StepTable.Term;
import org.guidecheck.statistics.Interval;

/**
 * Comparison of a recorded run with the step tables of a linear sampler, at each call of the denoiser and at the end.
 * From the evaluations before it a table predicts the next point up to fresh noise. What remains must be independent
 * standard normals; where a table adds no noise, the point must be the predicted one up to rounding.
 */
final class RecordedSteps {
    /** Rounding of noise levels, relative. */
    private static final double LEVEL_ROUNDING = 1e-9;
    /** Difference of ᾱ that rounding in half precision explains. */
    private static final double ROUNDED = 4e-3;
    /** Added to the size of a point, so that points near 0 are compared absolutely. */
    private static final double LEAST_SIZE = 1e-3;
    /** Part of the squared error that no guidance weight may leave if a wrong weight is to explain a step. */
    private static final double UNEXPLAINED = 1e-4;

    private final RecordedRun run;
    private final TimeGrid grid;
    private final StepPlan plan;
    private final double w;
    private final double rounding;
    private final double alpha;
    /** The point between two steps, as the last step predicts it. */
    private Point present;
    /** The noise of the last step; null before the first. */
    private double[] lastNoise;
    private long normals;
    private final Optional<Noise> given;
    private boolean areNormalsGiven;

    /**
     * Predicted points of a batch.
     *
     * @param numbers   coordinates, without noise that was not seen yet
     * @param sizes     sums of the absolute terms of each coordinate
     * @param slopes    derivatives of the coordinates by the guidance weight of the step
     * @param deviation standard deviation of the noise that was not seen yet
     * @param where     step and evaluation, for messages; empty at the start
     */
    @SuppressWarnings("ArrayRecordComponent") // made and read here, and not changed
    private record Point(double[] numbers, double[] sizes, double[] slopes, double deviation, String where) {
        static Point at(double[] numbers, double deviation, String where) {
            return new Point(numbers, new double[numbers.length], new double[numbers.length], deviation, where);
        }
    }

    /**
     * Prepares the comparison of a run.
     *
     * @param run      of the sampler under test
     * @param grid     noise levels that it visits
     * @param sampler  the sampler whose steps it should take
     * @param w        guidance weight
     * @param rounding of a step, relative
     * @param alpha    false-alarm rate of all tests together
     * @param given    the normals that the run was given, from the beginning; empty if the sampler draws its own
     */
    RecordedSteps(RecordedRun run, TimeGrid grid, LinearSampler sampler, double w, double rounding, double alpha,
            Optional<Noise> given) {
        this.run = run;
        this.given = given;
        this.areNormalsGiven = given.isPresent();
        this.grid = grid;
        this.plan = StepPlan.of(sampler, GuidanceSchedule.constant(w), grid);
        this.w = w;
        this.rounding = rounding;
        // At each point: mean, variance and shape of the noise, and its correlation with the noise before.
        this.alpha = alpha / (4 * (evaluations() + 1));
    }

    private int evaluations() {
        return plan.evaluation(plan.steps(), 0);
    }

    /** Number of normals that were tested. */
    long normals() {
        return normals;
    }

    /** Whether all noise is the given normals, each once and in order, perhaps with the other sign. */
    boolean areNormalsGiven() {
        return areNormalsGiven;
    }

    /** Whether numbers are the next given normals, up to the sign and rounding. */
    private boolean isNextGiven(double[] z, Point point) {
        double[] next = given.orElseThrow().next();
        double sign = Math.signum(z[0] * next[0]);
        for (int i = 0; i < z.length; i++) {
            if (!(Math.abs(z[i] - sign * next[i]) <= allowed(point, i) / point.deviation + rounding)) {
                return false;
            }
        }
        return true;
    }

    /** The first fault of the run, in words; null if there is none. */
    String fault() {
        String fault = levelFault();
        if (fault != null) {
            return fault;
        }
        int length = run.calls().get(0).points().length;
        present = Point.at(new double[length], 1, "");
        for (int k = 0; k < plan.steps(); k++) {
            for (int j = 0; j < plan.table(k).stages().size(); j++) {
                Combination combination = plan.table(k).stages().get(j).point();
                double[] seen = run.calls().get(plan.evaluation(k, j)).points();
                fault = combination.isPoint() ? arrive(seen)
                        : faultOf(predicted(k, combination, evaluation(k, j)), seen);
                if (fault != null) {
                    return fault;
                }
            }
            present = predicted(k, plan.table(k).result(), step(k) + ": ");
        }
        return arrive(Arrays.copyOf(run.ends(), length));
    }

    /** The first fault of the noise levels that the denoiser was called at; null if there is none. */
    private String levelFault() {
        int calls = run.calls().size();
        if (calls != evaluations()) {
            return calls + " denoiser calls in " + grid.steps() + " steps, must be " + evaluations()
                    + countCause(calls);
        }
        for (int k = 0; k < plan.steps(); k++) {
            for (int j = 0; j < plan.table(k).stages().size(); j++) {
                NoiseLevel asked = run.calls().get(plan.evaluation(k, j)).level();
                NoiseLevel right = plan.table(k).stages().get(j).level();
                if (!isSame(asked, right)) {
                    return String.format(Locale.ROOT, "step %d of %d%s: the denoiser is called at τ = %s, must be %s%s",
                            k + 1, grid.steps(), j == 0 ? "" : ", call " + (j + 1),
                            Digits.of(asked.noise(), right.noise()), Digits.of(right.noise(), asked.noise()),
                            levelCause(asked, right, k, j));
                }
            }
        }
        return null;
    }

    /** Which calls are missing, or too many. */
    private String countCause(int calls) {
        int steps = plan.steps();
        if (isCalledFrom(0, calls)) {
            return "; step " + stepOf(calls) + " is the first without its calls: is it skipped?";
        }
        if (isCalledFrom(evaluations() - calls, calls)) {
            return "; step 1 is without its calls: is it skipped?";
        }
        if (calls % steps == 0 && evaluations() % steps == 0) {
            return ": " + calls / steps + " in each step, must be " + evaluations() / steps;
        }
        if (calls <= steps + 1 && evaluations() > steps + 1) {
            return ": are the later calls of each step not made, or not used?";
        }
        NoiseLevel asked = run.calls().get(0).level();
        NoiseLevel right = plan.table(0).stages().get(0).level();
        return isSame(asked, right) ? "" : String.format(Locale.ROOT, "; step 1: the denoiser is called at τ = %s, "
                + "must be %s%s", Digits.of(asked.noise(), right.noise()), Digits.of(right.noise(), asked.noise()),
                isNear(asked, right) ? ": is the level rounded?" : "");
    }

    /** Whether the calls made are those of the plan from one on. */
    private boolean isCalledFrom(int first, int calls) {
        if (first < 0 || first + calls > evaluations()) {
            return false;
        }
        List<NoiseLevel> levels = IntStream.range(0, plan.steps()).boxed()
                .flatMap(k -> plan.table(k).stages().stream().map(StepTable.Stage::level)).toList();
        return IntStream.range(0, calls)
                .allMatch(i -> isSame(run.calls().get(i).level(), levels.get(first + i)));
    }

    private static boolean isSame(NoiseLevel one, NoiseLevel other) {
        return Math.abs(one.logSnr() - other.logSnr()) <= LEVEL_ROUNDING * Math.max(1, Math.abs(one.logSnr()));
    }

    /** Number of the step that makes a call, from 1. */
    private int stepOf(int call) {
        int k = 0;
        while (plan.evaluation(k + 1, 0) <= call) {
            k++;
        }
        return k + 1;
    }

    /** Why a level is another one, where that can be told from the levels of other calls. */
    private String levelCause(NoiseLevel asked, NoiseLevel right, int k, int j) {
        if (j > 0 && isSame(asked, plan.table(k).stages().get(0).level())) {
            return ", that of its call 1";
        }
        if (k == 0 && isSame(asked, plan.table(plan.steps() - 1).stages().get(0).level())) {
            return ", that of the last step: are levels read in reverse?";
        }
        for (int other = 0; other < plan.steps(); other++) {
            if (other != k && isSame(asked, plan.table(other).stages().get(0).level())) {
                return ", that of step " + (other + 1) + (Math.abs(other - k) > 1 ? ""
                        : ", the step " + (other < k ? "before" : "after") + ": is an index off by one?");
            }
        }
        return isNear(asked, right) ? ": is the level rounded?" : "";
    }

    private static boolean isNear(NoiseLevel asked, NoiseLevel right) {
        return Math.abs(asked.signal() - right.signal()) <= ROUNDED;
    }

    private String step(int k) {
        double from = grid.level(k).noise();
        double to = grid.level(k + 1).noise();
        return String.format(Locale.ROOT, "step %d of %d (τ %s → %s)", k + 1, grid.steps(), Digits.of(from, to),
                to == 0 ? "0" : Digits.of(to, from));
    }

    private String evaluation(int k, int j) {
        return step(k) + ", evaluation " + (j + 1) + ": ";
    }

    /** Compares the point between two steps with the one seen, and goes on from the latter. */
    private String arrive(double[] seen) {
        String fault = faultOf(present, seen);
        present = Point.at(seen, 0, present.where);
        return fault;
    }

    private Point predicted(int k, Combination combination, String where) {
        double[] numbers = new double[present.numbers.length];
        double[] sizes = new double[numbers.length];
        double[] slopes = new double[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = combination.keep() * present.numbers[i];
            sizes[i] = Math.abs(numbers[i]);
            slopes[i] = combination.keep() * present.slopes[i];
        }
        for (Term term : combination.terms()) {
            RecordedRun.Call call = run.calls().get(plan.evaluation(k, term.evaluation()));
            for (int i = 0; i < numbers.length; i++) {
                double ofPoint = term.point() * call.points()[i];
                double ofScore = term.score() * call.scores().guided(i, plan.weight(k));
                numbers[i] += ofPoint + ofScore;
                sizes[i] += Math.abs(ofPoint) + Math.abs(ofScore);
                slopes[i] += term.score() * (call.scores().conditional()[i] - call.scores().unconditional()[i]);
            }
        }
        double deviation = Math.hypot(combination.keep() * present.deviation, combination.deviation());
        return new Point(numbers, sizes, slopes, deviation, where);
    }

    private String faultOf(Point point, double[] seen) {
        return point.deviation > 0 ? faultOfNoise(point, seen) : faultOfPoint(point, seen);
    }

    private double allowed(Point point, int i) {
        return rounding * (point.sizes[i] + LEAST_SIZE);
    }

    private String faultOfPoint(Point point, double[] seen) {
        for (int i = 0; i < seen.length; i++) {
            double expected = point.numbers[i];
            if (!(Math.abs(seen[i] - expected) <= allowed(point, i))) {
                return String.format(Locale.ROOT, "%sx′ = %s, must be %s: x′ − expected = %.2g, rounding allows %.2g%s",
                        point.where, Digits.of(seen[i], expected), Digits.of(expected, seen[i]), seen[i] - expected,
                        allowed(point, i), explanation(point, seen));
            }
        }
        return null;
    }

    /** The guidance weight that would lead to the points seen; empty if there is none. */
    private String explanation(Point point, double[] seen) {
        double errors = 0;
        double products = 0;
        double slopes = 0;
        for (int i = 0; i < seen.length; i++) {
            double error = seen[i] - point.numbers[i];
            errors += error * error;
            products += error * point.slopes[i];
            slopes += point.slopes[i] * point.slopes[i];
        }
        // Least squares: the part of the errors that a change of the weight by products/slopes leaves.
        return errors - products * products / slopes <= UNEXPLAINED * errors
                ? String.format(Locale.ROOT, "; weight %.3g in place of %s explains it", w + products / slopes,
                        GuidanceSchedule.constant(w))
                : "";
    }

    private String faultOfNoise(Point point, double[] seen) {
        double[] z = new double[seen.length];
        for (int i = 0; i < z.length; i++) {
            if (!(point.deviation > 100 * allowed(point, i))) {
                // Rounding hides the noise.
                given.ifPresent(Noise::next);
                return null;
            }
            z[i] = (seen[i] - point.numbers[i]) / point.deviation;
        }
        areNormalsGiven = areNormalsGiven && isNextGiven(z, point);
        boolean start = point.where.isEmpty();
        normals += z.length;
        String wrong = new StandardNormals(z, alpha).fault(start ? grid.start().noise() : 1);
        if (wrong == null && lastNoise != null) {
            Interval r = new GaussianSample(z).correlationWith(new GaussianSample(lastNoise), alpha);
            wrong = r.contains(0) ? null : String.format(Locale.ROOT,
                    "its noise has correlation %.3f with that of the step before, must be 0", r.midpoint());
        }
        lastNoise = start ? null : z;
        return wrong == null ? null : (start ? "the start is not N(0, I): " : point.where) + wrong;
    }
}
