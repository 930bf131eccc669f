package org.guidecheck.oracle.mesh;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.oracle.mesh.FiniteDifferences.Functional;
import org.guidecheck.oracle.mesh.FiniteDifferences.Result;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.GaussianSampler;
import org.hipparchus.util.FastMath;

/**
 * Quadrature for the mean reciprocal of a sampler's chain at its own step lengths, in one dimension and without
 * sampling, and for means of other functionals. It solves the Chapman–Kolmogorov equation
 *
 * <pre>  V_k(y) = E V_{k+1}( keep·y + push·s_w(y) + deviation·ξ ),  ξ ~ N(0, 1),  </pre>
 *
 * <p>from V = 1/p(c|·) at the end of the grid back to the start N(0, 1).
 *
 * <p>Each level has its own {@link Mesh}, as fine as the noised law. Between its points V is a cubic spline, for
 * reciprocals in log V, so that nothing overflows. The mean over ξ is the trapezoidal rule, which for a Gaussian times
 * a function as smooth as V is exact up to rounding at the spacings used, which are finer where noise is wider than the
 * data. Rare values of ξ may carry the mean of a
 * reciprocal, so the rule continues until the integrand has fallen by {@value #FALL} in log and the bulk of the noise
 * is covered. A last step without noise is a single evaluation. Samplers without any noise are refused: nothing smooths
 * V where paths part, and a mesh spline does not resolve it; use {@link StartQuadrature} for them. The error bound is
 * the difference of two resolutions.
 */
public final class ChainQuadrature {
    private static final int POINTS_PER_SCALE = 8;
    private static final double SPACING = 1;
    /**
     * Largest distance of nodes in narrowest deviations of the data at weight 0, in units of the spacing, where steps
     * may be long. Guidance makes the boundaries between components sharper.
     */
    private static final double SHARE_OF_FINEST = 0.5;
    /** Deviations of the noise that are always covered; the rest has a probability of 3e-12. */
    private static final double BULK = 7;
    private static final double FALL = 28;
    private static final double FLOOR = 1e-9;
    /** Longest step of the coarsest grid of a ladder at weight 0, in λ. */
    private static final double COARSEST_STEP = 0.25;
    private static final int FEWEST_RUNGS = 3;
    private static final int MOST_RUNGS = 6;
    /** Most steps of the finest grid of a ladder times points of its mesh. */
    private static final double MOST_WORK = 2e6;

    private final GuidedProcess process;
    private final LineLogOdds odds;
    private final LineScore scores;
    private final GaussianSampler sampler;
    private final GuidanceSchedule guidance;
    private final double pull;
    /** The functional φ; null for the reciprocal, which is kept in logs. */
    private final Functional functional;
    /** Whether ∫ w f‖g‖² du along the chain is added to the reciprocal at its end. */
    private final boolean withIntegral;
    private final Map<NoiseLevel, Mesh> meshes = new HashMap<>();
    private int meshPoints;

    private ChainQuadrature(GuidedProcess process, GaussianSampler sampler, Functional functional,
            ScorePerturbation error, boolean withIntegral) {
        this.withIntegral = withIntegral;
        this.process = process;
        this.odds = new LineLogOdds(process);
        GuidanceSchedule w = process.guidance();
        if (!(w.smallest() >= 0)) {
            throw new IllegalArgumentException("weight=" + w.smallest()
                    + ": must be at least 0; below 0 the mean may be infinite, which no mesh can detect");
        }
        if (sampler.transition(NoiseLevel.ofNoise(0.5), NoiseLevel.ofNoise(0.4)).deviation() == 0) {
            throw new IllegalArgumentException("sampler=" + sampler.name()
                    + ": has no noise in its steps; use StartQuadrature instead");
        }
        this.scores = new LineScore(process.sides(), error);
        this.sampler = sampler;
        this.guidance = w;
        this.functional = functional;
        // A strong weight carries points beyond the data while they are noisy.
        this.pull = 2 * Math.sqrt(w.largest());
    }

    /**
     * Mean reciprocal M_w(N) of the chain on a grid.
     *
     * @param process guided process in one dimension, weights at least 0
     * @param grid    levels that the chain visits
     * @param sampler sampler of the steps, with noise in all but the last
     * @return value and bound; the order is NaN
     * @throws IllegalArgumentException naming the argument that is out of range
     * @throws ArithmeticException      if the value overflows
     */
    public static Result meanReciprocal(GuidedProcess process, TimeGrid grid, GaussianSampler sampler) {
        return new ChainQuadrature(process, sampler, null, ScorePerturbation.NONE, false).onTwoMeshes(grid);
    }

    /**
     * Mean reciprocals of the chain with a perturbed score, on each of two meshes: mesh errors cancel in differences
     * between scores.
     *
     * @param process guided process in one dimension, weights at least 0
     * @param grid    levels that the chain visits
     * @param sampler sampler of the steps, with noise in all but the last
     * @param error   perturbation added to the guided score
     * @return the values on the coarse mesh and on the fine one
     * @throws IllegalArgumentException naming the argument that is out of range
     */
    public static double[] meanReciprocals(GuidedProcess process, TimeGrid grid, GaussianSampler sampler,
            ScorePerturbation error) {
        return new ChainQuadrature(process, sampler, null, error, false).onMeshes(grid);
    }

    /**
     * Mean of a functional of the chain's end on a grid.
     *
     * @param process    guided process in one dimension, weights at least 0
     * @param grid       levels that the chain visits
     * @param sampler    sampler of the steps, with noise in all but the last
     * @param functional φ, smooth and bounded on the mesh
     * @return value and bound; the order is NaN
     * @throws IllegalArgumentException naming the argument that is out of range
     * @throws ArithmeticException      if the value overflows
     */
    public static Result mean(GuidedProcess process, TimeGrid grid, GaussianSampler sampler, Functional functional) {
        return new ChainQuadrature(process, sampler, functional, ScorePerturbation.NONE, false).onTwoMeshes(grid);
    }

    /**
     * Limit of the chain's mean reciprocal for short steps, M_w for a sampler whose error is of first order,
     * extrapolated from a ladder of grids.
     *
     * @param process   guided process in one dimension, weights at least 0
     * @param sampler   sampler of the steps, with noise
     * @param precision error wanted, relative to the value
     * @return value and bound, with the order observed on the last three grids
     * @throws IllegalArgumentException naming the argument that is out of range
     * @throws ArithmeticException      if the values overflow on every grid
     */
    public static Result limit(GuidedProcess process, GaussianSampler sampler, double precision) {
        return new ChainQuadrature(process, sampler, null, ScorePerturbation.NONE, false).limit(precision);
    }

    /**
     * Limit E^w φ(Y) of the mean of a functional of the chain's end for short steps.
     *
     * @param process    guided process in one dimension, weights at least 0
     * @param sampler    sampler of the steps, with noise
     * @param functional φ, smooth and bounded on the mesh
     * @param precision  error wanted, in the units of φ
     * @return value and bound, with the order observed on the last three grids
     * @throws IllegalArgumentException naming the argument that is out of range
     * @throws ArithmeticException      if the values overflow on every grid
     */
    public static Result limitOfMean(GuidedProcess process, GaussianSampler sampler, Functional functional,
            double precision) {
        return new ChainQuadrature(process, sampler, functional, ScorePerturbation.NONE, false).limit(precision);
    }

    /**
     * Limit for short steps of ∫ w E[f‖g‖²] du, f = 1/p(c|·), summed along the chain by trapezoids. By the generator
     * identity it is M_0 − M_w (see theory.md, "The generator identity"); M_0 is not used.
     *
     * @param process   guided process in one dimension, weights at least 0
     * @param sampler   sampler of the steps, with noise
     * @param precision error wanted, of the mean of f at the end and of its sum with the integral, relative to each
     * @return value and bound, with the order observed on the last three grids
     * @throws IllegalArgumentException naming the argument that is out of range
     * @throws ArithmeticException      if the values overflow on every grid
     */
    public static Result limitOfDecrement(GuidedProcess process, GaussianSampler sampler, double precision) {
        // Where the gradient vanishes, the log of the integral alone is −∞; adding f avoids this.
        Result both = new ChainQuadrature(process, sampler, null, ScorePerturbation.NONE, true).limit(precision);
        Result end = limit(process, sampler, precision);
        return new Result(both.value() - end.value(), both.errorBound() + end.errorBound(), both.observedOrder(),
                both.meshPoints(), both.timeSteps());
    }

    private Result limit(double precision) {
        if (!(precision > 0)) {
            throw new IllegalArgumentException("precision=" + precision + ": must be positive");
        }
        TimeSteps times = new TimeSteps(process);
        double longest = COARSEST_STEP / (1 + 0.25 * guidance.largest());
        Result[] rungs = new Result[MOST_RUNGS];
        Result result = null;
        double mesh = 0;
        for (int r = 0; r < MOST_RUNGS; r++) {
            TimeGrid grid = times.grid(1 << r, longest);
            double value = solve(grid, POINTS_PER_SCALE, SPACING);
            // Measured with two meshes on the first grid; on the others, in proportion to the number of steps.
            if (r == 0 || !Double.isFinite(mesh)) {
                mesh = Math.abs(solve(grid, 2 * POINTS_PER_SCALE, 0.75 * SPACING) - value);
            } else {
                mesh *= 2;
            }
            rungs[r] = new Result(value, mesh + FLOOR * Math.abs(value), Double.NaN, meshPoints, grid.steps());
            // On a grid that is too coarse the mean may overflow.
            if (r >= FEWEST_RUNGS - 1 && Double.isFinite(rungs[r - 2].value() + rungs[r - 1].value() + value)) {
                result = extrapolate(rungs[r - 2], rungs[r - 1], rungs[r]);
                if (result.errorBound() <= precision * (functional == null ? Math.abs(result.value()) : 1)
                        || 2.0 * rungs[r].timeSteps() * rungs[r].meshPoints() > MOST_WORK) {
                    break;
                }
            }
        }
        if (result == null) {
            throw new ArithmeticException("the mean over chains of " + sampler.name() + " is not finite on any grid");
        }
        return result;
    }

    /**
     * Extrapolates an error a·h + b·h². A term h·log h, which the last steps to clean data may leave, gives the result
     * an error of twice the change made by its second stage; three times that change is allowed. If the differences do
     * not fall as at first order, nothing is extrapolated.
     */
    private static Result extrapolate(Result coarse, Result middle, Result fine) {
        double before = middle.value() - coarse.value();
        double last = fine.value() - middle.value();
        double order = FastMath.log(2, before / last);
        double once = fine.value() + last;
        double twice = once + (once - (middle.value() + before)) / 3;
        if (order >= 0.5 && order <= 2.5) {
            double bound = 3 * Math.abs(twice - once) + 8 * fine.errorBound() / 3 + 2 * middle.errorBound()
                    + coarse.errorBound() / 3;
            return new Result(twice, bound, order, fine.meshPoints(), fine.timeSteps());
        }
        double bound = 2 * Math.max(Math.abs(last), Math.abs(before)) + fine.errorBound();
        return new Result(fine.value(), bound, order, fine.meshPoints(), fine.timeSteps());
    }

    private double[] onMeshes(TimeGrid grid) {
        double share = SHARE_OF_FINEST / (1 + guidance.largest());
        return new double[] {solve(grid, POINTS_PER_SCALE, SPACING, share),
            solve(grid, 2 * POINTS_PER_SCALE, 0.75 * SPACING, share)};
    }

    private Result onTwoMeshes(TimeGrid grid) {
        double[] values = onMeshes(grid);
        double coarse = values[0];
        double fine = values[1];
        if (!Double.isFinite(fine)) {
            throw new ArithmeticException("the mean over a chain of " + grid.steps() + " steps is " + fine);
        }
        double bound = Math.abs(fine - coarse) + FLOOR * Math.abs(fine);
        return new Result(fine, bound, Double.NaN, meshPoints, grid.steps());
    }

    /** On a grid of short steps, whose noise is narrower than the data. */
    private double solve(TimeGrid grid, int perScale, double spacing) {
        return solve(grid, perScale, spacing, Double.POSITIVE_INFINITY);
    }

    private double solve(TimeGrid grid, int perScale, double spacing, double share) {
        MeshSpline next = null;
        Mesh mesh = null;
        double[] values = null;
        meshPoints = 0;
        for (int k = grid.steps() - 1; k >= 0; k--) {
            NoiseLevel from = grid.level(k);
            NoiseLevel to = grid.level(k + 1);
            GaussianSampler.Transition step = sampler.transition(from, to);
            mesh = mesh(from, perScale);
            meshPoints = Math.max(meshPoints, mesh.size());
            double[] points = mesh.points();
            double[] means = new double[points.length];
            scores.evaluate(points, from, guidance.meanWeight(from, to), means);
            for (int i = 0; i < means.length; i++) {
                means[i] = step.keep() * points[i] + step.push() * means[i];
            }
            if (next == null && step.deviation() == 0) {
                values = addIntegrand(finalValues(means, to), means, to, halfStep(from, to));
            } else {
                if (next == null) {
                    double[] ends = mesh(to, perScale).points();
                    next = new MeshSpline(ends, addIntegrand(finalValues(ends, to), ends, to, halfStep(from, to)));
                }
                values = means(next, means, step.deviation(),
                        spacing * Math.min(1, share * finest(to) / step.deviation()));
            }
            // Half a trapezoid each of this step and the previous one; up to the first level ‖g‖² grows like t.
            values = addIntegrand(values, points, from, halfStep(from, to) + (k == 0 ? guidance.weight(from)
                    : halfStep(grid.level(k - 1), from)));
            next = new MeshSpline(points, values);
        }
        return atStart(mesh, values);
    }

    /** Means over the noise of a step, by nodes no farther apart than the function is fine. */
    private double[] means(MeshSpline next, double[] means, double deviation, double spacing) {
        double[] noise = noiseDensities(spacing);
        double[] values = new double[means.length];
        for (int i = 0; i < means.length; i++) {
            values[i] = functional == null ? logMean(next, means[i], deviation, spacing)
                    : mean(next, means[i], deviation, spacing, noise);
        }
        return values;
    }

    /** Narrowest deviation of the noised data, to which a coarse step may add wider noise. */
    private double finest(NoiseLevel level) {
        return odds.features().stream().mapToDouble(feature -> feature.deviation(level)).min().orElseThrow();
    }

    private Mesh mesh(NoiseLevel level, int perScale) {
        // On a ladder half the levels of a grid are those of the previous grid; fine meshes are used for one grid only.
        return perScale == POINTS_PER_SCALE ? meshes.computeIfAbsent(level, each -> Mesh.of(odds, each, pull, perScale))
                : Mesh.of(odds, level, pull, perScale);
    }

    /** Half of w du over a step. */
    private double halfStep(NoiseLevel from, NoiseLevel to) {
        return 0.5 * guidance.meanWeight(from, to) * (to.logSignal() - from.logSignal());
    }

    /** log(e^{logs} + factor·f‖g‖²) if the integral is wanted, else the logs themselves. */
    private double[] addIntegrand(double[] logs, double[] points, NoiseLevel level, double factor) {
        if (!withIntegral) {
            return logs;
        }
        double[] more = new double[points.length];
        scores.logReciprocalTimesSquaredGradient(points, level, more);
        double[] result = new double[logs.length];
        for (int i = 0; i < logs.length; i++) {
            double term = more[i] + Math.log(factor);
            double larger = Math.max(logs[i], term);
            result[i] = larger + Math.log(1 + Math.exp(Math.min(logs[i], term) - larger));
        }
        return result;
    }

    private double[] finalValues(double[] points, NoiseLevel end) {
        double[] logOwn = new double[points.length];
        double[] logOdds = new double[points.length];
        odds.evaluate(points, end, logOwn, logOdds);
        double[] values = new double[points.length];
        Arrays.setAll(values, i -> functional == null ? LineLogOdds.logReciprocal(logOdds[i])
                : functional.at(points[i], logOdds[i]));
        return values;
    }

    /** Densities of the noise at multiples of a spacing, with 0 in the middle. */
    private static double[] noiseDensities(double spacing) {
        int reach = (int) Math.ceil(BULK / spacing);
        double[] density = new double[2 * reach + 1];
        Arrays.setAll(density, j -> Math.exp(-0.5 * (j - reach) * (j - reach) * spacing * spacing));
        return density;
    }

    private static double mean(MeshSpline values, double mean, double deviation, double spacing, double[] noise) {
        double sum = 0;
        double mass = 0;
        for (int j = 0; j < noise.length; j++) {
            mass += noise[j];
            sum += noise[j] * values.at(mean + deviation * (j - noise.length / 2) * spacing);
        }
        return sum / mass;
    }

    /** log E e^{L(mean + deviation·ξ)}. */
    private static double logMean(MeshSpline logs, double mean, double deviation, double spacing) {
        double largest = logs.at(mean);
        double sum = 1;
        for (int side = -1; side <= 1; side += 2) {
            for (int j = 1;; j++) {
                double xi = j * spacing;
                double exponent = logs.at(mean + side * deviation * xi) - 0.5 * xi * xi;
                if (!(exponent <= largest)) {
                    sum = sum * Math.exp(largest - exponent) + 1;
                    largest = exponent;
                } else if (exponent >= largest - FALL) {
                    sum += Math.exp(exponent - largest);
                } else if (xi >= BULK) {
                    break;
                }
                if (Double.isNaN(exponent)) {
                    throw new ArithmeticException("the chain overflows from a step with mean y=" + mean);
                }
            }
        }
        return largest + Math.log(sum * spacing / Math.sqrt(2 * Math.PI));
    }

    private double atStart(Mesh mesh, double[] values) {
        // Less than 1e-18 of the start lies beyond its reach; a heavy tail may make the reciprocal infinite there.
        double[] points = Arrays.stream(mesh.points()).filter(y -> Math.abs(y) <= Mesh.START_REACH).toArray();
        int first = Arrays.binarySearch(mesh.points(), points[0]);
        double largest = functional == null ? Arrays.stream(values).max().orElseThrow() : 0;
        double[] shares = new double[points.length];
        double[] masses = new double[points.length];
        for (int i = 0; i < points.length; i++) {
            double square = 0.5 * points[i] * points[i];
            masses[i] = Math.exp(-square);
            double value = values[first + i];
            shares[i] = functional == null ? Math.exp(value - largest - square) : masses[i] * value;
        }
        return Math.exp(largest) * new MeshSpline(points, shares).integral()
                / new MeshSpline(points, masses).integral();
    }
}
