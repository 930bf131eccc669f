package org.guidecheck.oracle;

import java.util.Arrays;
import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.diffusion.TimeGrid;
import org.guidecheck.distribution.LabelledDistribution;
import org.guidecheck.distribution.NoiseLevel;
import org.guidecheck.statistics.Interval;

/**
 * The mean reciprocal posterior M_w = E 1/p(c|Y) of guided output in one dimension, from the backward equation; and the mean
 * of any other functional of that output.
 *
 * <p>The guided process dY = (Y/2 + s(Y|c) + w·g(Y)) du + dB, u = log t, starts from N(0, 1) at the noisy end of
 * {@link TimeGrid#forLaw(LabelledDistribution, int, double)} and is left at clean data or at a given noise. Two forms
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
 * <p>Space is discretised by exponential fitting from log-densities alone and time by an L-stable scheme of second
 * order; no score is evaluated. The killing uses g² as the mean over both neighbours of squared differences of log f,
 * so that a jump of log f between two points is not missed.
 *
 * <p>Space and time are refined together, each resolution halving every spacing and every step. The last three values
 * give an observed order; where it is near 2 the value is extrapolated.
 */
public final class FiniteDifferences {
    /** Points per local scale of the coarsest mesh. */
    private static final int COARSEST_POINTS = 4;
    /** Longest step of the coarsest grid, in log(t/τ). */
    private static final double COARSEST_STEP = 0.5;
    /** Most refinements after the coarsest resolution. */
    private static final int MOST_REFINEMENTS = 7;
    /** Most evaluations, mesh points × steps × cost of the law, in one resolution. */
    private static final double MOST_WORK = 5e8;
    private static final double ORDER_FROM = 1.5;
    private static final double ORDER_TO = 3.2;
    /** Relative error that rounding and the ends of the mesh may leave. */
    private static final double FLOOR = 1e-9;

    private final NoisedOdds odds;
    private final GuidanceSchedule schedule;
    private final TimeSteps times;
    private final NoiseLevel end;
    /** What is averaged at the end; null for the bounded form, which averages what is left of the paths. */
    private final Functional functional;
    private final double pull;

    private FiniteDifferences(LabelledDistribution law, int c, GuidanceSchedule w, double stop, Functional functional) {
        if (law.dimension() != 1) {
            throw new IllegalArgumentException("dimension=" + law.dimension() + ": must be 1");
        }
        if (!(c >= 0 && c < law.classes().size())) {
            throw new IllegalArgumentException("class=" + c + ": must be an index below " + law.classes().size());
        }
        if (!(w.smallest() >= 0)) {
            throw new IllegalArgumentException("weight=" + w.smallest()
                    + ": must be at least 0; below 0 the mean may be infinite, which no mesh shows");
        }
        this.odds = new NoisedOdds(law, c);
        this.schedule = w;
        this.times = new TimeSteps(law, w, stop);
        this.end = NoiseLevel.ofNoise(stop);
        this.functional = functional;
        // A strong weight carries points beyond the data while it is noisy. The reciprocal would overflow there.
        this.pull = functional == RECIPROCAL ? 0 : 2 * Math.sqrt(w.largest());
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
    public static final Functional LOG_LOSS = (y, logOdds) -> NoisedOdds.logReciprocal(logOdds);

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
     * M_w in the bounded form.
     *
     * @param law       of one dimension
     * @param c         class index
     * @param w         guidance weights, at least 0
     * @param stop      noise τ at which the process is left; 0 for clean data, which a law with atoms does not allow
     * @param precision error wanted, relative to the value
     * @return value and bound
     * @throws IllegalArgumentException naming the argument that is out of range
     */
    public static Result meanReciprocal(LabelledDistribution law, int c, GuidanceSchedule w, double stop,
            double precision) {
        return new FiniteDifferences(law, c, w, stop, null).refine(precision);
    }

    /**
     * M_w in the direct form.
     *
     * @param law       of one dimension
     * @param c         class index
     * @param w         guidance weights, at least 0
     * @param stop      noise τ at which the process is left; 0 for clean data, which a law with atoms does not allow
     * @param precision error wanted, relative to the value
     * @return value and bound
     * @throws IllegalArgumentException naming the argument that is out of range
     * @throws ArithmeticException      if 1/p(c|y) overflows somewhere on the mesh
     */
    public static Result meanReciprocalDirect(LabelledDistribution law, int c, GuidanceSchedule w, double stop,
            double precision) {
        return new FiniteDifferences(law, c, w, stop, RECIPROCAL).refine(precision);
    }

    /**
     * The mean of a functional of guided output, E^w φ(Y).
     *
     * @param law        of one dimension
     * @param c          class index
     * @param w          guidance weights, at least 0
     * @param stop       noise τ at which the process is left; 0 for clean data, which a law with atoms does not allow
     * @param functional φ; a jump of it lowers the order, and the bound then says so
     * @param precision  error wanted, in the units of φ
     * @return value and bound
     * @throws IllegalArgumentException naming the argument that is out of range
     */
    public static Result mean(LabelledDistribution law, int c, GuidanceSchedule w, double stop, Functional functional,
            double precision) {
        return new FiniteDifferences(law, c, w, stop, functional).refine(precision);
    }

    private Result refine(double precision) {
        if (!(precision > 0)) {
            throw new IllegalArgumentException("precision=" + precision + ": must be positive");
        }
        Level coarse = solve(0);
        Level middle = solve(1);
        Level fine = solve(2);
        Result result = judge(coarse, middle, fine);
        for (int r = 3; r <= MOST_REFINEMENTS && !(result.errorBound() <= precision * unit(result))
                && 4.0 * fine.points * fine.steps * odds.cost() <= MOST_WORK; r++) {
            coarse = middle;
            middle = fine;
            fine = solve(r);
            result = judge(coarse, middle, fine);
        }
        return result;
    }

    /** The value of one resolution. */
    record Level(double value, int points, int steps) {
    }

    /** What the precision is relative to. */
    private double unit(Result result) {
        return functional == null || functional == RECIPROCAL ? Math.abs(result.value()) : 1;
    }

    /**
     * Extrapolates where the differences fall as those of a scheme of second order do. The bound then is the change
     * that one more resolution made to the extrapolated value, and an eighth of the change that extrapolation makes;
     * elsewhere it is the larger difference.
     */
    static Result judge(Level coarse, Level middle, Level fine) {
        double before = middle.value - coarse.value;
        double last = fine.value - middle.value;
        double floor = FLOOR * Math.abs(fine.value);
        double order = Math.abs(last) <= floor && Math.abs(before) <= floor ? Double.NaN
                : Math.log(before / last) / Math.log(2);
        double value = fine.value;
        double bound = Math.max(2 * Math.abs(last), 0.5 * Math.abs(before));
        if (order >= ORDER_FROM && order <= ORDER_TO) {
            value = fine.value + last / 3;
            bound = Math.abs(value - (middle.value + before / 3)) + Math.abs(last) / 24;
        }
        if (!(bound < Double.POSITIVE_INFINITY)) {
            bound = Double.POSITIVE_INFINITY;
        }
        return new Result(value, bound + floor, order, fine.points, fine.steps);
    }

    private Level solve(int refinement) {
        Mesh mesh = Mesh.of(odds, end, pull, COARSEST_POINTS << refinement);
        TimeGrid grid = times.grid(1 << refinement, COARSEST_STEP);
        int n = mesh.size();
        double[] points = mesh.points();
        GradientDiffusion diffusion = new GradientDiffusion(mesh);
        double[] logOwn = new double[n];
        double[] logOdds = new double[n];
        double[] potential = new double[n];
        double[] killing = new double[n];
        boolean bounded = functional == null;
        double[] values = bounded ? ones(n) : finalValues(mesh, logOwn, logOdds);
        for (int k = grid.steps() - 1; k >= 0; k--) {
            NoiseLevel from = grid.level(k);
            NoiseLevel to = grid.level(k + 1);
            double w = schedule.meanWeight(from, to);
            // The middle in u, which is what the midpoint rule for the coefficients asks for.
            double middle = 0.5 * (from.logSignal() + to.logSignal());
            odds.evaluate(points, new NoiseLevel(Math.exp(middle), -Math.expm1(middle)), logOwn, logOdds);
            double weight = bounded ? w - 1 : w;
            for (int i = 0; i < n; i++) {
                logOdds[i] = NoisedOdds.logReciprocal(logOdds[i]);
                potential[i] = 0.25 * points[i] * points[i] + logOwn[i] - weight * logOdds[i];
            }
            if (bounded) {
                squaredGradient(mesh, logOdds, w, killing);
            }
            diffusion.stepBack(potential, killing, to.logSignal() - from.logSignal(), values);
        }
        double sum = 0;
        double mass = 0;
        odds.evaluate(points, grid.start(), logOwn, logOdds);
        for (int i = 0; i < n; i++) {
            if (Math.abs(points[i]) > Mesh.START_REACH) {
                // Less than 1e-18 of the start. Against a class narrower than N(0, 1), a heavy tail would make f infinite here.
                continue;
            }
            double square = 0.5 * points[i] * points[i];
            double phi = Math.exp(-square) * mesh.volumes()[i];
            mass += phi;
            sum += phi * values[i];
            if (bounded) {
                // The other part of 1/p(c|y), which may be huge where the start is not: one exponent for both.
                sum += Math.exp(-square - logOdds[i]) * mesh.volumes()[i] * values[i];
            }
        }
        return new Level(sum / mass, n, grid.steps());
    }

    private static double[] ones(int n) {
        double[] values = new double[n];
        Arrays.fill(values, 1);
        return values;
    }

    private double[] finalValues(Mesh mesh, double[] logOwn, double[] logOdds) {
        double[] values = new double[mesh.size()];
        odds.evaluate(mesh.points(), end, logOwn, logOdds);
        for (int i = 0; i < values.length; i++) {
            values[i] = functional.at(mesh.points()[i], logOdds[i]);
            if (!Double.isFinite(values[i])) {
                throw new ArithmeticException("the functional is " + values[i] + " at y=" + mesh.points()[i]
                        + (functional == RECIPROCAL ? ": use the bounded form" : ""));
            }
        }
        return values;
    }

    /** w·g² at the points, from differences of log f, each weighted with its half of the point's volume. */
    private static void squaredGradient(Mesh mesh, double[] logReciprocal, double w, double[] result) {
        double[] points = mesh.points();
        double left = 0;
        for (int i = 0; i < result.length; i++) {
            double right = 0;
            if (i < result.length - 1) {
                double rise = logReciprocal[i + 1] - logReciprocal[i];
                right = rise * rise / (points[i + 1] - points[i]);
            }
            result[i] = 0.5 * w * (left + right) / mesh.volumes()[i];
            left = right;
        }
    }
}
