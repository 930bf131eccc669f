package org.guidecheck.oracle.path;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.oracle.TimeBudget;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.NormalForm;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.BettingConfidenceSequence;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Tolerance;

/**
 * Estimator of the moments E[1/p(c|Y)^Q] of the guided process, the mean reciprocal M_w among them (Q = 1), as means of
 * bounded variables, in any dimension: a change of measure by f^q, f = 1/p(c|·), gives
 *
 * <pre>  π_c^Q E^w[f^Q] = E^{w−q}[ exp(−½∫ q(1 + 2w − q) ‖g‖² du) · (π_c f)^{Q−q} at the end ]  </pre>
 *
 * <p>(see theory.md, "The master identity"). With q = Q, the bounded representation, the variable lies in (0, 1], so that
 * the moment is at most 1 whatever is drawn. With q = 1 + 2w, the reflection, nothing but the end matters and the moment
 * could come out otherwise. A betting confidence sequence gives a finite-sample interval for the mean whatever the law,
 * valid at every number of paths. The time-step error is reported separately: it is estimated from paths followed on two
 * grids with the same noise.
 */
public final class BoundedRepresentation {
    private static final int FEWEST_STEPS = 64;
    /** First number of paths; enough to decide about most laws. */
    private static final int FIRST_PATHS = 128;

    /** Stiffness up to which the coarse grid, whose steps are twice as long, is stable. */
    private static final double STABLE = 1;
    /** Standard errors that a pilot may be off by. */
    private static final double PILOT_DEVIATIONS = 4;

    private final GuidedProcess process;
    private final ChangeOfMeasure change;
    private final Streams streams;
    private final double alpha;
    private final TimeBudget budget;

    /**
     * Precision and limits of an estimate.
     *
     * @param discretisation target time-step error, relative to M_w
     * @param ofDrop         alternative target, relative to M_0 − M_w, in [0, 1): enough to decide whether there is a
     *                       drop
     * @param mostSteps      most steps of the fine grid, a power of two times 64
     * @param mostPaths      most paths, at least 1
     */
    public record Effort(double discretisation, double ofDrop, int mostSteps, int mostPaths) {
        /** Decides most claims about random laws. */
        public static final Effort DECIDE = new Effort(0.02, 0.1, 1024, 1 << 15);
        /** Gives three digits for most laws. */
        public static final Effort MEASURE = new Effort(2e-4, 0, 4096, 1 << 22);

        /** Checks the numbers. */
        public Effort {
            if (!(discretisation > 0)) {
                throw new IllegalArgumentException("discretisation=" + discretisation + ": must be positive");
            }
            if (!(ofDrop >= 0 && ofDrop < 1)) {
                throw new IllegalArgumentException("ofDrop=" + ofDrop + ": must be in [0, 1)");
            }
            if (!(mostSteps >= FEWEST_STEPS)) {
                throw new IllegalArgumentException("mostSteps=" + mostSteps + ": must be at least " + FEWEST_STEPS);
            }
            if (!(mostPaths >= 1)) {
                throw new IllegalArgumentException("mostPaths=" + mostPaths + ": must be at least 1");
            }
        }
    }

    /**
     * Estimate of a mean reciprocal or a decrement, with its errors.
     *
     * @param least          smallest possible value of the quantity: 1 for a mean reciprocal, 0 for a decrement
     * @param value          estimate, extrapolated in the time step
     * @param statistical    interval for the mean on the fine grid
     * @param discretisation bound on the error of the fine grid, absolute
     * @param start          bound on the error of starting at t_0 rather than at 0, absolute
     * @param steps          steps of the fine grid
     * @param paths          number of paths followed
     * @param alpha          probability that the statistical interval is wrong
     * @param whyUnresolved  why the time-step error is unknown, in words; empty if it is known
     */
    public record Estimate(double least, double value, Interval statistical, double discretisation, double start,
            int steps, long paths, double alpha, Optional<String> whyUnresolved) {
        /** An estimate with a known time-step error, unless it lies below the least possible value. */
        Estimate(double least, double value, Interval statistical, double discretisation, double start, int steps,
                long paths, double alpha) {
            this(least, value, statistical, discretisation, start, steps, paths, alpha, Optional.empty());
        }

        /** Gives an estimate without a known time-step error an infinite one, as far as numbers go. */
        public Estimate {
            if (whyUnresolved.isEmpty() && statistical.upper() + discretisation + start < least) {
                // These steps are unusable.
                whyUnresolved = Optional.of(String.format(Locale.ROOT,
                        "the paths' interval [%.4g, %.4g] +- %.2g lies below the least possible value, %s",
                        statistical.lower(), statistical.upper(), discretisation + start, least));
            }
            if (whyUnresolved.isEmpty() && !(discretisation < Double.POSITIVE_INFINITY)) {
                whyUnresolved = Optional.of("numbers overflow at this number of steps");
            }
            discretisation = whyUnresolved.isEmpty() ? discretisation : Double.MAX_VALUE;
            value = Double.isNaN(value) ? least : value;
        }

        /**
         * The estimate of a multiple of the quantity.
         *
         * @param factor above 0
         * @return a changed copy
         */
        public Estimate times(double factor) {
            return new Estimate(least * factor, value * factor, statistical.scale(factor),
                    whyUnresolved.isPresent() ? discretisation : discretisation * factor, start * factor, steps, paths,
                    alpha, whyUnresolved);
        }

        /** The sum with an independent estimate. */
        Estimate plus(Estimate other) {
            boolean isKnown = whyUnresolved.isEmpty() && other.whyUnresolved.isEmpty();
            return new Estimate(least + other.least, value + other.value,
                    new Interval(statistical.lower() + other.statistical.lower(),
                            statistical.upper() + other.statistical.upper()),
                    isKnown ? discretisation + other.discretisation : Double.MAX_VALUE, start + other.start,
                    Math.max(steps, other.steps), paths + other.paths, alpha + other.alpha,
                    whyUnresolved.or(() -> other.whyUnresolved));
        }

        /** A copy with an unknown time-step error. */
        Estimate unresolved(String why) {
            return new Estimate(least, value, statistical, discretisation, start, steps, paths, alpha,
                    Optional.of(why));
        }

        /**
         * Interval with all errors.
         *
         * @return the statistical interval widened by the other two errors and restricted to possible values; all
         *         possible values if the time-step error is unknown
         */
        public Interval bounds() {
            if (whyUnresolved.isPresent()) {
                return Interval.atLeast(this.least);
            }
            Interval all = statistical.widen(discretisation + start);
            return new Interval(Math.max(least, all.lower()), Math.max(least, all.upper()));
        }

        /**
         * The estimate as evidence, not yet compared with a limit.
         *
         * @param quantity name of the estimated quantity
         * @param method   method in words, without the number of steps
         * @param start    meaning of starting at t_0 in this method
         * @param rate     false-alarm rate spent
         * @return evidence with value, bounds, method and tolerances
         */
        public Evidence evidence(String quantity, String method, String start, double rate) {
            return Evidence.of(Evidence.Kind.BOUNDED_SAMPLING, quantity, value).within(bounds())
                    .by(method + ", " + steps + " steps", paths, rate)
                    .allowing(List.of(new Tolerance.Discretisation(discretisation, "difference of two step sizes"),
                            new Tolerance.Discretisation(this.start, start)));
        }
    }

    /**
     * Prepares the estimator of the mean reciprocal without drawing.
     *
     * @param process guided process, weights w ≥ 0
     * @param streams random streams
     * @param alpha   false-alarm rate of the answer
     */
    public BoundedRepresentation(GuidedProcess process, Streams streams, double alpha) {
        this(NormalForm.of(process).process(), ChangeOfMeasure.bounded(1), streams, alpha, TimeBudget.NONE);
    }

    private BoundedRepresentation(GuidedProcess process, ChangeOfMeasure change, Streams streams, double alpha,
            TimeBudget budget) {
        double w = process.guidance().smallest();
        if (!(w >= 0)) {
            throw new IllegalArgumentException("weight=" + w + ": must be at least 0");
        }
        if (!(change.moment() > 0 && change.moment() <= 1 + 2 * w && change.power() <= 1 + 2 * w
                && (change.isPart() || change.moment() <= change.power()))) {
            throw new IllegalArgumentException("moment=" + change.moment() + ": must be in (0, 1 + 2w] = (0, "
                    + (1 + 2 * w) + "], where the representation is bounded");
        }
        this.process = process;
        this.change = change;
        this.streams = streams;
        this.alpha = alpha;
        this.budget = budget;
    }

    /**
     * The estimator of another moment, as the mean of a variable in (0, 1].
     *
     * @param moment Q, in (0, 1 + 2w] for the least weight w
     * @return an estimator of E[1/p(c|Y)^Q]
     * @throws IllegalArgumentException if Q is out of range
     */
    public BoundedRepresentation ofMoment(double moment) {
        return new BoundedRepresentation(process, ChangeOfMeasure.bounded(moment), streams, alpha, budget);
    }

    /**
     * The estimator of the same moment from the ends of paths under the weight −1 − w, which guide away from the class:
     * E^{−1−w}[(π_c f)^{Q−1−2w}], in (0, π_c^{Q−1−2w}].
     *
     * @return an estimator whose moments may exceed those of no guidance
     * @throws IllegalArgumentException if the weight is not constant
     */
    public BoundedRepresentation reflected() {
        if (process.guidance().largest() != process.guidance().smallest()) {
            throw new IllegalArgumentException("weight=" + process.guidance() + ": must be constant");
        }
        return new BoundedRepresentation(process, ChangeOfMeasure.reflection(change.moment(), process.guidance()),
                streams, alpha, budget);
    }

    /**
     * The same moment in two parts, each the mean of a variable in [0, 1], whose sum may come out above 1: with
     * h = (π_c f)^Q, π_c^Q E^w[f^Q] = E^w[h/(1 + h)] + E^{w−Q}[e^{−A} h/(1 + h)] (see theory.md, "The master identity").
     *
     * @param effort precision and limits of each part
     * @param enough stopping rule of each part
     * @return the sum, in units of the moment without guidance; its bounds hold with the false-alarm rate of this estimator
     */
    public Estimate inTwoParts(Effort effort, Predicate<Estimate> enough) {
        double moment = change.moment();
        Estimate near = new BoundedRepresentation(process, ChangeOfMeasure.near(moment), streams.derived("near"),
                alpha / 2, budget).estimate(effort, enough);
        Estimate far =
                new BoundedRepresentation(process, ChangeOfMeasure.far(moment), streams.derived("far"), alpha / 2,
                        budget).estimate(effort, enough);
        return near.plus(far);
    }

    /**
     * The same estimator with a limit on its time.
     *
     * @param limit when an answer must have come; it is overstepped by at most a few blocks of paths
     * @return an estimator that stops at the limit with the paths that it has
     */
    public BoundedRepresentation within(TimeBudget limit) {
        return new BoundedRepresentation(process, change, streams, alpha, limit);
    }

    /**
     * Follows paths until the estimate suffices.
     *
     * @param effort precision and limits
     * @param enough stopping rule, asked at 128 paths and at each doubling; the interval is valid at all of them at
     *               once
     * @return the first estimate that satisfies the rule, or the last one
     */
    public Estimate estimate(Effort effort, Predicate<Estimate> enough) {
        int steps = chooseSteps(effort);
        BoundedPaths paths = paths(steps, streams.derived("paths"));
        BettingConfidenceSequence survival = new BettingConfidenceSequence(0, change.largest(process.prior()), alpha);
        StepErrorBound stepError = new StepErrorBound();
        PathPieces pieces = new PathPieces(budget, FIRST_PATHS, effort.mostPaths());
        while (true) {
            BoundedPaths.Survivals next = paths.run(survival.count(), pieces.next(survival.count()));
            survival.accept(next.fine());
            stepError.accept(next.fine(), next.coarse());
            if (pieces.isDue(survival.count())) {
                Estimate estimate = summary(survival, stepError, steps);
                if (pieces.isLast(survival.count()) || estimate.whyUnresolved().isPresent()
                        || enough.test(estimate)) {
                    return estimate;
                }
            }
        }
    }

    /**
     * The smallest number of steps whose time-step error looks small enough on pilot paths, which are not used again.
     */
    private int chooseSteps(Effort effort) {
        int steps = FEWEST_STEPS;
        while (steps < effort.mostSteps() && stiffness(steps) > STABLE) {
            steps *= 2;
        }
        while (steps < effort.mostSteps() && !budget.isOver()) {
            int count = Math.min(FIRST_PATHS, effort.mostPaths());
            BoundedPaths.Survivals pilot = paths(steps, streams.derived("pilot")).run(0, count);
            StepErrorBound error = new StepErrorBound();
            error.accept(pilot.fine(), pilot.coarse());
            double survival = Arrays.stream(pilot.fine()).average().orElseThrow();
            double aim = Math.max(effort.discretisation() * survival, effort.ofDrop() * (1 - survival));
            // Reciprocals are at least 1: with a mean below π_c^Q, the steps of both grids are too long.
            boolean possible = survival + PILOT_DEVIATIONS * standardError(pilot.fine(), survival) >= leastMean();
            // The noise of the pilot may hide an error of its own size, counted up to a third of the target.
            if (possible && Math.abs(error.mean()) + Math.min(error.standardError(), aim / 3) <= aim) {
                return steps;
            }
            steps *= 2;
        }
        return steps;
    }

    /**
     * The largest (1 + v)·Δλ of a grid, v ≤ w the weight of the paths. Near data a guided drift contracts at a rate of up
     * to 1 + v in λ; w is put for v. Explicit
     * steps longer than twice the inverse rate oscillate about the limit, on both grids alike, and the difference of
     * the two then shows nothing.
     */
    private double stiffness(int steps) {
        TimeGrid grid = process.grid(steps);
        double most = 0;
        for (int k = 0; k + 1 < steps; k++) {
            NoiseLevel from = grid.level(k);
            NoiseLevel to = grid.level(k + 1);
            most = Math.max(most, (1 + process.guidance().meanWeight(from, to)) * (to.logSnr() - from.logSnr()));
        }
        return most;
    }

    private static double standardError(double[] numbers, double mean) {
        double squares = Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).sum();
        return Math.sqrt(squares) / numbers.length;
    }

    private BoundedPaths paths(int steps, Streams from) {
        return new BoundedPaths(process, change, process.grid(steps), from);
    }

    /** Least mean of the variable: π_c^Q, where the moment is 1, or 0 for a part. */
    private double leastMean() {
        return change.least() * change.unit(process.prior());
    }

    private Estimate summary(BettingConfidenceSequence survival, StepErrorBound stepError, int steps) {
        double unit = change.unit(process.prior());
        // Extrapolation from steps that are too long may give an impossible value.
        double value = Math.max(change.least(), (survival.mean() + stepError.mean() / 3) / unit);
        Estimate estimate =
                new Estimate(change.least(), value, survival.bounds().scale(1 / unit), stepError.bound() / unit,
                        process.startError() * change.ofStart() * (change.isPart() ? 1 : value), steps,
                        survival.count(), alpha);
        double stiffness = stiffness(steps);
        return stiffness <= STABLE || isExact() ? estimate : estimate.unresolved(String.format(Locale.ROOT,
                "at weight %s paths are stable from %.0f steps on, more than %d; in one dimension use finite-difference",
                process.guidance(), steps * stiffness / STABLE, steps));
    }

    /** Whether paths are drawn exactly, so that no step is too long for them. */
    private boolean isExact() {
        double v = process.guidance().smallest() - change.power();
        return process.guidance().largest() == process.guidance().smallest() && (v == 0 || v == -1);
    }
}
