package org.guidecheck.guard;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;

/**
 * Evidence that the points of a scheme of its own on a law are those that its identified coefficients foretell from the
 * same noise. What is known of the coefficients then holds of real draws.
 */
final class ForetoldPoints {
    private ForetoldPoints() {
    }

    /** The evidence on one problem at the usual number of steps; empty if the sampler cannot be identified there. */
    static Optional<Evidence> of(RunCache runs, TestProblem problem, double w) {
        return of(runs, problem, w, runs.candidate().steps(),
                problem.name() + ", w = " + GuidanceSchedule.constant(w));
    }

    /** The evidence on one problem at a number of steps. */
    static Optional<Evidence> of(RunCache runs, TestProblem problem, double w, int steps, String where) {
        double rounding = runs.identified().rounding();
        return runs.identified().foretold(problem, w, steps, runs.denoiser(problem)).map(found -> Evidence
                .of(Evidence.Kind.AT_POINTS, "departure from the points that its coefficients foretell, " + where,
                        found.departure())
                .within(Interval.ofError(found.departure()))
                .by("points of a run from the same noise")
                .allowing(List.of(new Tolerance.Rounding(rounding, "of a run, relative")))
                .decides(Requirement.atMost(String.format(Locale.ROOT, "must be at most %.2g (rounding)", rounding)
                        + (found.departure() <= rounding ? "" : "; it departs most at call " + (found.call() + 1)),
                        rounding, 0)));
    }
}
