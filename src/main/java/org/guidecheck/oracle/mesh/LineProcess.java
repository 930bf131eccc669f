package org.guidecheck.oracle.mesh;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.oracle.TimeBudget;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.statistics.Interval;

/**
 * Solver of a process on the line, dY = ∇(Y²/4 + ψ(Y)) du + dB from N(0, 1), whose paths may gain weight at a rate
 * k(Y). The backward equation gives weighted means of its end; the forward equation gives the density and differential
 * entropy of its end.
 *
 * <p>Guidance is ψ = log p(y|c) + w log p(c|y) with k = 0. Each resolution halves the spacings and steps of the
 * previous one; bounds come from the last three.
 */
public final class LineProcess {
    private static final int MOST_REFINEMENTS = 6;
    private static final double MOST_WORK = 1e8;
    private static final double MOST_WEIGHT = 1e200;

    private final LineLogOdds odds;
    private final GuidanceSchedule schedule;
    private final TimeSteps times;
    private final NoiseLevel end;
    private final double pull;
    private final LineCoefficients coefficients;
    private final Discretisation family;

    /** Potential ψ of a drift. */
    @FunctionalInterface
    public interface Potential {
        /**
         * Evaluates ψ.
         *
         * @param points    n points, ascending
         * @param level     noise level
         * @param w         guidance weight there
         * @param potential filled with ψ up to a constant, n numbers
         */
        void evaluate(double[] points, NoiseLevel level, double w, double[] potential);
    }

    /** Functions of the end of a path. */
    @FunctionalInterface
    public interface Ends {
        /**
         * Evaluates the functions.
         *
         * @param points n ends of paths
         * @param level  noise level of the end
         * @return one row of n finite numbers for each function
         */
        double[][] values(double[] points, NoiseLevel level);
    }

    /**
     * Process with the drift ∇(Y²/4 + ψ(Y)).
     *
     * @param process   guided process in one dimension, which determines meshes, time steps and the weights passed to ψ
     * @param potential ψ
     */
    public LineProcess(GuidedProcess process, Potential potential) {
        this(process, new LineLogOdds(process), List.of(), pull(process), (mesh, level, w, rises, killing) -> {
            double[] values = new double[mesh.size()];
            potential.evaluate(mesh.points(), level, w, values);
            LineCoefficients.rises(mesh.points(), values, rises);
        });
    }

    /**
     * Process with any coefficients.
     *
     * @param process      determines meshes, time steps and the weights passed to the coefficients
     * @param odds         log-odds of its law
     * @param jumps        further levels of every grid
     * @param pull         how far beyond the data guidance can carry a point
     * @param coefficients drift and killing
     */
    LineProcess(GuidedProcess process, LineLogOdds odds, List<NoiseLevel> jumps, double pull,
            LineCoefficients coefficients) {
        this(process, odds, jumps, pull, coefficients, Discretisation.MAIN);
    }

    /**
     * Process with any coefficients on any family of meshes and grids.
     *
     * @param process      determines meshes, time steps and the weights passed to the coefficients
     * @param odds         log-odds of its law
     * @param jumps        further levels of every grid
     * @param pull         how far beyond the data guidance can carry a point
     * @param coefficients drift and killing
     * @param family       family of meshes and grids
     */
    LineProcess(GuidedProcess process, LineLogOdds odds, List<NoiseLevel> jumps, double pull,
            LineCoefficients coefficients, Discretisation family) {
        this.odds = odds;
        this.family = family;
        this.schedule = process.guidance();
        this.times = new TimeSteps(process, jumps, family);
        this.end = process.end();
        this.pull = pull;
        this.coefficients = coefficients;
    }

    /**
     * The guided process, whose paths gain no weight.
     *
     * @param process guided process in one dimension
     * @return the process
     */
    public static LineProcess guided(GuidedProcess process) {
        return weighted(process, 0);
    }

    /**
     * The guided process, whose paths gain weight.
     *
     * @param process guided process in one dimension
     * @param rate    paths gain weight at rate·g², g the classifier gradient
     * @return the process
     */
    public static LineProcess weighted(GuidedProcess process, double rate) {
        LineLogOdds odds = new LineLogOdds(process);
        return new LineProcess(process, odds, List.of(), pull(process), GuidedCoefficients.weighted(odds, rate));
    }

    /** How far a strong weight may carry points beyond the data while they are noisy. */
    static double pull(GuidedProcess process) {
        return 2 * Math.sqrt(Math.max(0, process.guidance().largest()));
    }

    /**
     * Weighted means of functionals of the end, E[φ e^{∫k du}] / E[e^{∫k du}].
     *
     * @param precision   error wanted, in the units of φ
     * @param functionals the functionals φ
     * @return an interval for each mean, from three resolutions; the whole line if it overflows
     */
    public List<Interval> means(double precision, FiniteDifferences.Functional... functionals) {
        return means(precision, functionals.length, valuesOf(functionals));
    }

    /** Functionals as functions of the end. */
    Ends valuesOf(FiniteDifferences.Functional... functionals) {
        return (points, level) -> {
            double[] logOdds = new double[points.length];
            odds.evaluate(points, level, new double[points.length], logOdds);
            double[][] values = new double[functionals.length][points.length];
            for (int j = 0; j < values.length; j++) {
                for (int i = 0; i < points.length; i++) {
                    values[j][i] = functionals[j].at(points[i], logOdds[i]);
                }
            }
            return values;
        };
    }

    /**
     * Weighted means of functions of the end, E[φ e^{∫k du}] / E[e^{∫k du}].
     *
     * @param precision error wanted, in the units of φ
     * @param count     number of functions
     * @param ends      the functions φ
     * @return an interval for each mean, from three resolutions; the whole line if it overflows
     */
    public List<Interval> means(double precision, int count, Ends ends) {
        Ends andOne = (points, level) -> {
            double[][] all = Arrays.copyOf(ends.values(points, level), count + 1);
            all[count] = new double[points.length];
            Arrays.fill(all[count], 1);
            return all;
        };
        return refine(refinement -> weightedMeans(solveBack(refinement, andOne, MOST_WEIGHT), count), precision);
    }

    /**
     * Differential entropy −∫ q log q of the weighted density q of the end.
     *
     * @param precision error wanted
     * @return an interval from three resolutions
     */
    public Interval entropy(double precision) {
        return entropy(precision, TimeBudget.NONE);
    }

    /** The same, as long as the time allows. */
    Interval entropy(double precision, TimeBudget budget) {
        return refine(refinement -> List.of(entropyAt(refinement)), precision, budget).get(0);
    }

    private List<Interval> refine(IntFunction<List<RefinementLadder.Rung>> solve, double precision) {
        return refine(solve, precision, TimeBudget.NONE);
    }

    private List<Interval> refine(IntFunction<List<RefinementLadder.Rung>> solve, double precision,
            TimeBudget budget) {
        RefinementLadder ladder = new RefinementLadder(solve);
        ladder.climb(MOST_REFINEMENTS,
                (found, fine) -> found.stream().allMatch(each -> each.bounds().width() <= 2 * precision)
                        || 4.0 * fine.points() * fine.steps() * odds.cost() > MOST_WORK,
                budget);
        List<FiniteDifferences.Result> results = ladder.results();
        // A mean that overflowed is unknown.
        return results.stream().map(each -> Double.isFinite(each.value()) && Double.isFinite(each.errorBound())
                ? each.bounds() : Interval.ALL).toList();
    }

    /** Means of all solutions but the last, whose final values are 1. */
    private static List<RefinementLadder.Rung> weightedMeans(BackwardSolution found, int count) {
        double mass = found.overStart(count);
        return IntStream.range(0, count)
                .mapToObj(j -> new RefinementLadder.Rung(found.overStart(j) / mass, found.mesh().size(), found.steps()))
                .toList();
    }

    /**
     * Solutions of the backward equation at the start.
     *
     * @param mesh   mesh of the solutions
     * @param level  noise level of the start
     * @param steps  steps of the time grid
     * @param values one solution a row
     */
    @SuppressWarnings("ArrayRecordComponent") // read at once by the callers
    record BackwardSolution(Mesh mesh, NoiseLevel level, int steps, double[][] values) {
        /** Sum of a solution over the masses of N(0, 1), which sum to 1 up to the error of the mesh. */
        double overStart(int j) {
            double[] start = start(mesh);
            double sum = 0;
            for (int i = 0; i < start.length; i++) {
                sum += start[i] > 0 ? start[i] * values[j][i] : 0;
            }
            return sum;
        }
    }

    /** Solves the backward equation from functions of the end to the start, at one resolution. */
    BackwardSolution solveBack(int refinement, Ends ends) {
        return solveBack(refinement, ends, Double.POSITIVE_INFINITY);
    }

    private BackwardSolution solveBack(int refinement, Ends ends, double most) {
        Mesh mesh = mesh(refinement);
        TimeGrid grid = grid(refinement);
        double[][] values = ends.values(mesh.points(), end);
        Steps steps = new Steps(mesh);
        for (int k = grid.steps() - 1; k >= 0; k--) {
            double du = steps.prepare(grid.level(k), grid.level(k + 1));
            steps.stepper.stepBack(steps.rises, steps.killing, du, values);
            if (most < Double.POSITIVE_INFINITY) {
                Arrays.stream(values).forEach(each -> clamp(most, each));
            }
        }
        return new BackwardSolution(mesh, grid.start(), grid.steps(), values);
    }

    /**
     * Limits values where paths that gain weight would overflow, far from where paths go. Under guidance by g with
     * gains of w(w + 1)g²/2, the gain from y on is at most f(y)^w, and the paths there carry at most f(y)^{−w} of the
     * total weight: the part cut off is less than 1/{@link #MOST_WEIGHT} of the whole. (The scheme multiplies by 2 at
     * most in a step, however large the gain; the exact factor would let rounding errors in those places dominate.)
     */
    private static void clamp(double most, double[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(-most, Math.min(most, values[i]));
        }
    }

    private RefinementLadder.Rung entropyAt(int refinement) {
        Mesh mesh = mesh(refinement);
        TimeGrid grid = grid(refinement);
        double[] masses = masses(mesh, grid);
        double entropy = 0;
        for (int i = 0; i < masses.length; i++) {
            // A scheme of second order in time may give negative masses, which carry no entropy.
            if (masses[i] > 0) {
                entropy -= masses[i] * Math.log(masses[i] / mesh.volumes()[i]);
            }
        }
        return new RefinementLadder.Rung(entropy, mesh.size(), grid.steps());
    }

    /** Shares of the weight of all paths that end at each point. */
    private double[] masses(Mesh mesh, TimeGrid grid) {
        double[] masses = start(mesh);
        Steps steps = new Steps(mesh);
        for (int k = 0; k < grid.steps(); k++) {
            double du = steps.prepare(grid.level(k), grid.level(k + 1));
            steps.stepper.stepForward(steps.rises, steps.killing, du, masses);
        }
        double total = Arrays.stream(masses).sum();
        Arrays.setAll(masses, i -> masses[i] / total);
        return masses;
    }

    /**
     * Density of the end on one mesh, without an error bound: for plots.
     *
     * @param refinement resolution, from 0; each halves spacings and steps
     * @return two rows: points, ascending, and the density there, at least 0
     */
    public double[][] density(int refinement) {
        Mesh mesh = mesh(refinement);
        double[] masses = masses(mesh, grid(refinement));
        double[] density = new double[masses.length];
        Arrays.setAll(density, i -> Math.max(0, masses[i] / mesh.volumes()[i]));
        return new double[][] {mesh.points().clone(), density};
    }

    private Mesh mesh(int refinement) {
        return Mesh.of(odds, end, pull, family, refinement);
    }

    private TimeGrid grid(int refinement) {
        return times.grid(1 << refinement, family.longestStep());
    }

    /** Masses of N(0, 1); 0 beyond its reach. */
    static double[] start(Mesh mesh) {
        double[] masses = new double[mesh.size()];
        for (int i = 0; i < masses.length; i++) {
            double y = mesh.points()[i];
            masses[i] = Math.abs(y) > Mesh.START_REACH ? 0
                    : Math.exp(-0.5 * y * y) * mesh.volumes()[i] / Math.sqrt(2 * Math.PI);
        }
        return masses;
    }

    /** Coefficients of successive steps, with the stepper. */
    private final class Steps {
        private final Mesh mesh;
        private final BackwardEquationStepper stepper;
        private final double[] rises;
        private final double[] killing;

        Steps(Mesh mesh) {
            this.mesh = mesh;
            this.stepper = new BackwardEquationStepper(mesh);
            this.rises = new double[mesh.size() - 1];
            this.killing = new double[mesh.size()];
        }

        /** Evaluates the coefficients at the middle of a step in u, for the midpoint rule. Returns its length in u. */
        double prepare(NoiseLevel from, NoiseLevel to) {
            double middle = 0.5 * (from.logSignal() + to.logSignal());
            coefficients.evaluate(mesh, NoiseLevel.ofLogSignal(middle), schedule.meanWeight(from, to), rises, killing);
            return to.logSignal() - from.logSignal();
        }
    }
}
