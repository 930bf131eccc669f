package org.guidecheck.oracle.mesh;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.statistics.Interval;

/**
 * Solver of a process on the line, dY = ∇(Y²/4 + ψ(Y)) du + dB from N(0, 1), in which a path may gain weight at a rate
 * k(Y): weighted means of its end by the backward equation, and density and differential entropy of its end by the
 * forward one.
 *
 * <p>Guidance is ψ = log p(y|c) + w log p(c|y) with k = 0. Each resolution has half the spacings and steps of the one
 * before; bounds come from the last three.
 */
public final class LineProcess {
    /** Points per local scale of the coarsest mesh. */
    private static final int COARSEST_POINTS = 4;
    /** Longest step of the coarsest grid, in log(t/τ). */
    private static final double COARSEST_STEP = 0.5;
    private static final int MOST_REFINEMENTS = 6;
    private static final double MOST_WORK = 1e8;
    private static final double MOST_WEIGHT = 1e200;

    private final LineLogOdds odds;
    private final GuidanceSchedule schedule;
    private final TimeSteps times;
    private final NoiseLevel end;
    private final double pull;
    private final LineCoefficients coefficients;

    /** Potential of a drift. */
    @FunctionalInterface
    public interface Potential {
        /**
         * Evaluates it at many points.
         *
         * @param points    where, rising
         * @param level     noise level
         * @param w         weight there
         * @param potential filled with ψ, up to a constant
         */
        void at(double[] points, NoiseLevel level, double w, double[] potential);
    }

    /** Functions of the ends of paths. */
    @FunctionalInterface
    public interface Ends {
        /**
         * Their values.
         *
         * @param points where paths end
         * @param level  noise level of the end
         * @return for each function, a finite number at each point
         */
        double[][] at(double[] points, NoiseLevel level);
    }

    /**
     * Makes the process with the drift ∇(Y²/4 + ψ(Y)).
     *
     * @param process   of one dimension: meshes and time steps are chosen from it, and its weights handed to ψ
     * @param potential ψ
     */
    public LineProcess(GuidedProcess process, Potential potential) {
        this(process, new LineLogOdds(process), List.of(), pull(process), (mesh, level, w, rises, killing) -> {
            double[] values = new double[mesh.size()];
            potential.at(mesh.points(), level, w, values);
            LineCoefficients.rises(mesh.points(), values, rises);
        });
    }

    /**
     * Makes a process with any coefficients.
     *
     * @param process what meshes and time steps are chosen from, and the weights handed to the coefficients
     * @param odds    of its law
     * @param jumps   further levels that every grid has
     * @param pull    how far beyond the data guidance can carry a point
     */
    LineProcess(GuidedProcess process, LineLogOdds odds, List<NoiseLevel> jumps, double pull,
            LineCoefficients coefficients) {
        this.odds = odds;
        this.schedule = process.guidance();
        this.times = new TimeSteps(process, jumps);
        this.end = process.end();
        this.pull = pull;
        this.coefficients = coefficients;
    }

    /**
     * The guided process.
     *
     * @param process of one dimension
     * @return the process, in which no path gains weight
     */
    public static LineProcess guided(GuidedProcess process) {
        return weighted(process, 0);
    }

    /**
     * The guided process, with weight that its paths gain.
     *
     * @param process of one dimension
     * @param rate    paths gain weight at rate·g², g the classifier gradient
     * @return the process
     */
    public static LineProcess weighted(GuidedProcess process, double rate) {
        LineLogOdds odds = new LineLogOdds(process);
        return new LineProcess(process, odds, List.of(), pull(process), GuidedCoefficients.weighted(odds, rate));
    }

    /** How far a strong weight may carry points beyond the data while it is noisy. */
    static double pull(GuidedProcess process) {
        return 2 * Math.sqrt(Math.max(0, process.guidance().largest()));
    }

    /**
     * The weighted means of functionals of the end, E[φ e^{∫k du}] / E[e^{∫k du}].
     *
     * @param precision   error wanted
     * @param functionals each a φ
     * @return where they lie, by three resolutions
     */
    public List<Interval> means(double precision, FiniteDifferences.Functional... functionals) {
        return means(precision, functionals.length, valuesOf(functionals));
    }

    /** Functionals as functions of the ends. */
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
     * The weighted means of functions of the end, E[φ e^{∫k du}] / E[e^{∫k du}].
     *
     * @param precision error wanted
     * @param count     how many functions
     * @param ends      each a φ
     * @return where they lie, by three resolutions
     */
    public List<Interval> means(double precision, int count, Ends ends) {
        Ends andOne = (points, level) -> {
            double[][] all = Arrays.copyOf(ends.at(points, level), count + 1);
            all[count] = new double[points.length];
            Arrays.fill(all[count], 1);
            return all;
        };
        return refine(refinement -> weightedMeans(back(refinement, andOne, MOST_WEIGHT), count), precision);
    }

    /**
     * The differential entropy −∫ q log q of the density q at the end, of the paths as they weigh.
     *
     * @param precision error wanted
     * @return where it lies, by three resolutions
     */
    public Interval entropy(double precision) {
        return refine(refinement -> List.of(entropyAt(refinement)), precision).get(0);
    }

    private List<Interval> refine(IntFunction<List<RefinementLadder.Rung>> solve, double precision) {
        List<FiniteDifferences.Result> results = RefinementLadder.climb(solve, MOST_REFINEMENTS, (found, fine) ->
                found.stream().allMatch(each -> each.bounds().width() <= 2 * precision)
                        || 4.0 * fine.points() * fine.steps() * odds.cost() > MOST_WORK);
        // A mean that is no number says nothing.
        return results.stream().map(each -> Double.isFinite(each.value()) && Double.isFinite(each.errorBound())
                ? each.bounds() : Interval.ALL).toList();
    }

    /** The last of the values are those of 1. */
    private static List<RefinementLadder.Rung> weightedMeans(Backward found, int count) {
        double mass = found.overStart(count);
        return IntStream.range(0, count)
                .mapToObj(j -> new RefinementLadder.Rung(found.overStart(j) / mass, found.mesh().size(), found.steps())).toList();
    }

    /**
     * Solutions of the backward equation at the start.
     *
     * @param mesh   where they live
     * @param level  noise level of the start
     * @param steps  of the time grid
     * @param values one solution a row
     */
    @SuppressWarnings("ArrayRecordComponent") // made here, read at once by who asked
    record Backward(Mesh mesh, NoiseLevel level, int steps, double[][] values) {
        /** The sum of a solution over the masses of N(0, 1), which sum to 1 up to the error of the mesh. */
        double overStart(int j) {
            double[] start = start(mesh);
            double sum = 0;
            for (int i = 0; i < start.length; i++) {
                sum += start[i] > 0 ? start[i] * values[j][i] : 0;
            }
            return sum;
        }
    }

    /** Solves the backward equation from functions of the end to the start, in one resolution. */
    Backward back(int refinement, Ends ends) {
        return back(refinement, ends, Double.POSITIVE_INFINITY);
    }

    private Backward back(int refinement, Ends ends, double most) {
        Mesh mesh = mesh(refinement);
        TimeGrid grid = grid(refinement);
        double[][] values = ends.at(mesh.points(), end);
        Steps steps = new Steps(mesh);
        for (int k = grid.steps() - 1; k >= 0; k--) {
            double du = steps.at(grid.level(k), grid.level(k + 1));
            steps.diffusion.stepBack(steps.rises, steps.killing, du, values);
            if (most < Double.POSITIVE_INFINITY) {
                Arrays.stream(values).forEach(each -> keepWithin(most, each));
            }
        }
        return new Backward(mesh, grid.start(), grid.steps(), values);
    }

    /**
     * Far from where paths go, those that gain weight may gain more than there are numbers for. Under guidance by g with
     * gains of w(w + 1)g²/2 what is gained from y on is at most f(y)^w, and the paths there carry f(y)^{−w} at most of the
     * weight of all: what is cut here is less than a part in {@link #MOST_WEIGHT} of the whole. (The scheme multiplies by
     * 2 at most in a step, however large the gain. The exact factor would put what rounding leaves in those places first.)
     */
    private static void keepWithin(double most, double[] values) {
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
            // Second order in time keeps no value above 0: what falls below carries no entropy.
            if (masses[i] > 0) {
                entropy -= masses[i] * Math.log(masses[i] / mesh.volumes()[i]);
            }
        }
        return new RefinementLadder.Rung(entropy, mesh.size(), grid.steps());
    }

    /** How much of the weight of all paths ends at each point. */
    private double[] masses(Mesh mesh, TimeGrid grid) {
        double[] masses = start(mesh);
        Steps steps = new Steps(mesh);
        for (int k = 0; k < grid.steps(); k++) {
            double du = steps.at(grid.level(k), grid.level(k + 1));
            steps.diffusion.stepForward(steps.rises, steps.killing, du, masses);
        }
        double total = Arrays.stream(masses).sum();
        Arrays.setAll(masses, i -> masses[i] / total);
        return masses;
    }

    /**
     * The density of the ends, on one mesh and with no bound on its error: for drawing.
     *
     * @param refinement of the mesh, from 0; each halves spacings and steps
     * @return two rows: points, rising, and the density there, at least 0
     */
    public double[][] density(int refinement) {
        Mesh mesh = mesh(refinement);
        double[] masses = masses(mesh, grid(refinement));
        double[] density = new double[masses.length];
        Arrays.setAll(density, i -> Math.max(0, masses[i] / mesh.volumes()[i]));
        return new double[][] {mesh.points().clone(), density};
    }

    private Mesh mesh(int refinement) {
        return Mesh.of(odds, end, pull, COARSEST_POINTS << refinement);
    }

    private TimeGrid grid(int refinement) {
        return times.grid(1 << refinement, COARSEST_STEP);
    }

    /** Masses of N(0, 1), where it has any to speak of. */
    static double[] start(Mesh mesh) {
        double[] masses = new double[mesh.size()];
        for (int i = 0; i < masses.length; i++) {
            double y = mesh.points()[i];
            masses[i] = Math.abs(y) > Mesh.START_REACH ? 0
                    : Math.exp(-0.5 * y * y) * mesh.volumes()[i] / Math.sqrt(2 * Math.PI);
        }
        return masses;
    }

    /** Coefficients of one step after another. */
    private final class Steps {
        private final Mesh mesh;
        private final BackwardEquationStepper diffusion;
        private final double[] rises;
        private final double[] killing;

        Steps(Mesh mesh) {
            this.mesh = mesh;
            this.diffusion = new BackwardEquationStepper(mesh);
            this.rises = new double[mesh.size() - 1];
            this.killing = new double[mesh.size()];
        }

        /** Those at the middle of a step in u, which the midpoint rule asks for, and its length. */
        double at(NoiseLevel from, NoiseLevel to) {
            double middle = 0.5 * (from.logSignal() + to.logSignal());
            coefficients.at(mesh, NoiseLevel.ofLogSignal(middle), schedule.meanWeight(from, to), rises, killing);
            return to.logSignal() - from.logSignal();
        }
    }
}
