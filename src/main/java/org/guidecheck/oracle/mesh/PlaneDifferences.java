package org.guidecheck.oracle.mesh;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.guidecheck.law.Law.Component;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.LineFeature;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.io.LawJson;
import org.guidecheck.oracle.TimeBudget;
import org.guidecheck.process.GuidanceField;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.NormalForm;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.statistics.Interval;

/**
 * Solver of the bounded backward equation for the mean reciprocal posterior of guided output in two dimensions,
 *
 * <pre>  ∂_u V + ⟨y/2 + s(y|c) + e − g, ∇V⟩ + ½ΔV − ⟨g, e⟩V = 0,  V = 1 at the end.  </pre>
 *
 * <p>See {@link FiniteDifferences} for one dimension and theory.md, "Rules and the cone condition".
 *
 * <p>The mesh is a product of one mesh for each coordinate. A step is Strang's: half a step along all lines of the
 * first coordinate, a whole one along those of the second, half a step along the first again, each line by the
 * exponential fitting of one dimension. The drift between neighbours comes from differences of log-densities and the
 * trapezoid of the field; the killing splits into g₁e₁ on the lines of the first coordinate and g₂e₂ on those of the
 * second. Both splittings are of second order, so that three resolutions extrapolate as on the line.
 *
 * <p>All components of the law must be Gaussian; atoms are allowed if the process stops at positive noise.
 */
public final class PlaneDifferences {
    /** Points per local scale of the coarsest mesh. */
    private static final int COARSEST_POINTS = 2;
    /** Longest step of the coarsest grid, in log(t/τ). */
    private static final double COARSEST_STEP = 1;
    private static final int MOST_REFINEMENTS = 4;
    /** Most work, mesh points × steps × (cost of the law + sweeps), in one resolution. */
    private static final double MOST_WORK = 1.5e9;
    /** Cost of the three sweeps of a step at a point, in the units of the cost of a law. */
    private static final double SWEEPS = 12;
    /** Distance of points along a ridge, in its widths. */
    private static final double RIDGE_STEP = 4;
    /** Reach of the points along a ridge, in its deviations. */
    private static final double RIDGE_REACH = 2.5;

    /** The process in normal form, and likewise schedules and fields. */
    private final GuidedProcess process;
    private final List<GuidanceSchedule> weights;
    /** One field for each weight; empty for classifier-free guidance. */
    private final List<GuidanceField> fields;
    private final double mostGrowth;
    private final TimeSteps times;
    private final NoiseLevel end;
    private final double pull;
    private final double unit;

    private PlaneDifferences(GuidedProcess given, List<GuidanceSchedule> schedules, List<GuidanceField> original,
            double mostGrowth) {
        if (given.dimension() != 2) {
            throw new IllegalArgumentException("dimension=" + given.dimension() + ": must be 2");
        }
        if (given.law().marginal().gaussianComponents().isEmpty()) {
            throw new IllegalArgumentException("law=" + LawJson.toString(given.law())
                    + ": must have Gaussian components only, in two dimensions");
        }
        for (GuidanceSchedule w : schedules) {
            if (!(w.smallest() >= 0)) {
                throw new IllegalArgumentException("weight=" + w.smallest()
                        + ": must be at least 0; below 0 the mean may be infinite, which no mesh can detect");
            }
        }
        NormalForm form = NormalForm.of(given);
        this.process = form.process();
        this.weights = schedules.stream().map(form::schedule).toList();
        this.fields = original.stream().map(form::field).toList();
        this.mostGrowth = mostGrowth;
        List<NoiseLevel> jumps = new ArrayList<>();
        fields.forEach(field -> jumps.addAll(field.jumps()));
        // Every jump of any schedule is a level of the grid.
        for (GuidanceSchedule w : weights.subList(1, weights.size())) {
            jumps.addAll(new TimeSteps(process.withGuidance(w)).jumps());
        }
        this.times = new TimeSteps(process.withGuidance(weights.get(0)), jumps);
        this.end = process.end();
        this.unit = Math.exp(form.addedEntropy());
        this.pull = 2 * Math.sqrt(weights.stream().mapToDouble(GuidanceSchedule::largest).max().orElseThrow());
    }

    /**
     * Whether a process has two dimensions and Gaussian components, and few enough narrow components for three meshes
     * to take only seconds.
     *
     * @param process any process
     * @return whether the solver is usable
     */
    public static boolean supports(GuidedProcess process) {
        LabelledLaw law = process.law();
        if (law.dimension() != 2 || law.marginal().gaussianComponents().isEmpty()) {
            return false;
        }
        PlaneDifferences one = new PlaneDifferences(process, List.of(GuidanceSchedule.constant(1)), List.of(),
                Double.POSITIVE_INFINITY);
        double points = 1;
        for (int coordinate = 0; coordinate < 2; coordinate++) {
            points *= Mesh.of(one.features(coordinate), one.end, one.pull, COARSEST_POINTS << 2).size();
        }
        return points * one.times.grid(1 << 2, COARSEST_STEP).steps() * (law.marginal().cost() + SWEEPS) <= MOST_WORK
                / 4;
    }

    /**
     * Mean reciprocals M_w for several schedules on one mesh, with densities evaluated once for all.
     *
     * @param process   guided process in two dimensions, with Gaussian components; its own weights are ignored
     * @param weights   one or more schedules, each at least 0
     * @param precision error wanted of each, relative to its value
     * @return value and bound for each, in order; a bound above the precision means that the finest mesh was not enough
     * @throws IllegalArgumentException naming the argument that is out of range
     */
    public static List<FiniteDifferences.Result> meanReciprocals(GuidedProcess process,
            List<GuidanceSchedule> weights, double precision) {
        if (weights.isEmpty()) {
            throw new IllegalArgumentException("weights=" + weights + ": must be at least one");
        }
        return new PlaneDifferences(process, weights, List.of(), Double.POSITIVE_INFINITY)
                .refine(precision, Double.NaN);
    }

    /**
     * Mean reciprocal under a guidance field, on meshes no finer than needed to distinguish it from a limit.
     *
     * @param process   guided process in two dimensions, with Gaussian components; its own weights are ignored
     * @param field     guidance field, added to the drift; its weights at least 0
     * @param precision error wanted, relative to the value, where that is near the limit
     * @param limit     number to distinguish the value from; NaN for no limit
     * @return value and bound
     * @throws IllegalArgumentException naming the argument that is out of range
     */
    public static FiniteDifferences.Result underField(GuidedProcess process, GuidanceField field, double precision,
            double limit) {
        return new PlaneDifferences(process, List.of(field.weights()), List.of(field), Double.POSITIVE_INFINITY)
                .refine(precision, limit).get(0);
    }

    /**
     * Lower bound on the mean reciprocal under a field: see {@link FiniteDifferences#meanReciprocalAtLeast(double)}.
     *
     * @param process   guided process in two dimensions, with Gaussian components; its own weights are ignored
     * @param field     guidance field, added to the drift; its weights at least 0
     * @param precision error wanted, relative to the value
     * @return value and bound of the lower number
     * @throws IllegalArgumentException naming the argument that is out of range
     */
    public static FiniteDifferences.Result atLeast(GuidedProcess process, GuidanceField field, double precision) {
        return new PlaneDifferences(process, List.of(field.weights()), List.of(field), FiniteDifferences.MOST_GROWTH)
                .refine(precision, Double.NaN).get(0);
    }

    /**
     * Differential entropies of guided output for several schedules on one mesh.
     *
     * @param process   guided process in two dimensions, with Gaussian components; its own weights are ignored
     * @param weights   one or more schedules, each at least 0
     * @param precision error wanted of each, in nats
     * @param limit     when no finer mesh is begun
     * @return an interval for each, in order; the whole line where three meshes or the time do not suffice
     * @throws IllegalArgumentException naming the argument that is out of range
     */
    public static List<Interval> entropies(GuidedProcess process, List<GuidanceSchedule> weights, double precision,
            TimeBudget limit) {
        PlaneDifferences plane = new PlaneDifferences(process, weights, List.of(), Double.POSITIVE_INFINITY);
        return plane.refined(precision, limit, plane::entropies);
    }

    /**
     * Mesh and time grid of one resolution.
     *
     * @param first     mesh of the first coordinate
     * @param second    mesh of the second
     * @param grid      noise levels
     * @param densities densities of class and rest at the points
     * @param unit      area of the process itself that has area 1 on the mesh, which is that of its normal form
     */
    record Frame(Mesh first, Mesh second, TimeGrid grid, PlaneDensities densities, double unit) {
        /** Masses of N(0, I). */
        double[] start() {
            return product(LineProcess.start(first), LineProcess.start(second));
        }

        /** Areas of the cells, of the process itself. */
        double[] volumes() {
            double[] areas = product(first.volumes(), second.volumes());
            Arrays.setAll(areas, at -> unit * areas[at]);
            return areas;
        }

        /** Moves the densities to the end of the process. */
        void moveToEnd() {
            densities.moveTo(grid.level(grid.steps()), false);
        }

        PlaneSteps steps() {
            return new PlaneSteps(first, second, densities);
        }

        /** Moves the densities to the middle of step k. */
        NoiseLevel moveToStep(int k, boolean scores) {
            NoiseLevel middle = NoiseLevel
                    .ofLogSignal(0.5 * (grid.level(k).logSignal() + grid.level(k + 1).logSignal()));
            densities.moveTo(middle, scores);
            return middle;
        }

        /** Length of step k in u = log t. */
        double length(int k) {
            return grid.level(k + 1).logSignal() - grid.level(k).logSignal();
        }
    }

    private Frame frame(int refinement) {
        Mesh first = Mesh.of(features(0), end, pull, COARSEST_POINTS << refinement);
        Mesh second = Mesh.of(features(1), end, pull, COARSEST_POINTS << refinement);
        return new Frame(first, second, times.grid(1 << refinement, COARSEST_STEP),
                new PlaneDensities(process.sides(), first.points(), second.points()), unit);
    }

    /**
     * Solves the same problem on refined meshes.
     *
     * @param process   guided process in two dimensions, with Gaussian components
     * @param largest   largest weight, for which meshes are made
     * @param precision error wanted of each value
     * @param limit     when no finer mesh is begun
     * @param solve     values on a mesh
     * @return an interval for each value; the whole line where three meshes or the time do not suffice
     */
    static List<Interval> refined(GuidedProcess process, double largest, double precision, TimeBudget limit,
            Function<Frame, double[]> solve) {
        return new PlaneDifferences(process, List.of(GuidanceSchedule.constant(largest)), List.of(),
                Double.POSITIVE_INFINITY).refined(precision, limit, solve);
    }

    private List<Interval> refined(double precision, TimeBudget limit, Function<Frame, double[]> solve) {
        RefinementLadder ladder = new RefinementLadder(refinement -> {
            Frame frame = frame(refinement);
            int points = frame.first.size() * frame.second.size();
            return Arrays.stream(solve.apply(frame))
                    .mapToObj(each -> new RefinementLadder.Rung(each, points, frame.grid.steps())).toList();
        });
        ladder.climb(MOST_REFINEMENTS, (results, fine) -> results.stream()
                .allMatch(each -> each.errorBound() <= precision) || work(fine) > MOST_WORK / 8, limit);
        return ladder.results().stream().map(FiniteDifferences.Result::bounds).toList();
    }

    /** Entropies of the masses at the end. */
    private double[] entropies(Frame frame) {
        TimeGrid grid = frame.grid;
        List<double[]> masses = new ArrayList<>();
        weights.forEach(each -> masses.add(frame.start()));
        PlaneSteps steps = frame.steps();
        for (int k = 0; k < grid.steps(); k++) {
            frame.moveToStep(k, false);
            for (int j = 0; j < weights.size(); j++) {
                steps.unkilled(weights.get(j).meanWeight(grid.level(k), grid.level(k + 1)));
                steps.stepForward(frame.length(k), masses.get(j));
            }
        }
        double[] volumes = frame.volumes();
        return masses.stream().mapToDouble(each -> entropy(each, volumes)).toArray();
    }

    private static double[] product(double[] first, double[] second) {
        double[] all = new double[first.length * second.length];
        Arrays.setAll(all, at -> first[at % first.length] * second[at / first.length]);
        return all;
    }

    /** A scheme of second order may give negative masses, which carry no entropy. */
    static double entropy(double[] masses, double... volumes) {
        double total = Arrays.stream(masses).sum();
        double sum = 0;
        for (int i = 0; i < masses.length; i++) {
            double share = masses[i] / total;
            sum -= share > 0 ? share * Math.log(share / volumes[i]) : 0;
        }
        return sum;
    }

    private List<FiniteDifferences.Result> refine(double precision, double limit) {
        if (!(precision > 0)) {
            throw new IllegalArgumentException("precision=" + precision + ": must be positive");
        }
        return RefinementLadder.climb(this::solve, MOST_REFINEMENTS,
                (results, fine) -> results.stream().allMatch(each -> isEnough(each, precision, limit))
                        || work(fine) > MOST_WORK / 8);
    }

    private static boolean isEnough(FiniteDifferences.Result result, double precision, double limit) {
        return result.relativeError() <= precision
                || (Double.isFinite(result.errorBound()) && Math.abs(result.value() - limit) > result.errorBound());
    }

    private double work(RefinementLadder.Rung rung) {
        return (double) rung.points() * rung.steps() * (process.law().marginal().cost() + SWEEPS * weights.size());
    }

    private List<RefinementLadder.Rung> solve(int refinement) {
        Frame frame = frame(refinement);
        TimeGrid grid = frame.grid;
        PlaneDensities densities = frame.densities;
        List<double[]> values = new ArrayList<>();
        for (int j = 0; j < weights.size(); j++) {
            double[] ones = new double[frame.first.size() * frame.second.size()];
            Arrays.fill(ones, 1);
            values.add(ones);
        }
        PlaneSteps steps = frame.steps();
        for (int k = grid.steps() - 1; k >= 0; k--) {
            NoiseLevel level = frame.moveToStep(k, !fields.isEmpty());
            double least = -mostGrowth / level.noise();
            for (int j = 0; j < weights.size(); j++) {
                if (fields.isEmpty()) {
                    steps.weight(weights.get(j).meanWeight(grid.level(k), grid.level(k + 1)));
                } else {
                    steps.field(densities.field(fields.get(j), level), least);
                }
                steps.stepBack(frame.length(k), values.get(j));
            }
        }
        densities.moveTo(grid.start(), false);
        return values.stream()
                .map(v -> new RefinementLadder.Rung(average(frame.first, frame.second, densities, v), v.length,
                        grid.steps()))
                .toList();
    }

    /** Mean of V·f over the start, N(0, I). */
    private static double average(Mesh first, Mesh second, PlaneDensities densities, double[] values) {
        double sum = 0;
        double mass = 0;
        for (int j = 0; j < second.size(); j++) {
            for (int i = 0; i < first.size(); i++) {
                double x = first.points()[i];
                double y = second.points()[j];
                if (Math.abs(x) > Mesh.START_REACH || Math.abs(y) > Mesh.START_REACH) {
                    continue;
                }
                double square = 0.5 * (x * x + y * y);
                double volume = first.volumes()[i] * second.volumes()[j];
                int at = j * first.size() + i;
                mass += Math.exp(-square) * volume;
                // One exponent for f and the start: f may be huge where the start is tiny.
                sum += Math.exp(densities.logReciprocal()[at] - square) * volume * values[at];
            }
        }
        return sum / mass;
    }

    /**
     * Places and scales of the structure in one coordinate: each component, with the scale on a line through it, and
     * points along the ridge of a correlated component, which lines cross at many places.
     */
    private List<LineFeature> features(int coordinate) {
        List<LineFeature> result = new ArrayList<>();
        ToDoubleFunction<Component> onLine = part -> {
            double other = part.gaussian().covariance().entry(1 - coordinate, 1 - coordinate);
            double mixed = part.gaussian().covariance().entry(0, 1);
            double own = part.gaussian().covariance().entry(coordinate, coordinate);
            return other > 0 ? Math.max(part.gaussian().covariance().smallest(), own - mixed * mixed / other) : own;
        };
        for (Component part : process.law().marginal().gaussianComponents().orElseThrow()) {
            double variance = Math.max(0, onLine.applyAsDouble(part));
            double mean = part.gaussian().mean(coordinate);
            double whole = Math.sqrt(part.gaussian().covariance().entry(coordinate, coordinate));
            double step = RIDGE_STEP * Math.max(Math.sqrt(variance), 0.02 * whole);
            int each = step > 0 ? (int) Math.floor(RIDGE_REACH * whole / step) : 0;
            for (int k = -each; k <= each; k++) {
                result.add(new LineFeature(mean + k * step, variance));
            }
            if (each > 0) {
                // The reach of the component as a whole.
                result.add(new LineFeature(mean, whole * whole));
            }
        }
        return result;
    }
}
