package org.guidecheck.guard;

import java.util.Arrays;
import java.util.Locale;
import org.guidecheck.guard.problem.GaussianSample;
import org.guidecheck.guard.problem.StandardNormals;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.sampler.StepPlan;
import org.guidecheck.sampler.StepTable.Combination;
import org.guidecheck.sampler.StepTable.Term;
import org.guidecheck.statistics.Interval;

/**
 * A recorded run held against the tables of a linear sampler: each point at which the denoiser was asked, and the end. From the
 * evaluations before it a table predicts a point up to fresh normals; they must be independent standard normals, and without
 * any the point must be the predicted one.
 */
final class RecordedSteps {
    /** Rounding of levels, relative. */
    private static final double SAME = 1e-9;
    /** Sizes below which points are not told apart relatively. */
    private static final double LEAST = 1e-3;

    private final RecordedRun run;
    private final TimeGrid grid;
    private final StepPlan plan;
    private final double rounding;
    private final double alpha;
    /** The point between two steps, as the last one predicts it. */
    private Point present;
    /** The last normals that a step drew; null before. */
    private double[] before;
    private long normals;

    /**
     * A predicted point.
     *
     * @param numbers   its coordinates, but for noise that was not seen yet
     * @param sizes     of what they are sums of
     * @param deviation of that noise
     * @param where     in which step, for messages
     */
    @SuppressWarnings("ArrayRecordComponent") // made and read here, and not changed
    private record Point(double[] numbers, double[] sizes, double deviation, String where) {
    }

    /**
     * Takes a run.
     *
     * @param run      of the sampler under guard
     * @param grid     levels that it visits
     * @param sampler  whose steps it should take
     * @param w        guidance weight
     * @param rounding of a step, relative
     * @param alpha    false-alarm rate of all looks together
     */
    RecordedSteps(RecordedRun run, TimeGrid grid, LinearSampler sampler, double w, double rounding, double alpha) {
        this.run = run;
        this.grid = grid;
        this.plan = StepPlan.of(sampler, GuidanceSchedule.constant(w), grid);
        this.rounding = rounding;
        // At each point mean, variance, shape and the noise before.
        this.alpha = alpha / (4 * (evaluations() + 1));
    }

    private int evaluations() {
        return plan.evaluation(plan.steps(), 0);
    }

    /** How many normals were looked at. */
    long normals() {
        return normals;
    }

    /** What is wrong with the run, in words; null if nothing is. */
    String fault() {
        String fault = levelFault();
        if (fault != null) {
            return fault;
        }
        int length = run.calls().get(0).points().length;
        // The start is all noise.
        present = new Point(new double[length], new double[length], 1, "");
        for (int k = 0; k < plan.steps(); k++) {
            for (int j = 0; j < plan.table(k).stages().size(); j++) {
                Combination combination = plan.table(k).stages().get(j).point();
                double[] seen = run.calls().get(plan.evaluation(k, j)).points();
                fault = combination.isPoint() ? arrived(seen) : faultOf(predicted(k, combination, evaluation(k, j)), seen);
                if (fault != null) {
                    return fault;
                }
            }
            present = predicted(k, plan.table(k).result(), step(k) + ": ");
        }
        return arrived(Arrays.copyOf(run.ends(), length));
    }

    /** What is wrong with the levels that were asked for; null if nothing is. */
    private String levelFault() {
        if (run.calls().size() != evaluations()) {
            int each = plan.table(0).stages().size();
            return run.calls().size() + " calls of the denoiser for " + grid.steps() + " steps"
                    + (each == 1 ? "" : " of " + each);
        }
        for (int k = 0; k < plan.steps(); k++) {
            for (int j = 0; j < plan.table(k).stages().size(); j++) {
                NoiseLevel asked = run.calls().get(plan.evaluation(k, j)).level();
                NoiseLevel right = plan.table(k).stages().get(j).level();
                if (!(Math.abs(asked.logSnr() - right.logSnr()) <= SAME * Math.max(1, Math.abs(asked.logSnr())))) {
                    return String.format(Locale.ROOT, "step %d of %d asks for noise %.9g, and is at %.9g", k + 1, grid.steps(),
                            asked.noise(), right.noise());
                }
            }
        }
        return null;
    }

    private String step(int k) {
        return String.format(Locale.ROOT, "step %d of %d, from noise %.4g to %.4g", k + 1, grid.steps(), grid.level(k).noise(),
                grid.level(k + 1).noise());
    }

    private String evaluation(int k, int j) {
        return step(k) + ", evaluation " + (j + 1) + ": ";
    }

    /** Compares the point between two steps, once it is seen, and goes on from there. */
    private String arrived(double[] seen) {
        String fault = faultOf(present, seen);
        present = new Point(seen, new double[seen.length], 0, present.where);
        return fault;
    }

    private Point predicted(int k, Combination combination, String where) {
        double[] numbers = new double[present.numbers.length];
        double[] sizes = new double[numbers.length];
        double w = plan.weight(k);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = combination.keep() * present.numbers[i];
            sizes[i] = Math.abs(numbers[i]);
        }
        for (Term term : combination.terms()) {
            RecordedRun.Call call = run.calls().get(plan.evaluation(k, term.evaluation()));
            for (int i = 0; i < numbers.length; i++) {
                double ofPoint = term.point() * call.points()[i];
                double ofScore = term.score() * call.scores().guided(i, w);
                numbers[i] += ofPoint + ofScore;
                sizes[i] += Math.abs(ofPoint) + Math.abs(ofScore);
            }
        }
        double deviation = Math.hypot(combination.keep() * present.deviation, combination.deviation());
        return new Point(numbers, sizes, deviation, where);
    }

    private String faultOf(Point point, double[] seen) {
        return point.deviation > 0 ? faultOfNoise(point, seen) : faultOfPoint(point, seen);
    }

    /** How a point without noise is missed. */
    private String faultOfPoint(Point point, double[] seen) {
        for (int i = 0; i < seen.length; i++) {
            if (!(Math.abs(seen[i] - point.numbers[i]) <= rounding * (point.sizes[i] + LEAST))) {
                return String.format(Locale.ROOT, "%sis at %.9g and not at %.9g", point.where, seen[i], point.numbers[i]);
            }
        }
        return null;
    }

    private String faultOfNoise(Point point, double[] seen) {
        double[] z = new double[seen.length];
        for (int i = 0; i < z.length; i++) {
            if (!(point.deviation > 100 * rounding * (point.sizes[i] + LEAST))) {
                // Rounding hides the noise.
                return null;
            }
            z[i] = (seen[i] - point.numbers[i]) / point.deviation;
        }
        boolean start = point.where.isEmpty();
        normals += z.length;
        String wrong = new StandardNormals(z, alpha).fault(start ? grid.start().noise() : 1);
        if (wrong == null && before != null) {
            Interval r = new GaussianSample(z).correlationWith(new GaussianSample(before), alpha);
            wrong = r.contains(0) ? null
                    : String.format(Locale.ROOT, "its noise has correlation %.3f with that of the step before", r.midpoint());
        }
        before = start ? null : z;
        return wrong == null ? null : (start ? "the start is not N(0, I): " : point.where) + wrong;
    }
}
