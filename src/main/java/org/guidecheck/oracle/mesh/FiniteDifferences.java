package org.guidecheck.oracle.mesh;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceField;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.statistics.Interval;

/**
 * The mean reciprocal posterior M_w = E 1/p(c|Y) of guided output in one dimension, from the backward equation; and the mean
 * of any other functional of that output.
 *
 * <p>The guided process dY = (Y/2 + s(Y|c) + w·g(Y)) du + dB, u = log t, starts from N(0, 1) at the noisy end of
 * {@link TimeGrid#forLaw(LabelledLaw, int, double)} and is left at clean data or at a given noise. Two forms
 * of M_w are solved, which share no weight:
 *
 * <ul>
 *   <li>bounded: with f = 1/p(c|·), the process f(Y)·exp(∫ w g² du) is a martingale; changing measure by it lowers the
 *       weight by 1 and gives M_w = E^{w−1}[ f(Y at the start) · exp(−∫ w g² du) ]. The equation has killing w g²,
 *       final values 1 and a solution in (0, 1];
 *   <li>direct: E^w f(Y at the end), no killing, final values f. Usable where f does not overflow on the mesh, and for
 *       weights at which its mean is not made of rare, huge values: at w = 0 it may be, and the bound then says so.
 * </ul>
 *
 * <p>The start is that of samplers: N(0, 1), at a time when the data has left 1e-5 of its trace. M_0 therefore is 1/π_c
 * only to about that.
 *
 * <p>Space is discretised by exponential fitting from log-densities alone ({@link GuidedCoefficients}) and time by an
 * L-stable scheme of second order ({@link BackwardEquationStepper}); no score is evaluated.
 *
 * <p>A guidance field e may take the place of w g. The bounded form then is
 * E^{e−g}[ f(Y at the start)·exp(−∫ g e du) ]. Where the field opposes the gradient the killing is negative, which the
 * equation does not mind; the value may then exceed 1/π_c.
 *
 * <p>Space and time are refined together, each resolution halving every spacing and every step. The last three values
 * give an observed order; where it is near 2 the value is extrapolated.
 */
public final class FiniteDifferences {
    /** Growth per unit of log(t/τ) that steps of the coarsest grid still follow. */
    public static final double MOST_GROWTH = 1;
    /** Most refinements after the coarsest resolution. */
    private static final int MOST_REFINEMENTS = 7;
    /** Most evaluations, mesh points × steps × cost of the law, in one resolution. */
    private static final double MOST_WORK = 5e8;
    /** How much more a point costs where scores and a field are evaluated as well. */
    private static final double FIELD_COST = 4;

    private final GuidedProcess process;
    /** The field that guides; null for classifier-free guidance. */
    private final GuidanceField field;
    private final LineLogOdds odds;

    /**
     * Takes a process under classifier-free guidance.
     *
     * @param process of one dimension, weights at least 0
     * @throws IllegalArgumentException naming the argument that is out of range
     */
    public FiniteDifferences(GuidedProcess process) {
        this(process, null, process.guidance());
    }

    /**
     * Takes a process under a guidance field.
     *
     * @param process of one dimension; its weights are not read, the field has its own
     * @param field   what guidance adds to the drift; its weights at least 0
     * @throws IllegalArgumentException naming the argument that is out of range
     */
    public FiniteDifferences(GuidedProcess process, GuidanceField field) {
        this(process, field, field.weights());
    }

    private FiniteDifferences(GuidedProcess process, GuidanceField field, GuidanceSchedule weights) {
        this.odds = new LineLogOdds(process);
        if (!(weights.smallest() >= 0)) {
            throw new IllegalArgumentException("weight=" + weights.smallest()
                    + ": must be at least 0; below 0 the mean may be infinite, which no mesh shows");
        }
        this.process = process.withGuidance(weights);
        this.field = field;
    }

    /** A function of the end of a path. */
    @FunctionalInterface
    public interface Functional {
        /**
         * Its value.
         *
         * @param y       where the path ends
         * @param logOdds log-odds of the class there, at the noise of the end
         * @return a finite number
         */
        double at(double y, double logOdds);
    }

    /** −log p(c|y), the classifier's loss. */
    public static final Functional LOG_LOSS = (y, logOdds) -> LineLogOdds.logReciprocal(logOdds);

    private static final Functional RECIPROCAL = (y, logOdds) -> 1 + Math.exp(-logOdds);

    /**
     * A value and how far it may be from the exact one.
     *
     * @param value          the mean: M_w, or that of a functional
     * @param errorBound     estimated bound on its absolute error, from three resolutions; above precision times the
     *                       value if the finest resolution was not enough
     * @param observedOrder  log2 of the ratio of the last two differences; NaN if they are below rounding or differ in
     *                       sign
     * @param meshPoints     points of the finest mesh
     * @param timeSteps      steps of the finest grid
     */
    public record Result(double value, double errorBound, double observedOrder, int meshPoints,
            int timeSteps) {
        /**
         * Whether a number agrees with the value within the bound.
         *
         * @param number      the number
         * @param uncertainty how far the number itself may be off, at least 0
         * @return |number − value| ≤ errorBound + uncertainty
         */
        public boolean admits(double number, double uncertainty) {
            return Math.abs(number - value) <= errorBound + uncertainty;
        }

        /**
         * Where the exact value lies.
         *
         * @return value ± errorBound
         */
        public Interval bounds() {
            return Interval.around(value, errorBound);
        }

        /**
         * The bound as a share of the value.
         *
         * @return errorBound / |value|
         */
        public double relativeError() {
            return errorBound / Math.abs(value);
        }
    }

    /**
     * The mean reciprocal, in the bounded form.
     *
     * @param precision error wanted, relative to the value
     * @return value and bound
     * @throws IllegalArgumentException if the precision is not above 0
     */
    public Result meanReciprocal(double precision) {
        return bounded(Double.POSITIVE_INFINITY, precision);
    }

    /**
     * A number that the mean reciprocal under a field is not below: the bounded form with negative killing cut off at
     * −1 per unit of log(t/τ). Where a field opposes the gradient strongly the mean may be huge, or infinite, which no
     * mesh shows; this shows that it is large.
     *
     * @param precision error wanted, relative to the value
     * @return value and bound of the lower number
     * @throws IllegalArgumentException if the precision is not above 0
     */
    public Result meanReciprocalAtLeast(double precision) {
        return bounded(MOST_GROWTH, precision);
    }

    /**
     * The mean reciprocal, in the direct form, which shares neither drift nor killing with the bounded one.
     *
     * @param precision error wanted, relative to the value
     * @return value and bound
     * @throws IllegalArgumentException if the precision is not above 0
     * @throws ArithmeticException      if 1/p(c|y) overflows somewhere on the mesh
     */
    public Result meanReciprocalDirect(double precision) {
        // The reciprocal would overflow where a strong weight carries points beyond the data.
        LineProcess line = new LineProcess(process, odds, jumps(), 0, GuidedCoefficients.direct(odds, process, field));
        return refine(refinement -> direct(line, RECIPROCAL, ": use the bounded form", refinement), true, precision);
    }

    /**
     * The mean of a functional of guided output, E^w φ(Y).
     *
     * @param functional φ; a jump of it lowers the order, and the bound then says so
     * @param precision  error wanted, in the units of φ
     * @return value and bound
     * @throws IllegalArgumentException if the precision is not above 0
     */
    public Result mean(Functional functional, double precision) {
        LineProcess line = new LineProcess(process, odds, jumps(), LineProcess.pull(process),
                GuidedCoefficients.direct(odds, process, field));
        return refine(refinement -> direct(line, functional, "", refinement), false, precision);
    }

    private Result bounded(double mostGrowth, double precision) {
        LineProcess line = new LineProcess(process, odds, jumps(), LineProcess.pull(process),
                GuidedCoefficients.bounded(odds, process, field, mostGrowth));
        return refine(refinement -> bounded(line, refinement), true, precision);
    }

    private List<NoiseLevel> jumps() {
        return field == null ? List.of() : field.jumps();
    }

    private Result refine(IntFunction<RefinementLadder.Rung> solve, boolean relative, double precision) {
        if (!(precision > 0)) {
            throw new IllegalArgumentException("precision=" + precision + ": must be positive");
        }
        double cost = field == null ? odds.cost() : FIELD_COST * odds.cost();
        return RefinementLadder.climb(refinement -> List.of(solve.apply(refinement)), MOST_REFINEMENTS, (results, fine) -> {
            Result result = results.get(0);
            return result.errorBound() <= precision * (relative ? Math.abs(result.value()) : 1)
                    || 4.0 * fine.points() * fine.steps() * cost > MOST_WORK;
        }).get(0);
    }

    private static RefinementLadder.Rung direct(LineProcess line, Functional functional, String advice, int refinement) {
        LineProcess.Backward found = line.back(refinement, (points, level) -> {
            double[][] values = line.valuesOf(functional).at(points, level);
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

    /** The mean of V·f over the start, f = 1/p(c|y). */
    private RefinementLadder.Rung bounded(LineProcess line, int refinement) {
        LineProcess.Backward found = line.back(refinement, (points, level) -> new double[][] {ones(points.length)});
        double[] points = found.mesh().points();
        double[] values = found.values()[0];
        double[] logOwn = new double[points.length];
        double[] logOdds = new double[points.length];
        odds.evaluate(points, found.level(), logOwn, logOdds);
        double sum = 0;
        double mass = 0;
        for (int i = 0; i < points.length; i++) {
            if (Math.abs(points[i]) > Mesh.START_REACH) {
                // Less than 1e-18 of the start. Against a class narrower than N(0, 1), a heavy tail would make f infinite here.
                continue;
            }
            double square = 0.5 * points[i] * points[i];
            double phi = Math.exp(-square) * found.mesh().volumes()[i];
            mass += phi;
            // The other part of 1/p(c|y) may be huge where the start is not: one exponent for both.
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
