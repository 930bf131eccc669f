package org.guidecheck.oracle.path;

import java.util.function.Predicate;
import org.guidecheck.oracle.mesh.TimeSteps;
import org.guidecheck.oracle.TimeBudget;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.NormalForm;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.BettingConfidenceSequence;

/**
 * Estimator of means of the guided process from noised draws alone, without simulating it (see theory.md, "Reweighted
 * forward paths").
 *
 * <p>The noising of P_c read backwards is the process of weight v = 0, and that of all data P the process of weight
 * v = −1. A constant weight w has the density (π_c f_T)^{v−w} exp(−½w(w+1)A) against either, with f_T = 1/p(c|·) at the
 * end and A = ∫ ‖g‖² du. M_w is the mean of f_T times that, π_c^{v−w} f_T^{1+v−w} exp(…), and f_T ≥ 1: the variable is
 * bounded if w ≥ 1 + v. Hence draws of the class serve for w ≥ 1, and draws of all data for every w ≥ 0.
 *
 * <p>The bound is a power of 1/π_c that grows with w, and few paths come near it: the number of paths that carry the
 * mean collapses as w grows. The interval stays valid and becomes wide. The time-step error is estimated from the same
 * paths and does not, so an answer that few paths carry must be discarded ({@link Answer#isCarried()}).
 */
public final class Reweighting {
    /** Longest step of the coarsest grid, in log(t/τ). */
    private static final double LONGEST_STEP = 0.5;
    private static final int MOST_FIRST_PATHS = 2048;
    private static final int FEWEST_FIRST_PATHS = 256;
    /** Components times dimensions that the first paths may cost in one step. */
    private static final double FIRST_WORK = 6e5;
    private static final int MOST_MULTIPLE = 16;

    private final GuidedProcess process;
    private final double w;
    private final double rate;
    private final TimeSteps times;
    private final Streams streams;
    private final double alpha;
    private final TimeBudget budget;

    /**
     * A mean, with the effective number of paths behind it.
     *
     * @param estimate  value and errors
     * @param effective effective number of paths, (Σx)²/Σx²
     */
    public record Answer(BoundedRepresentation.Estimate estimate, double effective) {
        /** Effective number of paths below which their common time-step error is unknown. */
        private static final double FEWEST = 200;

        /** {@return whether enough paths carry the mean for its time-step error to be known} */
        public boolean isCarried() {
            return effective >= FEWEST;
        }
    }

    /** Law of the draws, with the weight of the process that their noising is. */
    private enum Base {
        /** P_c: weight 0. */
        CLASS(0),
        /** P: weight −1. */
        ALL(-1);

        private final double weight;

        Base(double weight) {
            this.weight = weight;
        }
    }

    /**
     * Prepares the paths without drawing.
     *
     * @param process guided process under one constant weight, at least 0
     * @param streams random streams
     * @param alpha   false-alarm rate of each answer
     */
    public Reweighting(GuidedProcess process, Streams streams, double alpha) {
        this(process, streams, alpha, 0.5 * process.guidance().largest() * (process.guidance().largest() + 1));
    }

    /**
     * For tests: paths that lose weight at another rate, which is wrong.
     *
     * @param process guided process under one constant weight, at least 0
     * @param streams random streams
     * @param alpha   false-alarm rate of each answer
     * @param rate    rate over ‖g‖², ½w(w + 1) if it is right
     */
    public Reweighting(GuidedProcess process, Streams streams, double alpha, double rate) {
        this(NormalForm.of(process).process(), streams, alpha, rate, TimeBudget.NONE);
    }

    private Reweighting(GuidedProcess process, Streams streams, double alpha, double rate, TimeBudget budget) {
        this.process = process;
        this.budget = budget;
        this.w = process.guidance().smallest();
        if (!(w >= 0 && w < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("weight=" + w + ": must be finite and at least 0");
        }
        if (process.guidance().largest() != w) {
            throw new IllegalArgumentException("weight=" + process.guidance() + ": must be constant");
        }
        this.times = new TimeSteps(process);
        this.streams = streams;
        this.alpha = alpha;
        this.rate = rate;
    }

    /**
     * The same estimator with a limit on its time.
     *
     * @param limit when answers must have come; it is overstepped by at most a few blocks of paths
     * @return an estimator that stops at the limit with the paths that it has
     */
    public Reweighting within(TimeBudget limit) {
        return new Reweighting(process, streams, alpha, rate, limit);
    }

    /**
     * The mean reciprocal M_w.
     *
     * @param discretisation target time-step error, relative to the value
     * @param mostPaths      most paths
     * @param enough         stopping rule, asked at growing numbers of paths; the interval is valid at all of them at
     *                       once
     * @return M_w
     */
    public Answer meanReciprocal(double discretisation, int mostPaths, Predicate<Answer> enough) {
        return moment(1, discretisation, mostPaths, enough);
    }

    /**
     * The moment E^w[1/p(c|Y)^Q]. A change of measure by f^q with q = w leads to draws of the class, with q = w + 1 to
     * draws of all data; the variable is bounded where Q ≤ q.
     *
     * @param moment         Q, in (0, w + 1]
     * @param discretisation target time-step error, relative to the value
     * @param mostPaths      most paths
     * @param enough         stopping rule, asked at growing numbers of paths; the interval is valid at all of them at
     *                       once
     * @return the moment
     * @throws IllegalArgumentException if Q is out of range
     */
    public Answer moment(double moment, double discretisation, int mostPaths, Predicate<Answer> enough) {
        if (!(moment > 0 && moment <= w + 1)) {
            throw new IllegalArgumentException("moment=" + moment + ": must be in (0, w + 1] = (0, " + (w + 1)
                    + "], where the variable is bounded");
        }
        Base base = w >= moment ? Base.CLASS : Base.ALL;
        double power = moment + base.weight - w;
        return estimate(base, 1, 1, (logReciprocal, area, stride) -> {
            int end = area.length - 1;
            return Math.exp(power * logReciprocal[end] - rate * area[end]);
        }, discretisation, mostPaths, enough);
    }

    /**
     * The mean of the density of the guided process against the unguided one; its exact value is 1.
     *
     * @param discretisation target time-step error
     * @param mostPaths      most paths
     * @param enough         stopping rule, asked at growing numbers of paths; the interval is valid at all of them at
     *                       once
     * @return an estimate of 1
     */
    public Answer meanWeight(double discretisation, int mostPaths, Predicate<Answer> enough) {
        return estimate(Base.CLASS, 1, 0, (logReciprocal, area, stride) -> {
            int end = area.length - 1;
            return Math.exp(-w * logReciprocal[end] - rate * area[end]);
        }, discretisation, mostPaths, enough);
    }

    /**
     * The decrement M_0 − M_w = ∫ w E^w[f ‖g‖²] du. It does not use f at the end, so it shares only the model with the
     * bounded representation.
     *
     * @param discretisation target time-step error, relative to the value
     * @param mostPaths      most paths
     * @param enough         stopping rule, asked at growing numbers of paths; the interval is valid at all of them at
     *                       once
     * @return M_0 − M_w
     */
    public Answer decrement(double discretisation, int mostPaths, Predicate<Answer> enough) {
        Base base = w >= 1 ? Base.CLASS : Base.ALL;
        double power = 1 + base.weight - w;
        if (w == 0) {
            return estimate(base, 1, 0, (logReciprocal, area, stride) -> 0, discretisation, mostPaths, enough);
        }
        return estimate(base, w / rate, 0, (logReciprocal, area, stride) -> {
            // ∫ w f^{1+v−w} exp(−κA) dA; the exponential is integrated exactly in each step.
            double sum = w * Math.exp(power * logReciprocal[0]) * -Math.expm1(-rate * area[0]) / rate;
            for (int k = 0; k + stride < area.length; k += stride) {
                double mean = 0.5 * (Math.exp(power * logReciprocal[k]) + Math.exp(power * logReciprocal[k + stride]));
                sum += w * mean * Math.exp(-rate * area[k]) * -Math.expm1(-rate * (area[k + stride] - area[k])) / rate;
            }
            return sum;
        }, discretisation, mostPaths, enough);
    }

    /** First number of paths, small enough that a costly law gets its first answer soon. */
    private int firstPaths() {
        return (int) Math.max(FEWEST_FIRST_PATHS,
                Math.min(MOST_FIRST_PATHS, FIRST_WORK / process.law().marginal().cost()));
    }

    private ForwardPaths paths(Base base, int multiple, Streams from) {
        return new ForwardPaths(process.sides(), base == Base.CLASS ? process.classLaw() : process.law().marginal(),
                times.grid(2 * multiple, LONGEST_STEP), from);
    }

    private Answer estimate(Base base, double range, double least, ForwardPaths.Reading reading, double discretisation,
            int mostPaths, Predicate<Answer> enough) {
        double factor = Math.pow(process.prior(), base.weight - w);
        int multiple = chooseSteps(base, reading, discretisation, Math.min(firstPaths(), mostPaths));
        ForwardPaths paths = paths(base, multiple, streams.derived("reweighted paths"));
        int steps = times.grid(2 * multiple, LONGEST_STEP).steps();
        BettingConfidenceSequence mean = new BettingConfidenceSequence(0, range, alpha);
        StepErrorBound stepError = new StepErrorBound();
        double sum = 0;
        double squares = 0;
        PathPieces pieces = new PathPieces(budget, firstPaths(), mostPaths);
        while (true) {
            double[][] numbers = paths.run(mean.count(), pieces.next(mean.count()), reading);
            mean.accept(numbers[0]);
            stepError.accept(numbers[0], numbers[1]);
            for (double x : numbers[0]) {
                sum += x;
                squares += x * x;
            }
            if (!pieces.isDue(mean.count())) {
                continue;
            }
            double value = Math.max(least, (mean.mean() + stepError.mean() / 3) * factor);
            Answer answer = new Answer(new BoundedRepresentation.Estimate(least, value, mean.bounds().scale(factor),
                    stepError.bound() * factor, process.startError() * value, steps, mean.count(), alpha),
                    squares > 0 ? sum * sum / squares : mean.count());
            if (pieces.isLast(mean.count()) || enough.test(answer)) {
                return answer;
            }
        }
    }

    /** Multiple of the coarsest grid whose error looks small enough on pilot paths, which are not used again. */
    private int chooseSteps(Base base, ForwardPaths.Reading reading, double discretisation, int count) {
        int multiple = 1;
        while (multiple < MOST_MULTIPLE && !budget.isOver()) {
            double[][] pilot = paths(base, multiple, streams.derived("reweighting pilot")).run(0, count, reading);
            StepErrorBound error = new StepErrorBound();
            error.accept(pilot[0], pilot[1]);
            double value = 0;
            for (double x : pilot[0]) {
                value += x / count;
            }
            double aim = discretisation * value;
            if (Math.abs(error.mean()) + Math.min(error.standardError(), aim / 3) <= aim) {
                return multiple;
            }
            multiple *= 2;
        }
        return multiple;
    }
}
