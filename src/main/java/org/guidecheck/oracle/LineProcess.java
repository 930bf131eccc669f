package org.guidecheck.oracle;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.diffusion.TimeGrid;
import org.guidecheck.distribution.LabelledDistribution;
import org.guidecheck.distribution.NoiseLevel;
import org.guidecheck.statistics.Interval;

/**
 * A process on the line, dY = ∇(Y²/4 + ψ(Y)) du + dB from N(0, 1), in which a path may gain weight at a rate k(Y): weighted
 * means of its end by the backward equation, and the differential entropy of its end by the forward one.
 *
 * <p>Guidance is ψ = log p(y|c) + w log p(c|y) with k = 0. Meshes, steps and bounds are those of
 * {@link FiniteDifferences}: three resolutions, each with half the spacings and steps of the one before.
 */
public final class LineProcess {
    private static final int COARSEST_POINTS = 4;
    private static final double COARSEST_STEP = 0.5;
    private static final int MOST_REFINEMENTS = 6;
    private static final double MOST_WORK = 1e8;
    private static final double MOST_WEIGHT = 1e200;

    private final NoisedOdds odds;
    private final GuidanceSchedule schedule;
    private final TimeSteps times;
    private final NoiseLevel end;
    private final double pull;
    private final Forces forces;

    /** What drives a process. */
    @FunctionalInterface
    public interface Forces {
        /**
         * Evaluates both at many points.
         *
         * @param points    where, rising
         * @param level     noise level
         * @param w         weight there
         * @param potential filled with ψ, up to a constant
         * @param gain      filled with k; all 0 before
         */
        void at(double[] points, NoiseLevel level, double w, double[] potential, double[] gain);
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
     * A process that some forces drive.
     *
     * @param law      of one dimension; what meshes and time steps are chosen from
     * @param c        class index
     * @param schedule weights, handed to the forces
     * @param stop     noise τ at which the process is left; 0 for clean data
     * @param forces   ψ and k
     */
    public LineProcess(LabelledDistribution law, int c, GuidanceSchedule schedule, double stop, Forces forces) {
        this.odds = new NoisedOdds(law, c);
        this.schedule = schedule;
        this.times = new TimeSteps(law, schedule, stop);
        this.end = NoiseLevel.ofNoise(stop);
        this.pull = 2 * Math.sqrt(Math.max(0, schedule.largest()));
        this.forces = forces;
    }

    /**
     * The guided process, with weight that its paths gain.
     *
     * @param law      of one dimension
     * @param c        class index
     * @param schedule guidance weights
     * @param stop     noise τ at which the process is left; 0 for clean data
     * @param rate     paths gain weight at rate·g², g the classifier gradient
     * @return the process
     */
    public static LineProcess guided(LabelledDistribution law, int c, GuidanceSchedule schedule, double stop, double rate) {
        NoisedOdds odds = new NoisedOdds(law, c);
        return new LineProcess(law, c, schedule, stop, (points, level, w, potential, gain) -> {
            double[] logReciprocal = new double[points.length];
            odds.evaluate(points, level, potential, logReciprocal);
            for (int i = 0; i < points.length; i++) {
                logReciprocal[i] = NoisedOdds.logReciprocal(logReciprocal[i]);
                potential[i] -= w * logReciprocal[i];
            }
            if (rate != 0) {
                squaredGradient(points, logReciprocal, rate, gain);
            }
        });
    }

    /** rate·g² from differences of log f, each weighted with its half of the point's volume. */
    private static void squaredGradient(double[] points, double[] logReciprocal, double rate, double[] result) {
        int n = points.length;
        double left = 0;
        for (int i = 0; i < n; i++) {
            double right = 0;
            if (i < n - 1) {
                double rise = logReciprocal[i + 1] - logReciprocal[i];
                right = rise * rise / (points[i + 1] - points[i]);
            }
            double volume = 0.5 * (points[Math.min(i + 1, n - 1)] - points[Math.max(i - 1, 0)]);
            result[i] = 0.5 * rate * (left + right) / volume;
            left = right;
        }
    }

    /**
     * The weighted means of functionals of the end, E[φ e^{∫k du}] / E[e^{∫k du}].
     *
     * @param precision   error wanted
     * @param functionals each a φ
     * @return where they lie, by three resolutions
     */
    public List<Interval> means(double precision, FiniteDifferences.Functional... functionals) {
        return means(precision, functionals.length, (points, level) -> {
            double[] logOdds = new double[points.length];
            odds.evaluate(points, level, new double[points.length], logOdds);
            double[][] values = new double[functionals.length][points.length];
            for (int j = 0; j < values.length; j++) {
                for (int i = 0; i < points.length; i++) {
                    values[j][i] = functionals[j].at(points[i], logOdds[i]);
                }
            }
            return values;
        });
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
        return refine(refinement -> weightedMeans(ends, refinement), count, precision);
    }

    /**
     * The differential entropy −∫ q log q of the density q at the end, of the paths as they weigh.
     *
     * @param precision error wanted
     * @return where it lies, by three resolutions
     */
    public Interval entropy(double precision) {
        return refine(this::entropyAt, 1, precision).get(0);
    }

    private List<Interval> refine(IntFunction<Level> solve, int count, double precision) {
        Level coarse = solve.apply(0);
        Level middle = solve.apply(1);
        Level fine = solve.apply(2);
        List<Interval> bounds = bounds(coarse, middle, fine, count);
        for (int r = 3; r <= MOST_REFINEMENTS && !bounds.stream().allMatch(each -> each.width() <= 2 * precision)
                && 4.0 * fine.points * fine.steps * odds.cost() <= MOST_WORK; r++) {
            coarse = middle;
            middle = fine;
            fine = solve.apply(r);
            bounds = bounds(coarse, middle, fine, count);
        }
        return bounds;
    }

    private static List<Interval> bounds(Level coarse, Level middle, Level fine, int count) {
        return IntStream.range(0, count).mapToObj(j -> {
            FiniteDifferences.Result result = Ladder.judge(coarse.one(j), middle.one(j), fine.one(j));
            // A mean that is no number says nothing.
            return Double.isFinite(result.value()) && Double.isFinite(result.errorBound()) ? result.bounds() : Interval.ALL;
        }).toList();
    }

    /** The values of one resolution. */
    @SuppressWarnings("ArrayRecordComponent") // made and read here alone
    private record Level(double[] values, int points, int steps) {
        Ladder.Rung one(int j) {
            return new Ladder.Rung(values[j], points, steps);
        }
    }

    private Level weightedMeans(Ends ends, int refinement) {
        Mesh mesh = mesh(refinement);
        TimeGrid grid = grid(refinement);
        double[][] values = ends.at(mesh.points(), end);
        double[][] all = Arrays.copyOf(values, values.length + 1);
        all[values.length] = new double[mesh.size()];
        Arrays.fill(all[values.length], 1);
        Steps steps = new Steps(mesh);
        for (int k = grid.steps() - 1; k >= 0; k--) {
            double du = steps.at(grid.level(k), grid.level(k + 1));
            steps.diffusion.stepBack(steps.rises, steps.killing, du, all);
            for (double[] each : all) {
                keepFinite(each);
            }
        }
        double[] start = start(mesh);
        double[] sums = new double[all.length];
        for (int j = 0; j < all.length; j++) {
            for (int i = 0; i < start.length; i++) {
                sums[j] += start[i] > 0 ? start[i] * all[j][i] : 0;
            }
        }
        double[] means = new double[values.length];
        Arrays.setAll(means, j -> sums[j] / sums[values.length]);
        return new Level(means, mesh.size(), grid.steps());
    }

    /**
     * Far from where paths go, those that gain weight may gain more than there are numbers for. Under guidance by g with
     * gains of w(w + 1)g²/2 what is gained from y on is at most f(y)^w, and the paths there carry f(y)^{−w} at most of the
     * weight of all: what is cut here is less than a part in {@link #MOST_WEIGHT} of the whole. (The scheme multiplies by
     * 2 at most in a step, however large the gain. The exact factor would put what rounding leaves in those places first.)
     */
    private static void keepFinite(double[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(-MOST_WEIGHT, Math.min(MOST_WEIGHT, values[i]));
        }
    }

    private Level entropyAt(int refinement) {
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
        return new Level(new double[] {entropy}, mesh.size(), grid.steps());
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
    private static double[] start(Mesh mesh) {
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
        private final double[] points;
        private final GradientDiffusion diffusion;
        private final double[] potential;
        private final double[] rises;
        private final double[] killing;

        Steps(Mesh mesh) {
            this.points = mesh.points();
            this.diffusion = new GradientDiffusion(mesh);
            this.potential = new double[points.length];
            this.rises = new double[points.length - 1];
            this.killing = new double[points.length];
        }

        /** Those at the middle of a step in u, and its length. */
        double at(NoiseLevel from, NoiseLevel to) {
            double middle = 0.5 * (from.logSignal() + to.logSignal());
            Arrays.fill(killing, 0);
            forces.at(points, NoiseLevel.ofLogSignal(middle), schedule.meanWeight(from, to),
                    potential, killing);
            for (int i = 0; i < points.length; i++) {
                potential[i] += 0.25 * points[i] * points[i];
                killing[i] = -killing[i];
            }
            for (int i = 0; i < rises.length; i++) {
                rises[i] = 2 * (potential[i + 1] - potential[i]);
            }
            return to.logSignal() - from.logSignal();
        }
    }
}
