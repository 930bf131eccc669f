package org.guidecheck.oracle.mesh;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.oracle.TimeBudget;
import org.guidecheck.oracle.mesh.FiniteDifferences.Result;
import org.guidecheck.process.GuidedProcess;

/**
 * Solver of the moments π_c^Q E^w[1/p(c|Y)^Q] on the line, the mean reciprocal among them (Q = 1), by two forms of the
 * backward equation on two families of meshes, whose values must agree.
 *
 * <p>A change of measure by f^q, f = 1/p(c|·), lowers the weight by q and gives (see theory.md, "The master identity")
 *
 * <pre>  E^w[f^Q] = E^{w−q}[ f(Y at the start)^q · exp(−½∫ q(1 + 2w − q) g² du) · f(Y at the end)^{Q−q} ].  </pre>
 *
 * <p>For Q below 1 + 2w the first form takes q = Q, which has no values at the end, and the second q = Q + min(1, w, 1 +
 * 2w − Q): its drift, killing and final values are others, and its solution is bounded as well. From Q = 1 + 2w on, where
 * the first would be true by construction or grow, they take q = w + 1 and q = w + ½, whose final values may exceed
 * 1. The second is solved on coarser meshes of another family. An error of the discretisation passes unseen only if it is the
 * same in both.
 */
final class CheckedMoment {
    /** Most evaluations, mesh points × steps × cost of the law, in one resolution. */
    private static final double MOST_WORK = 5e8;
    private static final int MOST_REFINEMENTS = 7;
    /** Resolutions that may fail to converge. */
    private static final int HOPELESS = 5;
    /** Resolution at which the error of the start is estimated. */
    private static final int START_RESOLUTION = 1;

    /** Log of the largest value at an end. Larger ones lie where no path comes, and would overflow. */
    private static final double MOST_LOG = 600;

    private final GuidedProcess process;
    /** Q. */
    private final double moment;
    private final LineLogOdds odds;
    private final TimeBudget budget;
    /** q of the first form. */
    private final double power;
    /** Whether the second form differs from the first in more than its meshes. */
    private final boolean isOtherForm;
    private final RefinementLadder first;
    private final RefinementLadder second;

    CheckedMoment(GuidedProcess process, double moment, LineLogOdds odds, TimeBudget budget) {
        this.process = process;
        this.moment = moment;
        this.odds = odds;
        this.budget = budget;
        double w = process.guidance().smallest();
        double room = 1 + 2 * w - moment;
        // Without guidance the mean reciprocal is known: there the first form only shows the error of the start.
        boolean isBounded = room > 0 || room == 0 && w == 0;
        this.power = isBounded ? moment : w + 1;
        double other = isBounded ? moment + Math.min(room, Math.min(1, w)) : w + 0.5;
        this.isOtherForm = power != other;
        this.first = ladder(power, Discretisation.MAIN);
        this.second = ladder(other, Discretisation.OTHER);
    }

    private RefinementLadder ladder(double q, Discretisation family) {
        LineProcess line = line(q, family);
        return new RefinementLadder(refinement -> List.of(solve(line, q, refinement)));
    }

    LineProcess line(double q, Discretisation family) {
        return new LineProcess(process, odds, List.of(), LineProcess.pull(process),
                GuidedCoefficients.changed(odds, q), family);
    }

    /** The moment, refined until its bound is at most the precision, relative to the value. */
    Result value(double precision) {
        first.climb(MOST_REFINEMENTS, (results, fine) -> isEnough(results.get(0), precision) || isTooMuch(fine)
                || isHopeless(results.get(0)), budget);
        Result result = first.results().get(0);
        while (result.isResolved()) {
            raiseSecond(first.size() - 1);
            result = joint();
            if (isEnough(result, precision)) {
                return result;
            }
            if (budget.allows(second.nextSeconds())) {
                raiseSecond(first.size());
                result = joint();
            }
            if (isEnough(result, precision) || first.size() > MOST_REFINEMENTS || isTooMuch(first.finest())
                    || !budget.allows(first.nextSeconds())) {
                return result;
            }
            first.refine();
            result = first.results().get(0);
        }
        return result;
    }

    /**
     * Error of starting from N(0, 1) at t_0 &gt; 0, from the change of the value when t_0 is a hundredth of that, on one
     * mesh. The error is proportional to t_0; the bound is twice the change.
     */
    double startError() {
        LineProcess here = line(power, Discretisation.MAIN);
        LineProcess earlier = line(power, Discretisation.EARLIER);
        return 2 * Math
                .abs(solve(here, power, START_RESOLUTION).value() - solve(earlier, power, START_RESOLUTION).value());
    }

    private void raiseSecond(int size) {
        while (second.size() < size) {
            second.refine();
        }
    }

    /** Whether so many resolutions do not converge that finer ones are not worth their time. */
    private boolean isHopeless(Result result) {
        return first.size() > HOPELESS && !result.isResolved();
    }

    private boolean isTooMuch(RefinementLadder.Rung fine) {
        return 4.0 * fine.points() * fine.steps() * odds.cost() > MOST_WORK;
    }

    private static boolean isEnough(Result result, double precision) {
        return result.errorBound() <= precision * Math.abs(result.value());
    }

    /** The first form's value; its bound includes the difference from the second. */
    private Result joint() {
        Result one = first.results().get(0);
        Result other = second.ofTwo();
        double gap = Math.abs(one.value() - other.value());
        if (!one.isResolved()) {
            return one;
        }
        if (!(gap <= one.errorBound() + other.errorBound())) {
            return one.unresolved(String.format(Locale.ROOT,
                    "two forms of the backward equation on two meshes give %.6g +- %.2g and %.6g +- %.2g",
                    one.value(), one.errorBound(), other.value(), other.errorBound()));
        }
        // Errors of one form on two meshes may be alike, so that their difference shows less of them.
        double safety = isOtherForm ? 1 : 2;
        Result joint = new Result(one.value(), safety * (one.errorBound() + gap), one.observedOrder(), one.meshPoints(),
                one.timeSteps());
        double least = Math.pow(process.prior(), moment);
        return joint.value() + joint.errorBound() >= least ? joint : joint.unresolved(String.format(Locale.ROOT,
                "the value %.6g +- %.2g of π_c^Q E f^Q is below π_c^Q = %.6g, which no such mean is", joint.value(),
                joint.errorBound(), least));
    }

    /** Mean of (π_c f)^q·V over the start. */
    RefinementLadder.Rung solve(LineProcess line, double q, int refinement) {
        double logPrior = Math.log(process.prior());
        LineProcess.BackwardSolution found = line.solveBack(refinement, (points, level) -> {
            double[] values = new double[points.length];
            Arrays.fill(values, 1);
            if (q != moment) {
                double[] log = logReciprocals(points, level);
                Arrays.setAll(values, i -> Math.exp(Math.min(MOST_LOG, (moment - q) * (log[i] + logPrior))));
            }
            return new double[][] {values};
        });
        double[] points = found.mesh().points();
        double[] log = logReciprocals(points, found.level());
        double sum = 0;
        double mass = 0;
        for (int i = 0; i < points.length; i++) {
            // Less than 1e-18 of the start lies beyond. For a class narrower than N(0, 1), a heavy tail of the rest
            // could make f infinite there.
            if (Math.abs(points[i]) <= Mesh.START_REACH) {
                double square = 0.5 * points[i] * points[i];
                mass += Math.exp(-square) * found.mesh().volumes()[i];
                // One exponent for f and the start: f may be huge where the start is tiny.
                sum += Math.exp(q * (log[i] + logPrior) - square) * found.mesh().volumes()[i] * found.values()[0][i];
            }
        }
        return new RefinementLadder.Rung(sum / mass, points.length, found.steps());
    }

    private double[] logReciprocals(double[] points, NoiseLevel level) {
        double[] result = new double[points.length];
        odds.evaluate(points, level, new double[points.length], result);
        Arrays.setAll(result, i -> LineLogOdds.logReciprocal(result[i]));
        return result;
    }
}
