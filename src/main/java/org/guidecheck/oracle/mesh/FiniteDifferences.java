package org.guidecheck.oracle.mesh;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceField;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.oracle.TimeBudget;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.NormalForm;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.statistics.Interval;

/**
 * Solver of the backward equation for the mean reciprocal posterior M_w = E 1/p(c|Y) of guided output in one dimension,
 * and for means of other functionals of that output.
 *
 * <p>The guided process dY = (Y/2 + s(Y|c) + w·g(Y)) du + dB, u = log t, starts from N(0, 1) at the noisy end of
 * {@link TimeGrid#forLaw(LabelledLaw, int, double)} and stops at clean data or at a given noise. Two forms of M_w are
 * solved, which use different weights:
 *
 * <ul>
 *   <li>bounded: with f = 1/p(c|·), the process f(Y)·exp(∫ w g² du) is a martingale. Changing measure by it lowers the
 *       weight by 1 and gives M_w = E^{w−1}[ f(Y at the start) · exp(−∫ w g² du) ]. The equation has killing w g²,
 *       final values 1 and a solution in (0, 1];
 *   <li>direct: E^w f(Y at the end), without killing, with final values f. Usable where f does not overflow on the mesh
 *       and rare, huge values do not carry its mean. At w = 0 they may, and the bound then shows it.
 * </ul>
 *
 * <p>The start is that of samplers: N(0, 1), at a time when 1e-5 of the trace of the data is left. M_0 is therefore
 * 1/π_c only to about that accuracy.
 *
 * <p>Space is discretised by exponential fitting from log-densities alone ({@link GuidedCoefficients}), time by an
 * L-stable scheme of second order ({@link BackwardEquationStepper}); no score is evaluated.
 *
 * <p>A guidance field e may replace w g. The bounded form then is E^{e−g}[ f(Y at the start)·exp(−∫ g e du) ]. Where
 * the field opposes the gradient the killing is negative, which the equation allows; the value may then exceed 1/π_c.
 *
 * <p>Space and time are refined together: each resolution halves every spacing and every step. The last three values
 * give an observed order; where it is near 2 the value is extrapolated.
 */
public final class FiniteDifferences {
    /** Growth per unit of log(t/τ) that the coarsest grid still resolves. */
    public static final double MOST_GROWTH = 1;
    /** Most refinements after the coarsest resolution. */
    private static final int MOST_REFINEMENTS = 7;
    /** Most evaluations, mesh points × steps × cost of the law, in one resolution. */
    private static final double MOST_WORK = 5e8;
    /** Cost of a point with scores and a field, relative to one without. */
    static final double FIELD_COST = 4;

    /** The process in normal form. */
    private final GuidedProcess process;
    private final NormalForm form;
    /** The process moved, but not scaled. */
    private final NormalForm centred;
    private final TimeBudget budget;
    /** The guidance field in its own coordinates; null for classifier-free guidance. */
    private final GuidanceField field;
    private final LineLogOdds odds;

    /**
     * Solver under classifier-free guidance.
     *
     * @param process guided process in one dimension, weights at least 0
     * @throws IllegalArgumentException naming the argument that is out of range
     */
    public FiniteDifferences(GuidedProcess process) {
        this(process, null, process.guidance());
    }

    /**
     * Solver under a guidance field.
     *
     * @param process guided process in one dimension; its weights are ignored, since the field has its own
     * @param field   guidance field, added to the drift; its weights at least 0
     * @throws IllegalArgumentException naming the argument that is out of range
     */
    public FiniteDifferences(GuidedProcess process, GuidanceField field) {
        this(process, field, field.weights());
    }

    private FiniteDifferences(GuidedProcess process, GuidanceField field, GuidanceSchedule weights) {
        if (!(weights.smallest() >= 0)) {
            throw new IllegalArgumentException("weight=" + weights.smallest()
                    + ": must be at least 0; below 0 the mean may be infinite, which no mesh can detect");
        }
        if (process.dimension() != 1) {
            throw new IllegalArgumentException("dimension=" + process.dimension() + ": must be 1");
        }
        GuidedProcess weighted = process.withGuidance(weights);
        this.form = NormalForm.of(weighted);
        this.centred = NormalForm.centred(weighted);
        this.process = form.process();
        this.odds = new LineLogOdds(form.process());
        this.field = field;
        this.budget = TimeBudget.NONE;
    }

    /**
     * The same solver with a limit on its time.
     *
     * @param limit when answers must have come; a resolution that would take longer is not begun
     * @return a solver whose results may be unresolved or have wider bounds
     */
    public FiniteDifferences within(TimeBudget limit) {
        return new FiniteDifferences(this, limit);
    }

    private FiniteDifferences(FiniteDifferences other, TimeBudget budget) {
        this.process = other.process;
        this.form = other.form;
        this.centred = other.centred;
        this.odds = other.odds;
        this.field = other.field;
        this.budget = budget;
    }

    /** Function φ of the end of a path. */
    @FunctionalInterface
    public interface Functional {
        /**
         * Evaluates φ.
         *
         * @param y       end of the path
         * @param logOdds log-odds of the class there, at the noise of the end
         * @return φ, finite
         */
        double at(double y, double logOdds);
    }

    /** Log-loss of the classifier, −log p(c|y). */
    public static final Functional LOG_LOSS = (y, logOdds) -> LineLogOdds.logReciprocal(logOdds);

    private static final Functional RECIPROCAL = (y, logOdds) -> 1 + Math.exp(-logOdds);

    /**
     * Value with an estimated error bound, or the reason why there is none.
     *
     * @param value         mean M_w, or mean of a functional
     * @param errorBound    estimated bound on the absolute error of the discretisation, from several resolutions;
     *                      infinite if unknown. It exceeds the precision asked for if the finest resolution was not
     *                      enough
     * @param observedOrder log₂ of the ratio of the last two differences; NaN if they are below rounding, differ in
     *                      sign or do not exist
     * @param meshPoints    points of the finest mesh
     * @param timeSteps     steps of the finest grid
     * @param whyUnresolved why there is no bound, in words; empty if there is one. The value then means nothing
     */
    public record Result(double value, double errorBound, double observedOrder, int meshPoints, int timeSteps,
            Optional<String> whyUnresolved) {
        /** Makes the bound infinite where it is not a number or not resolved. */
        public Result {
            errorBound = Double.isNaN(errorBound) || whyUnresolved.isPresent() ? Double.POSITIVE_INFINITY : errorBound;
        }

        Result(double value, double errorBound, double observedOrder, int meshPoints, int timeSteps) {
            this(value, errorBound, observedOrder, meshPoints, timeSteps, Optional.empty());
        }

        /** A copy in other units. */
        Result times(double factor) {
            return new Result(value * factor, errorBound * factor, observedOrder, meshPoints, timeSteps, whyUnresolved);
        }

        /** A copy with a further part. */
        Result plus(double part, double bound) {
            return new Result(value + part, errorBound + bound, observedOrder, meshPoints, timeSteps, whyUnresolved);
        }

        /** A copy without a bound, for the given reason. */
        Result unresolved(String why) {
            return new Result(value, Double.POSITIVE_INFINITY, observedOrder, meshPoints, timeSteps, Optional.of(why));
        }

        /** {@return whether value and bound mean anything} */
        public boolean isResolved() {
            return whyUnresolved.isEmpty() && Double.isFinite(value) && Double.isFinite(errorBound);
        }

        /**
         * Whether a number agrees with the value within the bound.
         *
         * @param number      number to compare
         * @param uncertainty error bound of that number, at least 0
         * @return |number − value| ≤ errorBound + uncertainty
         */
        public boolean admits(double number, double uncertainty) {
            return Math.abs(number - value) <= errorBound + uncertainty;
        }

        /** {@return value ± errorBound; the whole line if not resolved} */
        public Interval bounds() {
            return isResolved() ? Interval.around(value, errorBound) : Interval.ALL;
        }

        /** {@return errorBound / |value|} */
        public double relativeError() {
            return errorBound / Math.abs(value);
        }
    }

    /**
     * Mean reciprocal in the bounded form. Without a field a second form and mesh must agree with it, and their
     * difference is part of the bound.
     *
     * @param precision error wanted, relative to the value
     * @return value and bound
     * @throws IllegalArgumentException if the precision is not positive
     */
    public Result meanReciprocal(double precision) {
        requirePositive(precision);
        return field == null ? moment(1, precision).times(1 / process.prior())
                : bounded(Double.POSITIVE_INFINITY, precision);
    }

    /**
     * Moment of the reciprocal posterior over that of no guidance at the limit of pure noise, π_c^Q E^w[1/p(c|Y)^Q], in
     * bounded form: at most 1 by construction. Two forms on two meshes must agree, and their difference is part of the
     * bound.
     *
     * @param moment    Q, in (0, 1 + 2w) for the least weight w, or 1
     * @param precision error wanted, relative to the value
     * @return value and bound
     * @throws IllegalArgumentException if Q or the precision is out of range
     * @throws IllegalStateException    under a field
     */
    public Result moment(double moment, double precision) {
        requirePositive(precision);
        return checked(moment).value(precision);
    }

    /**
     * Moments by changes of measure with other exponents, which may come out above 1.
     *
     * @return their solver, on the same law, along the same field, with the same limit on its time
     */
    public PowerMoments powers() {
        return new PowerMoments(process, odds, normalField(), budget);
    }

    private void requireNoField() {
        if (field != null) {
            throw new IllegalStateException("field=" + field + ": must be none");
        }
    }

    private CheckedMoment checked(double moment) {
        requireNoField();
        PowerMoments.requireMoment(moment, moment == 1 || moment < PowerMoments.largest(process));
        return new CheckedMoment(process, moment, odds, budget);
    }

    /**
     * Error of a moment from starting at N(0, 1) rather than from t = 0, which no refinement reduces. It is estimated from
     * an earlier start, and not part of {@link Result#errorBound()}.
     *
     * @param moment Q, above 0
     * @return estimated bound on the error of {@link #moment}, absolute
     * @throws IllegalStateException under a field
     */
    public double startError(double moment) {
        return checked(moment).startError();
    }

    /**
     * Error of the mean reciprocal from starting at N(0, 1) rather than from t = 0; see {@link #startError(double)}.
     *
     * @return estimated bound, absolute
     * @throws IllegalStateException under a field
     */
    public double startError() {
        return startError(1) / process.prior();
    }

    /**
     * Lower bound on the mean reciprocal under a field: the bounded form with negative killing cut off at −1 per unit
     * of log(t/τ). Where a field opposes the gradient strongly the mean may be huge or infinite, which no mesh can
     * resolve; this shows that it is large.
     *
     * @param precision error wanted, relative to the value
     * @return value and bound of the lower number
     * @throws IllegalArgumentException if the precision is not positive
     */
    public Result meanReciprocalAtLeast(double precision) {
        return bounded(MOST_GROWTH, precision);
    }

    /**
     * Mean reciprocal in the direct form, which shares neither drift nor killing with the bounded one.
     *
     * @param precision error wanted, relative to the value
     * @return value and bound
     * @throws IllegalArgumentException if the precision is not positive
     * @throws ArithmeticException      if 1/p(c|y) overflows at a mesh point
     */
    public Result meanReciprocalDirect(double precision) {
        // A mesh extended by the pull of a strong weight, or one wide against the data, would reach points where the
        // reciprocal overflows.
        LineLogOdds unscaled = new LineLogOdds(centred.process());
        GuidanceField moved = field == null ? null : centred.field(field);
        LineProcess line = new LineProcess(centred.process(), unscaled, jumps(moved), 0,
                GuidedCoefficients.direct(unscaled, centred.process(), moved));
        return refine(refinement -> direct(line, RECIPROCAL, "; use the bounded form", refinement), true, precision);
    }

    /**
     * Mean of a functional of guided output, E^w φ(Y).
     *
     * @param functional φ; a jump of it lowers the order, and the bound then shows it
     * @param precision  error wanted, in the units of φ
     * @return value and bound
     * @throws IllegalArgumentException if the precision is not positive
     */
    public Result mean(Functional functional, double precision) {
        GuidanceField moved = normalField();
        LineProcess line = new LineProcess(process, odds, jumps(moved), LineProcess.pull(process),
                GuidedCoefficients.direct(odds, process, moved));
        Functional own = (y, logOdds) -> functional.at(form.original(y, 0), logOdds);
        return refine(refinement -> direct(line, own, "", refinement), false, precision);
    }

    /**
     * Differential entropy −∫ q log q of the density q of the output.
     *
     * @param precision error wanted
     * @return an interval from three resolutions; the whole line if the density is not resolved
     * @throws IllegalArgumentException if the precision is not positive
     */
    public Interval entropy(double precision) {
        requirePositive(precision);
        GuidanceField moved = normalField();
        Interval normal = new LineProcess(process, odds, jumps(moved), LineProcess.pull(process),
                GuidedCoefficients.direct(odds, process, moved)).entropy(precision, budget);
        return new Interval(normal.lower() + form.addedEntropy(), normal.upper() + form.addedEntropy());
    }

    private Result bounded(double mostGrowth, double precision) {
        GuidanceField moved = normalField();
        LineProcess line = new LineProcess(process, odds, jumps(moved), LineProcess.pull(process),
                GuidedCoefficients.bounded(odds, process, moved, mostGrowth));
        return refine(refinement -> bounded(line, refinement), true, precision);
    }

    private GuidanceField normalField() {
        return field == null ? null : form.field(field);
    }

    private static List<NoiseLevel> jumps(GuidanceField field) {
        return field == null ? List.of() : field.jumps();
    }

    private Result refine(IntFunction<RefinementLadder.Rung> solve, boolean relative, double precision) {
        requirePositive(precision);
        double cost = field == null ? odds.cost() : FIELD_COST * odds.cost();
        RefinementLadder ladder = new RefinementLadder(refinement -> List.of(solve.apply(refinement)));
        ladder.climb(MOST_REFINEMENTS, (results, fine) -> {
            Result result = results.get(0);
            return result.errorBound() <= precision * (relative ? Math.abs(result.value()) : 1)
                    || 4.0 * fine.points() * fine.steps() * cost > MOST_WORK;
        }, budget);
        return ladder.results().get(0);
    }

    static void requirePositive(double precision) {
        if (!(precision > 0)) {
            throw new IllegalArgumentException("precision=" + precision + ": must be positive");
        }
    }

    private static RefinementLadder.Rung direct(LineProcess line, Functional functional, String advice,
            int refinement) {
        LineProcess.BackwardSolution found = line.solveBack(refinement, (points, level) -> {
            double[][] values = line.valuesOf(functional).values(points, level);
            for (int i = 0; i < points.length; i++) {
                if (!Double.isFinite(values[0][i])) {
                    throw new ArithmeticException("the functional is " + values[0][i] + " at y=" + points[i] + advice);
                }
            }
            return values;
        });
        double mass = Arrays.stream(LineProcess.start(found.mesh())).sum();
        return new RefinementLadder.Rung(found.overStart(0) / mass, found.mesh().size(), found.steps());
    }

    /** Mean of V·f over the start, f = 1/p(c|y). */
    private RefinementLadder.Rung bounded(LineProcess line, int refinement) {
        LineProcess.BackwardSolution found =
                line.solveBack(refinement, (points, level) -> new double[][] {ones(points.length)});
        double[] points = found.mesh().points();
        double[] values = found.values()[0];
        double[] logOwn = new double[points.length];
        double[] logOdds = new double[points.length];
        odds.evaluate(points, found.level(), logOwn, logOdds);
        double sum = 0;
        double mass = 0;
        for (int i = 0; i < points.length; i++) {
            if (Math.abs(points[i]) > Mesh.START_REACH) {
                // Less than 1e-18 of the start. For a class narrower than N(0, 1), a heavy tail of the rest could make
                // f infinite here.
                continue;
            }
            double square = 0.5 * points[i] * points[i];
            double phi = Math.exp(-square) * found.mesh().volumes()[i];
            mass += phi;
            // f = 1 + e^{−log-odds}. Its second term may be huge where the start is tiny: one exponent for both.
            sum += phi * values[i] + Math.exp(-square - logOdds[i]) * found.mesh().volumes()[i] * values[i];
        }
        return new RefinementLadder.Rung(sum / mass, points.length, found.steps());
    }

    private static double[] ones(int n) {
        double[] values = new double[n];
        Arrays.fill(values, 1);
        return values;
    }
}
