package org.guidecheck.oracle.mesh;

import java.util.Arrays;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.oracle.mesh.FiniteDifferences.Functional;
import org.guidecheck.oracle.mesh.FiniteDifferences.Result;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.process.TimeGrid;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;

/**
 * Solver of the guided probability-flow ODE dY = ½(Y + s(Y|c) + w·g(Y)) du, u = log t, near rounding accuracy, by the
 * eighth-order method of Dormand and Prince with step control. Samplers of this equation converge to it for short
 * steps.
 *
 * <p>It starts where samplers start, at the noisy end of {@link TimeGrid#forLaw(LabelledLaw, int, double)}, and stops
 * at clean data or at a given noise. In u it is regular up to clean data if the law has a density without edges.
 *
 * <p>On the line, means need no starts chosen in advance. From each point y of a mesh at the end the equation is solved
 * backwards to its start z, together with log dz/dy, the integral of ½(1 + s_w′) du on the way back. The density of the
 * output at y is φ(z) dz/dy. A gap between components therefore has its right share, although its starts are closer
 * together than doubles can separate.
 */
public final class ReferenceFlow {
    private static final int POINTS_PER_SCALE = 8;
    private static final double ABSOLUTE = 1e-9;
    /** Most evaluations; beyond these the flow is too stiff. */
    private static final int MOST_EVALUATIONS = 20_000;
    private static final double RELATIVE = 1e-9;
    private static final double SHORTEST_STEP = 1e-13;
    /** Step of the score's difference quotient, over the local scale; balances truncation and rounding errors. */
    private static final double SLOPE = 1e-5;
    private static final double FLOOR = 1e-9;
    /** Signal at the earlier start, times the square of the reach of the data. */
    private static final double PURE_SIGNAL = 1e-14;

    private final GuidedProcess process;
    private final GuidanceSchedule guidance;
    private final NoiseLevel start;
    private final NoiseLevel end;
    /** Cached: every functional is averaged over one solution. */
    private Mesh mesh;
    private double[] logDensity;
    private double[] starts;

    /**
     * Prepares the flow.
     *
     * @param process guided process; its law has a density without edges, or it stops at positive noise
     */
    public ReferenceFlow(GuidedProcess process) {
        this(process, process.grid(2).start());
    }

    private ReferenceFlow(GuidedProcess process, NoiseLevel start) {
        this.process = process;
        this.guidance = process.guidance();
        this.start = start;
        this.end = process.end();
    }

    /**
     * The flow from so early on that its start is N(0, I) up to a shift of 1e-7, in place of that of samplers.
     *
     * @param process guided process, as for the flow from the start of samplers
     * @return the flow
     */
    public static ReferenceFlow fromPureNoise(GuidedProcess process) {
        double reach = Math.max(1, process.law().reach());
        return new ReferenceFlow(process, NoiseLevel.ofLogSnr(Math.log(PURE_SIGNAL) - 2 * Math.log(reach)));
    }

    /**
     * End of a path.
     *
     * @param from start, d coordinates
     * @return its end, d coordinates
     * @throws ArithmeticException if the equation is too stiff
     */
    public double[] end(double[] from) {
        if (from.length != process.dimension()) {
            throw new IllegalArgumentException("from=" + from.length + " coordinates: must be " + process.dimension());
        }
        BlockPosterior model = new BlockPosterior(process.sides());
        double[] block = new double[from.length * BlockPosterior.BLOCK];
        return solve(from, start.logSignal(), end.logSignal(), (level, y, change) -> {
            for (int i = 0; i < y.length; i++) {
                block[i * BlockPosterior.BLOCK] = y[i];
            }
            model.setLevel(level);
            model.evaluate(block, 1);
            double factor = guidance.weight(level) / (1 + Math.exp(model.logOdds()[0]));
            for (int i = 0; i < y.length; i++) {
                double own = model.ownScore()[i * BlockPosterior.BLOCK];
                double guided = own + (factor == 0 ? 0 : factor * (own - model.restScore()[i * BlockPosterior.BLOCK]));
                change[i] = 0.5 * (y[i] + guided);
            }
        });
    }

    /** The ends of paths on the line, a mesh; not a copy, read only. */
    double[] ends() {
        solve();
        return mesh.points();
    }

    /** The starts of those paths; not a copy, read only. */
    double[] starts() {
        solve();
        return starts;
    }

    /** The starts of other paths, followed back from their ends. */
    double[] starts(double[] from) {
        LineScore scores = new LineScore(process.sides(), ScorePerturbation.NONE);
        double[] found = new double[from.length];
        return solve(from, end.logSignal(), start.logSignal(), (level, y, change) -> {
            scores.evaluate(y, level, guidance.weight(level), found);
            for (int i = 0; i < y.length; i++) {
                change[i] = 0.5 * (y[i] + found[i]);
            }
        });
    }

    /** Largest distance of the start's law from N(0, I): √t times the reach of the data, with its pull by guidance. */
    double startShift() {
        return Math.sqrt(start.signal()) * (1 + 2 * guidance.largest()) * Math.max(1, process.law().reach());
    }

    /**
     * Mean reciprocal of the flow's output, on the line.
     *
     * @return value and bound; the order is NaN
     * @throws IllegalArgumentException if the law has more than one dimension
     */
    public Result meanReciprocal() {
        return onTwoMeshes(null, Double.POSITIVE_INFINITY);
    }

    /**
     * Part of the mean reciprocal that comes from starts near the origin, on the line.
     *
     * @param reach largest |start|
     * @return E[ 1/p(c|Y) ; |start| ≤ reach ], value and bound; the order is NaN
     * @throws IllegalArgumentException if the law has more than one dimension
     */
    public Result meanReciprocalWithin(double reach) {
        return onTwoMeshes(null, reach);
    }

    /**
     * Mean of a functional of the flow's output, on the line.
     *
     * @param functional φ
     * @return value and bound; the order is NaN
     * @throws IllegalArgumentException if the law has more than one dimension
     */
    public Result mean(Functional functional) {
        return onTwoMeshes(functional, Double.POSITIVE_INFINITY);
    }

    private Result onTwoMeshes(Functional functional, double reach) {
        LineLogOdds odds = solve();
        double[] logOwn = new double[mesh.size()];
        double[] logOdds = new double[mesh.size()];
        odds.evaluate(mesh.points(), end, logOwn, logOdds);
        double[] values = new double[mesh.size()];
        double[] masses = new double[mesh.size()];
        for (int i = 0; i < values.length; i++) {
            masses[i] = Math.exp(logDensity[i]);
            if (Math.abs(starts[i]) <= reach) {
                values[i] = functional == null ? Math.exp(logDensity[i] + LineLogOdds.logReciprocal(logOdds[i]))
                        : masses[i] * functional.at(mesh.points()[i], logOdds[i]);
            }
        }
        double fine = sum(values, mesh.points(), 1);
        double coarse = sum(values, mesh.points(), 2);
        // The density has mass 1; the missing mass shows errors that both meshes share.
        double missing = Math.abs(sum(masses, mesh.points(), 1) - 1);
        double bound = Math.abs(fine - coarse) + (missing + FLOOR) * Math.abs(fine);
        return new Result(fine, bound, Double.NaN, mesh.size(), 0);
    }

    /** Integral of a spline through every point or through every other one. */
    private static double sum(double[] values, double[] points, int stride) {
        int n = (points.length - 1) / stride + 1;
        double[] at = new double[n];
        double[] of = new double[n];
        for (int i = 0; i < n; i++) {
            at[i] = points[i * stride];
            of[i] = values[i * stride];
        }
        return new MeshSpline(at, of).integral();
    }

    private LineLogOdds solve() {
        LineLogOdds odds = new LineLogOdds(process);
        if (mesh == null) {
            mesh = Mesh.of(odds, end, LineProcess.pull(process), 2 * POINTS_PER_SCALE);
            solveFrom(odds, mesh.points());
        }
        return odds;
    }

    private void solveFrom(LineLogOdds odds, double[] points) {
        int n = points.length;
        LineScore scores = new LineScore(process.sides(), ScorePerturbation.NONE);
        double finest = odds.features().stream().mapToDouble(feature -> feature.deviation(end)).min().orElseThrow();
        double[] around = new double[3 * n];
        double[] found = new double[3 * n];
        double[] back = solve(Arrays.copyOf(points, 2 * n), end.logSignal(), start.logSignal(), (level, y, change) -> {
            double distance = SLOPE * Math.min(1, Math.hypot(finest, Math.sqrt(level.noise())));
            for (int i = 0; i < n; i++) {
                around[3 * i] = y[i] - distance;
                around[3 * i + 1] = y[i];
                around[3 * i + 2] = y[i] + distance;
            }
            scores.evaluate(around, level, guidance.weight(level), found);
            for (int i = 0; i < n; i++) {
                change[i] = 0.5 * (y[i] + found[3 * i + 1]);
                double slope = (found[3 * i + 2] - found[3 * i]) / (around[3 * i + 2] - around[3 * i]);
                change[n + i] = 0.5 * (1 + slope);
            }
        });
        starts = Arrays.copyOf(back, n);
        logDensity = new double[n];
        for (int i = 0; i < n; i++) {
            logDensity[i] = -0.5 * back[i] * back[i] - 0.5 * Math.log(2 * Math.PI) + back[n + i];
        }
    }

    /** Right side of the equation. */
    private interface RightSide {
        void evaluate(NoiseLevel level, double[] y, double[] change);
    }

    private static double[] solve(double[] from, double begin, double until, RightSide rightSide) {
        OrdinaryDifferentialEquation equation = new OrdinaryDifferentialEquation() {
            @Override
            public int getDimension() {
                return from.length;
            }

            @Override
            public double[] computeDerivatives(double u, double[] y) {
                double[] result = new double[y.length];
                double inside = Math.min(Math.max(begin, until), u);
                rightSide.evaluate(new NoiseLevel(Math.exp(inside), Math.max(0, -Math.expm1(inside))), y, result);
                return result;
            }
        };
        try {
            DormandPrince853Integrator integrator =
                    new DormandPrince853Integrator(SHORTEST_STEP, Math.abs(until - begin), ABSOLUTE, RELATIVE);
            integrator.setMaxEvaluations(MOST_EVALUATIONS);
            return integrator.integrate(equation, new ODEState(begin, from), until).getPrimaryState();
        } catch (MathRuntimeException e) {
            throw new ArithmeticException("the flow from u=" + begin + " to u=" + until + " failed: " + e.getMessage());
        }
    }
}
