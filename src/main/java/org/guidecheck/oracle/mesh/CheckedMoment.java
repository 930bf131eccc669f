package org.guidecheck.oracle.mesh;

import java.util.List;
import java.util.Locale;
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
 * <p>The first form takes q = Q, which has no values at the end, and the second q = Q + min(1, w, 1 + 2w − Q): its
 * drift, killing and final values are others, and its solution is bounded as well. At Q = 1 + 2w both would be 1 by
 * construction: {@link PowerMoments#split} computes that moment. The second is solved on coarser meshes of another
 * family. An error of the discretisation passes unseen only if it is the same in both.
 */
final class CheckedMoment {
    /** Most evaluations, mesh points × steps × cost of the law, in one resolution. */
    private static final double MOST_WORK = 5e8;
    private static final int MOST_REFINEMENTS = 7;
    /** Resolutions that may fail to converge. */
    private static final int HOPELESS = 5;

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
        this.power = moment;
        double other = moment + Math.min(room, Math.min(1, w));
        this.isOtherForm = power != other;
        this.first = ladder(power, Discretisation.MAIN);
        this.second = ladder(other, Discretisation.OTHER);
    }

    private RefinementLadder ladder(double q, Discretisation family) {
        ChangedMean mean = mean(q);
        LineProcess line = mean.line(family);
        return new RefinementLadder(refinement -> List.of(mean.solve(line, refinement)));
    }

    /** E^w[f^Q] by the change with q, whose variable ends with (π_c f)^{Q−q}. */
    ChangedMean mean(double q) {
        return new ChangedMean(process, odds, null, q, log -> Math.exp((moment - q) * log));
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
        return 2 * mean(power).startShift();
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
}
