package org.guidecheck.oracle;

import java.util.Arrays;
import java.util.List;
import org.guidecheck.diffusion.GuidanceField;
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
    /** How much more a point costs where scores and a field are evaluated as well. */
    private static final double FIELD_COST = 4;

    private final NoisedOdds odds;
    private final GuidanceSchedule schedule;
    /** The field that guides; null for classifier-free guidance, which potentials alone describe. */
    private final LineField field;
    /** The fastest growth that negative killing is let have, per unit of log(t/τ); +∞ for the field as it is. */
    private final double mostGrowth;
    private final TimeSteps times;
    private final NoiseLevel end;
    /** What is averaged at the end; null for the bounded form, which averages what is left of the paths. */
    private final Functional functional;
    private final double pull;

    private FiniteDifferences(LabelledDistribution law, int c, GuidanceSchedule w, double stop, Functional functional) {
        this(law, c, w, null, Double.POSITIVE_INFINITY, stop, functional);
    }

    private FiniteDifferences(LabelledDistribution law, int c, GuidanceSchedule w, GuidanceField guided,
            double mostGrowth, double stop, Functional functional) {
        this.odds = new NoisedOdds(law, c);
        if (!(w.smallest() >= 0)) {
            throw new IllegalArgumentException("weight=" + w.smallest()
                    + ": must be at least 0; below 0 the mean may be infinite, which no mesh shows");
        }
        this.schedule = w;
        this.mostGrowth = mostGrowth;
        this.field = guided == null ? null : new LineField(law, c, guided);
        this.times = new TimeSteps(law, w, guided == null ? List.of() : guided.jumps(), stop);
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
     * The mean reciprocal under a guidance field e, in the bounded form: E^{e−g}[ f(Y at the start)·exp(−∫ g e du) ]. Where
     * the field opposes the gradient the killing is negative, which the equation does not mind; the value may then exceed
     * 1/π_c.
     *
     * @param law       of one dimension
     * @param c         class index
     * @param field     what guidance adds to the drift; its weights at least 0
     * @param stop      noise τ at which the process is left; 0 for clean data, which a law with atoms does not allow
     * @param precision error wanted, relative to the value
     * @return value and bound
     * @throws IllegalArgumentException naming the argument that is out of range
     */
    public static Result meanReciprocal(LabelledDistribution law, int c, GuidanceField field, double stop,
            double precision) {
        return new FiniteDifferences(law, c, field.weights(), field, Double.POSITIVE_INFINITY, stop, null)
                .refine(precision);
    }

    /**
     * The mean reciprocal under a guidance field in the direct form, which shares neither drift nor killing with the bounded
     * one.
     *
     * @param law       of one dimension
     * @param c         class index
     * @param field     what guidance adds to the drift; its weights at least 0
     * @param stop      noise τ at which the process is left; 0 for clean data, which a law with atoms does not allow
     * @param precision error wanted, relative to the value
     * @return value and bound
     * @throws IllegalArgumentException naming the argument that is out of range
     * @throws ArithmeticException      if 1/p(c|y) overflows somewhere on the mesh
     */
    public static Result meanReciprocalDirect(LabelledDistribution law, int c, GuidanceField field, double stop,
            double precision) {
        return new FiniteDifferences(law, c, field.weights(), field, Double.POSITIVE_INFINITY, stop, RECIPROCAL)
                .refine(precision);
    }

    /** Growth per unit of log(t/τ) that steps of the coarsest grid still follow. */
    static final double MOST_GROWTH = 1;

    /**
     * A number that the mean reciprocal under a guidance field is not below: the bounded form with negative killing cut
     * off at −1 per unit of log(t/τ). Where a field opposes the gradient strongly the mean may be huge, or infinite, which no
     * mesh shows; this shows that it is large.
     *
     * @param law       of one dimension
     * @param c         class index
     * @param field     what guidance adds to the drift; its weights at least 0
     * @param stop      noise τ at which the process is left; 0 for clean data, which a law with atoms does not allow
     * @param precision error wanted, relative to the value
     * @return value and bound of the lower number
     * @throws IllegalArgumentException naming the argument that is out of range
     */
    public static Result meanReciprocalAtLeast(LabelledDistribution law, int c, GuidanceField field, double stop,
            double precision) {
        return new FiniteDifferences(law, c, field.weights(), field, MOST_GROWTH, stop, null).refine(precision);
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
        return Ladder.climb(this::solve, MOST_REFINEMENTS,
                (result, fine) -> result.errorBound() <= precision * unit(result)
                        || 4.0 * fine.points() * fine.steps() * cost() > MOST_WORK);
    }

    private double cost() {
        return field == null ? odds.cost() : FIELD_COST * odds.cost();
    }

    /** What the precision is relative to. */
    private double unit(Result result) {
        return functional == null || functional == RECIPROCAL ? Math.abs(result.value()) : 1;
    }

    private Ladder.Rung solve(int refinement) {
        Mesh mesh = Mesh.of(odds, end, pull, COARSEST_POINTS << refinement);
        TimeGrid grid = times.grid(1 << refinement, COARSEST_STEP);
        int n = mesh.size();
        double[] points = mesh.points();
        GradientDiffusion diffusion = new GradientDiffusion(mesh);
        double[] logOwn = new double[n];
        double[] logOdds = new double[n];
        double[] potential = new double[n];
        double[] rises = new double[n - 1];
        double[] killing = new double[n];
        boolean bounded = functional == null;
        double[] values = bounded ? ones(n) : finalValues(mesh, logOwn, logOdds);
        for (int k = grid.steps() - 1; k >= 0; k--) {
            NoiseLevel from = grid.level(k);
            NoiseLevel to = grid.level(k + 1);
            double w = schedule.meanWeight(from, to);
            // The middle in u, which is what the midpoint rule for the coefficients asks for.
            double middle = 0.5 * (from.logSignal() + to.logSignal());
            NoiseLevel middleLevel = NoiseLevel.ofLogSignal(middle);
            odds.evaluate(points, middleLevel, logOwn, logOdds);
            double weight = (field == null ? w : 0) - (bounded ? 1 : 0);
            for (int i = 0; i < n; i++) {
                logOdds[i] = NoisedOdds.logReciprocal(logOdds[i]);
                potential[i] = 0.25 * points[i] * points[i] + logOwn[i] - weight * logOdds[i];
            }
            for (int i = 0; i < n - 1; i++) {
                rises[i] = 2 * (potential[i + 1] - potential[i]);
            }
            if (field != null) {
                field.addRises(points, middleLevel, rises);
            }
            if (bounded) {
                killing(mesh, logOdds, w, -mostGrowth / middleLevel.noise(), killing);
            }
            diffusion.stepBack(rises, killing, to.logSignal() - from.logSignal(), values);
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
        return new Ladder.Rung(sum / mass, n, grid.steps());
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

    /**
     * ⟨g, e⟩ at the points, from differences of log f, each weighted with its half of the point's volume; w·g² without a
     * field.
     */
    private void killing(Mesh mesh, double[] logReciprocal, double w, double least, double[] result) {
        double[] points = mesh.points();
        double left = 0;
        for (int i = 0; i < result.length; i++) {
            double right = 0;
            if (i < result.length - 1) {
                double rise = logReciprocal[i + 1] - logReciprocal[i];
                right = field == null ? w * rise * rise / (points[i + 1] - points[i]) : -rise * field.onEdge(i);
            }
            result[i] = Math.max(least, 0.5 * (left + right) / mesh.volumes()[i]);
            left = right;
        }
    }
}
