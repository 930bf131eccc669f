package org.guidecheck.oracle.path;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.BettingConfidenceSequence;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Tolerance;

/**
 * The mean reciprocal M_w = E[1/p(c|Y)] of the guided process as the mean of a bounded variable, in any dimension:
 * M_w = E^{w−1}[ exp(−∫ w ‖g‖² du) ] / π_c (properties/README.md, "The bounded representation").
 *
 * <p>The variable lies in (0, 1], so its mean has an honest finite-sample interval whatever the law: a betting
 * confidence sequence, valid at every number of paths. The error of the time step is kept apart: it is read off paths
 * followed on two grids with the same noise.
 */
public final class BoundedRepresentation {
    private static final int FEWEST_STEPS = 64;
    /** Enough to decide about most laws. */
    private static final int FIRST_PATHS = 128;

    /** The coarse grid, of steps twice as long, is stable up to here. */
    private static final double STABLE = 1;
    /** Standard errors that a pilot may be off by. */
    private static final double DOUBT = 4;

    private final GuidedProcess process;
    private final Streams streams;
    private final double alpha;

    /**
     * How far to go.
     *
     * @param discretisation time-step error to aim for, relative to M_w
     * @param ofDrop         time-step error that will do, relative to M_0 − M_w: a decision whether there is a drop needs
     *                       no more
     * @param mostSteps      steps of the fine grid at most, a power of two times 64
     * @param mostPaths      paths at most
     */
    public record Effort(double discretisation, double ofDrop, int mostSteps, int mostPaths) {
        /** Enough to decide most claims about random laws. */
        public static final Effort DECIDE = new Effort(0.02, 0.1, 1024, 1 << 15);
        /** Enough for three digits of most laws. */
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
     * What is known of the mean reciprocal.
     *
     * @param least          what the quantity cannot be below: 1 for a mean reciprocal, 0 for a decrement
     * @param value          estimate, extrapolated in the time step
     * @param statistical    interval for the mean on the fine grid
     * @param discretisation bound on the error of the fine grid, absolute
     * @param start          bound on the error of starting at t_0 rather than at 0, absolute
     * @param steps          steps of the fine grid
     * @param paths          paths followed
     * @param alpha          probability that the statistical interval is wrong
     */
    public record Estimate(double least, double value, Interval statistical, double discretisation, double start,
                           int steps, long paths, double alpha) {
        /**
         * All errors together.
         *
         * @return the statistical interval widened by the other two, and cut at what is possible
         */
        public Interval bounds() {
            Interval all = statistical.widen(discretisation + start);
            if (all.upper() < this.least) {
                // Steps that lead to what cannot be say nothing.
                return Interval.atLeast(this.least);
            }
            return new Interval(Math.max(least, all.lower()), Math.max(least, all.upper()));
        }

        /**
         * The estimate as evidence that is not yet held against anything.
         *
         * @param quantity what was estimated
         * @param method   how, without the number of steps
         * @param start    what starting at t_0 means here
         * @param rate     false-alarm probability that was spent
         * @return value, bounds, method and what is allowed for
         */
        public Evidence evidence(String quantity, String method, String start, double rate) {
            return Evidence.of(Evidence.Kind.BOUNDED_SAMPLING, quantity, value).within(bounds())
                    .by(method + ", " + steps + " steps", paths, rate)
                    .allowing(List.of(new Tolerance.Discretisation(discretisation, "difference of two step sizes"),
                            new Tolerance.Discretisation(this.start, start)));
        }
    }

    /**
     * Prepares the representation; nothing is drawn yet.
     *
     * @param process weights w ≥ 0
     * @param streams randomness
     * @param alpha   false-alarm probability of the answer
     */
    public BoundedRepresentation(GuidedProcess process, Streams streams, double alpha) {
        if (!(process.guidance().smallest() >= 0)) {
            throw new IllegalArgumentException("weight=" + process.guidance().smallest()
                    + ": the representation is bounded for weights of at least 0 only");
        }
        this.process = process;
        this.streams = streams;
        this.alpha = alpha;
    }

    /**
     * Follows paths until the answer is good enough.
     *
     * @param effort limits
     * @param enough asked at 128 paths and each time they double; the interval is valid at all of them at once
     * @return the estimate at which it said yes, or the last one
     */
    public Estimate estimate(Effort effort, Predicate<Estimate> enough) {
        int steps = chooseSteps(effort);
        BoundedPaths paths = paths(steps, streams.derived("paths"));
        BettingConfidenceSequence survival = new BettingConfidenceSequence(0, 1, alpha);
        StepErrorBound stepError = new StepErrorBound();
        int batch = Math.min(FIRST_PATHS, effort.mostPaths());
        while (true) {
            BoundedPaths.Survivals next = paths.run(survival.count(), batch);
            survival.accept(next.fine());
            stepError.accept(next.fine(), next.coarse());
            Estimate estimate = summary(survival, stepError, steps);
            if (survival.count() >= effort.mostPaths() || enough.test(estimate)) {
                return estimate;
            }
            batch = Math.min(survival.count(), effort.mostPaths() - survival.count());
        }
    }

    /** The least number of steps whose time-step error looks small enough on paths that are not used again. */
    private int chooseSteps(Effort effort) {
        int steps = FEWEST_STEPS;
        while (steps < effort.mostSteps() && stiffness(steps) > STABLE) {
            steps *= 2;
        }
        while (steps < effort.mostSteps()) {
            int count = Math.min(FIRST_PATHS, effort.mostPaths());
            BoundedPaths.Survivals pilot = paths(steps, streams.derived("pilot")).run(0, count);
            StepErrorBound error = new StepErrorBound();
            error.accept(pilot.fine(), pilot.coarse());
            double survival = Arrays.stream(pilot.fine()).average().orElseThrow();
            double aim = Math.max(effort.discretisation() * survival, effort.ofDrop() * (1 - survival));
            // No mean reciprocal is below 1: a survival that is lower than the prior has steps too long on both grids.
            boolean possible = survival + DOUBT * standardError(pilot.fine(), survival) >= process.prior();
            // The noise of the pilot may hide an error of its own size, no larger than a third of the aim.
            if (possible && Math.abs(error.mean()) + Math.min(error.standardError(), aim / 3) <= aim) {
                return steps;
            }
            steps *= 2;
        }
        return steps;
    }

    /**
     * The largest (1 + w)·Δλ of a grid. Near data a guided drift pulls at a rate of up to 1 + w in λ; explicit steps longer than
     * twice its inverse swing about where they should come to rest, on the fine grid and the coarse one alike, and the
     * difference of the two then says nothing.
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
        return new BoundedPaths(process, process.grid(steps), from);
    }

    private Estimate summary(BettingConfidenceSequence survival, StepErrorBound stepError, int steps) {
        double prior = process.prior();
        // Extrapolation may lead out of what is possible where steps are too long to mean anything.
        double value = Math.max(1, (survival.mean() + stepError.mean() / 3) / prior);
        return new Estimate(1, value, survival.bounds().scale(1 / prior), stepError.bound() / prior,
                process.startError() * value, steps, survival.count(), alpha);
    }
}
