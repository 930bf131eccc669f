package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.guidecheck.guard.problem.GaussianLaw;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;

/**
 * Claim that on two linear scores the output has the law that follows from the sampler's steps in closed form.
 * Nothing is allowed for long steps, so a wrong step cannot hide in the discretisation error.
 *
 * <p>The output of a sampler that takes all its normals from the given noise is a linear map of them. The factors are
 * read off one by one, without draws, and their squares sum to the variance. If its points are those of the built-in
 * sampler that it copies from the same normals, nothing else can differ. The points of a scheme of its own must be those
 * that its identified coefficients foretell; where it cannot be identified, they
 * are tested as draws.
 */
final class GaussianChain extends SamplerClaim {
    /** Relative rounding of sums of as many terms as there are steps. */
    static final double ROUNDING = 1e-9;

    GaussianChain() {
        super("sampler.gaussian-chain",
                "on two linear scores the output has the law that follows from the steps in closed form",
                Departures.OF_MOMENTS);
    }

    @Override
    boolean dependsOnLaw() {
        return true;
    }

    @Override
    List<Evidence> evidence(RunCache runs, double alpha) {
        List<Evidence> evidence = new ArrayList<>();
        SamplerUnderTest candidate = runs.candidate();
        for (double w : candidate.weights()) {
            if (runs.isIdentified(w)) {
                ForetoldPoints.of(runs, TestProblem.PAIR, w).ifPresent(evidence::add);
                continue;
            }
            String where = "w = " + GuidanceSchedule.constant(w);
            RecordedRun run = runs.pair(w);
            TimeGrid grid = runs.grid(run);
            GaussianOutput law = GaussianOutput.of(runs, w, grid);
            if (runs.isCopy() && law.center().isProper()) {
                LinearResponse.of(runs, TestProblem.PAIR, w, grid)
                        .ifPresent(r -> evidence.add(computed(r, law, where)));
            }
            evidence.addAll(drawn(runs, law, w, alpha / candidate.weights().size()));
        }
        return LikelyFault.explained(evidence, runs);
    }

    /** Evidence from points: those of the copied sampler from the same normals, else tests of draws. */
    private static List<Evidence> drawn(RunCache runs, GaussianOutput law, double w, double alpha) {
        String where = "w = " + GuidanceSchedule.constant(w);
        if (runs.isCoupled() && law.isVisible(runs.departures())) {
            Coupling coupling = runs.pairCoupling(w);
            if (coupling.isSame()) {
                return List.of(coupling.evidence(runs.reference().name(), where, runs.departures().share(), alpha));
            }
        }
        return law.decide(runs.pair(w).ends(), new GaussianOutput.Source(runs, TestProblem.PAIR, w,
                runs.candidate().steps(), RunCache.PAIR, UnaryOperator.identity()), where, alpha);
    }

    private static Evidence computed(LinearResponse response, GaussianOutput law, String where) {
        double worst = 0;
        double allowed = ROUNDING;
        String fault = "";
        for (int i = 0; i < law.center().coordinates().size(); i++) {
            GaussianLaw.Coordinate found = response.law().coordinates().get(i);
            GaussianLaw.Coordinate expected = law.center().coordinates().get(i);
            double shift = (found.mean() - expected.mean()) / expected.deviation();
            double stretch = found.variance() / expected.variance() - 1;
            double error = Math.max(Math.abs(shift), Math.abs(stretch));
            // Each factor is a difference of two outputs.
            double blur = 2 * expected.blur() * Math.sqrt(response.normals());
            double rounding = ROUNDING + (2 + blur) * blur;
            if (!(error * allowed <= worst * rounding)) {
                worst = Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
                allowed = rounding;
                fault = String.format(Locale.ROOT,
                        "; coordinate %d: the mean differs by %.3g deviations, the variance by %.3g "
                                + "of itself",
                        i + 1, shift, stretch);
            }
        }
        return Evidence.of(Evidence.Kind.ESTIMATED, "relative error of mean or variance, " + where, worst)
                .within(Interval.ofError(worst))
                .by("the factor of each of " + response.normals() + " normals")
                .allowing(List.of(new Tolerance.Rounding(allowed, "sums of as many factors as steps, in deviations")))
                .decides(Requirement.atMost(String.format(Locale.ROOT, "must be at most %.2g (rounding)", allowed)
                        + (worst <= allowed ? "" : fault), allowed, 0));
    }
}
