package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.guidecheck.guard.problem.GaussianLaw;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Tolerance;

/**
 * On two Gaussians of linear score the output has the law that its chain of steps has in closed form, at any number of
 * steps and any weight: a wrong step that hides in the discretisation error on every other law has nowhere to hide.
 *
 * <p>A sampler that takes its normals from what it is given is followed without a draw: its output is a linear map of its
 * normals, whose factors are read off one by one, and their squares sum to the variance. Draws are held against the law
 * besides.
 */
final class GaussianChain extends SamplerClaim {
    /** Sums of as many factors as there are steps, relative. */
    private static final double ROUNDING = 1e-9;

    GaussianChain() {
        super("sampler.gaussian-chain", "on two Gaussians the output has the law that the steps have in closed form");
    }

    @Override
    List<Evidence> evidence(RunCache bench, double alpha) {
        List<Evidence> evidence = new ArrayList<>();
        SamplerUnderTest candidate = bench.candidate();
        for (double w : candidate.weights()) {
            String where = "w = " + GuidanceSchedule.constant(w);
            RecordedRun run = bench.pair(w);
            TimeGrid grid = bench.grid(run);
            GaussianOutput law = GaussianOutput.of(bench, w, grid);
            if (bench.isCopy()) {
                LinearResponse.of(bench, TestProblem.PAIR, w, grid).ifPresent(r -> evidence.add(computed(r, law, where)));
            }
            evidence.addAll(law.hold(run.ends(), where, alpha / candidate.weights().size()));
        }
        return evidence;
    }

    private static Evidence computed(LinearResponse response, GaussianOutput law, String where) {
        double worst = 0;
        double allowed = ROUNDING;
        String detail = "";
        for (int i = 0; i < law.centre().coordinates().size(); i++) {
            GaussianLaw.Coordinate is = response.law().coordinates().get(i);
            GaussianLaw.Coordinate must = law.centre().coordinates().get(i);
            double off = Math.max(Math.abs(is.mean() - must.mean()) / must.deviation(),
                    Math.abs(is.variance() / must.variance() - 1));
            // Each factor is a difference of two outputs.
            double blur = 2 * must.blur() * Math.sqrt(response.normals());
            double rounding = ROUNDING + (2 + blur) * blur;
            if (!(off * allowed <= worst * rounding)) {
                worst = Double.isNaN(off) ? Double.POSITIVE_INFINITY : off;
                allowed = rounding;
                detail = String.format(Locale.ROOT, "coordinate %d: mean %.9g and variance %.9g, must be %.9g and %.9g", i + 1,
                        is.mean(), is.variance(), must.mean(), must.variance());
            }
        }
        return Evidence.of(Evidence.Kind.DETERMINISTIC, "mean and variance off by, " + where, worst)
                .within(worst < Double.POSITIVE_INFINITY ? new Interval(worst, worst) : Interval.atLeast(allowed))
                .by("what becomes of each of " + response.normals() + " normals")
                .allowing(List.of(new Tolerance.Rounding(allowed, "sums of as many factors as steps, relative to the deviation")))
                .decides("is 0; " + detail, Interval.atMost(allowed), worst <= allowed ? Outcome.HOLDS : Outcome.REFUTED);
    }
}
