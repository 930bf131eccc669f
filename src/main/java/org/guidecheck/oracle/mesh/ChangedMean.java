package org.guidecheck.oracle.mesh;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.oracle.TimeBudget;
import org.guidecheck.oracle.mesh.FiniteDifferences.Result;
import org.guidecheck.process.GuidanceField;
import org.guidecheck.process.GuidedProcess;

/**
 * Solver on the line of E^w[h φ] after a change of measure by h = (π_c f)^q, f = 1/p(c|·) (see theory.md, "The master
 * identity"):
 *
 * <pre>  E^w[h φ] = E^{w−q}[ h at the start · exp(−½∫ q(1 + 2w − q) g² du) · φ at the end ].  </pre>
 *
 * <p>With q = 0 this is E^w[φ], the direct form. Along a field e in place of w g the weight w − q is the field e − q g, and
 * the exponent is ∫ (q⟨g, e⟩ + ½q(1 − q) g²) du.
 */
final class ChangedMean {
    /** Most evaluations, mesh points × steps × cost of the law, in one resolution, at least. */
    private static final double WORK = 1e8;
    /** The same times the precision wanted: errors of second order fall like the inverse of the work. */
    private static final double WORK_TIMES_PRECISION = 1e5;
    private static final int MOST_REFINEMENTS = 6;
    /** Resolution at which the error of the start is estimated. */
    private static final int START_RESOLUTION = 1;
    /** Share of the error wanted that the start may take. */
    private static final double START_SHARE = 0.2;
    /**
     * By how much starts may precede that of the process, in log(t/τ). Under a class with a light tail f grows like the inverse
     * density of noise as far as signal with a heavy one reaches, and a power of f as large as 17 makes more of the start's own
     * tail than is left of it: then only starts with hardly any signal will do.
     */
    private static final double[] EARLIER = {0, 4.6, 20, 45, 90};

    private final GuidedProcess process;
    private final LineLogOdds odds;
    /** The field e in normal form; null for classifier-free guidance. */
    private final GuidanceField field;
    private final double power;
    private final double logPrior;
    private final DoubleUnaryOperator end;

    /**
     * Prepares a mean without computing.
     *
     * @param process guided process in one dimension, in normal form
     * @param odds    log-odds of its law
     * @param field   e in normal form; null for classifier-free guidance
     * @param power   q
     * @param end     φ as a function of log(π_c f) at the end
     */
    ChangedMean(GuidedProcess process, LineLogOdds odds, GuidanceField field, double power, DoubleUnaryOperator end) {
        this.process = process;
        this.field = field;
        this.odds = odds;
        this.power = power;
        this.end = end;
        this.logPrior = Math.log(process.prior());
    }

    /** Coefficients and meshes of a family. */
    LineProcess line(Discretisation family) {
        return new LineProcess(process, odds, field == null ? List.of() : field.jumps(), pull(),
                GuidedCoefficients.changed(odds, process, field, power), family);
    }

    private double pull() {
        // How far a field leads away from the class is known only where it is asked.
        return power > 1 && (field != null || process.guidance().smallest() - power < -1)
                ? new Outflow(process, odds, field, power).pull() : LineProcess.pull(process);
    }

    /**
     * The mean on two families of meshes, whose values must agree. If the start at t &gt; 0 matters, both start where less
     * signal is left.
     *
     * @param precision error wanted, absolute
     * @param budget    when to stop refining
     * @return value and bound, which includes the difference of the two and the error of the start
     */
    Result value(double precision, TimeBudget budget) {
        int depth = 0;
        double here = fromStart(0);
        double next = fromStart(1);
        while (!(2 * Math.abs(here - next) <= START_SHARE * precision) && depth + 2 < EARLIER.length) {
            depth++;
            here = next;
            next = fromStart(depth + 1);
        }
        // The error of a start is proportional to its signal at best; the bound allows for twice as much.
        double start = 2 * Math.abs(here - next);
        double earlier = EARLIER[depth];
        double most = Math.max(WORK, WORK_TIMES_PRECISION / precision);
        RefinementLadder main = ladder(Discretisation.MAIN.from(earlier));
        main.climb(MOST_REFINEMENTS, (results, fine) -> results.get(0).errorBound() <= precision / 2
                || 4.0 * fine.points() * fine.steps() * cost() > most, budget);
        Result one = main.results().get(0);
        if (!one.isResolved()) {
            return one;
        }
        RefinementLadder other = ladder(Discretisation.OTHER.from(earlier));
        Result joint = one.unresolved("the time limit was reached before a second family of meshes was computed");
        while (other.size() < main.size() && budget.allows(other.nextSeconds())
                && !(joint.errorBound() <= precision)) {
            other.refine();
            if (other.size() >= main.size() - 1) {
                joint = joint(one, other.ofTwo(), start);
            }
        }
        return joint;
    }

    private double cost() {
        return field == null ? odds.cost() : FiniteDifferences.FIELD_COST * odds.cost();
    }

    /** The first value; its bound includes the difference from the second and the error of the start. */
    private static Result joint(Result one, Result two, double start) {
        double gap = Math.abs(one.value() - two.value());
        return gap <= one.errorBound() + two.errorBound() ? one.plus(0, gap + start)
                : one.unresolved(String.format(Locale.ROOT, "two families of meshes give %.6g +- %.2g and %.6g +- %.2g",
                        one.value(), one.errorBound(), two.value(), two.errorBound()));
    }

    private RefinementLadder ladder(Discretisation family) {
        LineProcess line = line(family);
        return new RefinementLadder(refinement -> List.of(solve(line, refinement)));
    }

    /** By how much a start with a hundredth of the signal changes the value, on one mesh. */
    double startShift() {
        return Math.abs(fromStart(0) - fromStart(1));
    }

    private double fromStart(int depth) {
        return solve(line(Discretisation.MAIN.from(EARLIER[depth])), START_RESOLUTION).value();
    }

    /** Mean of h·V over the start, where V is the solution from φ. */
    RefinementLadder.Rung solve(LineProcess line, int refinement) {
        LineProcess.BackwardSolution found = line.solveBack(refinement, (points, level) -> {
            double[] values = logMoments(points, level);
            for (int i = 0; i < values.length; i++) {
                values[i] = end.applyAsDouble(values[i]);
            }
            return new double[][] {values};
        });
        double[] points = found.mesh().points();
        double[] log = logMoments(points, found.level());
        double sum = 0;
        double mass = 0;
        for (int i = 0; i < points.length; i++) {
            // Less than 1e-18 of the start lies beyond. For a class narrower than N(0, 1), a heavy tail of the rest
            // could make f infinite there.
            if (Math.abs(points[i]) <= Mesh.START_REACH) {
                double square = 0.5 * points[i] * points[i];
                mass += Math.exp(-square) * found.mesh().volumes()[i];
                // One exponent for f and the start: f may be huge where the start is tiny.
                sum += Math.exp(power * log[i] - square) * found.mesh().volumes()[i] * found.values()[0][i];
            }
        }
        return new RefinementLadder.Rung(sum / mass, points.length, found.steps());
    }

    /** log(π_c f). */
    private double[] logMoments(double[] points, NoiseLevel level) {
        double[] result = new double[points.length];
        odds.evaluate(points, level, new double[points.length], result);
        for (int i = 0; i < points.length; i++) {
            result[i] = LineLogOdds.logReciprocal(result[i]) + logPrior;
        }
        return result;
    }
}
