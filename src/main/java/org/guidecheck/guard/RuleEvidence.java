package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guidecheck.guard.identification.Response;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.guider.Guider;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Ddim;
import org.guidecheck.sampler.GaussianSampler.Transition;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;

/**
 * Evidence on guidance by a declared rule: the points must be those that the same sampler draws from predictions that
 * are guided already, and where the sampler is linear, each call has the weight that the rule gives it.
 *
 * <p>A rule that uses the step, or remembers earlier ones, is followed from call to call, so only samplers with one call
 * in each step can be checked. A rule without a limit of short steps is written for the steps of DDIM, and only samplers
 * of such steps can be checked: others would have to take another scale to reach the same points.
 */
final class RuleEvidence {
    private static final int POINTS = 64;
    /** Added to the size of points, so that those near 0 are compared absolutely. */
    private static final double LEAST_SIZE = 1e-2;

    private final RunCache runs;
    private final DeclaredRule rule;
    private final Guider guider;
    private final double w;

    private RuleEvidence(RunCache runs, DeclaredRule rule, Guider guider, double w) {
        this.runs = runs;
        this.rule = rule;
        this.guider = guider;
        this.w = w;
    }

    /** Evidence at one weight. */
    static List<Evidence> of(RunCache runs, DeclaredRule rule, double w) {
        Optional<Response> response =
                runs.identified().response(w).filter(each -> runs.identified().isLinear(w));
        double rounding = runs.identified().roundingOfWeights() * (1 + w);
        return rule.guider().map(guider -> new RuleEvidence(runs, rule, guider, w).evidence(response, rounding))
                .orElseGet(() -> List.of(
                        response.map(each -> runs.identified().weights(each).reported(w, rounding)).orElseGet(
                                () -> Evidence.of(Evidence.Kind.EXACT, "weights of calls, not judged and not known, as "
                                        + "the sampler is not linear in the predictions; asked for "
                                        + GuidanceSchedule.constant(w), w)
                                        .by("none").decides(Requirement.NONE))));
    }

    private List<Evidence> evidence(Optional<Response> response, double rounding) {
        List<Evidence> evidence = new ArrayList<>();
        for (TestProblem problem : List.of(TestProblem.PAIR, TestProblem.SPACE)) {
            evidence.add(points(problem));
        }
        NoiseLevel end = runs.grid(TestProblem.PAIR, runs.candidate().steps()).end();
        boolean areStepsKnown = evidence.stream().noneMatch(each -> each.outcome() == Outcome.UNDECIDED);
        response.filter(each -> areStepsKnown && rule.weight(each.levels().get(0), end, w).isPresent())
                .ifPresent(each -> {
                    List<NoiseLevel> levels = new ArrayList<>(each.levels());
                    levels.add(end);
                    evidence.add(0, runs.identified().weights(each).evidence(rule, w, levels, rounding,
                            runs.departures().moment() * (1 + w)));
                });
        return evidence;
    }

    private Evidence points(TestProblem problem) {
        RecordedRun own = runs.run(problem, w, runs.candidate().steps(), "rule", POINTS);
        TimeGrid grid = runs.grid(own);
        if (!guider.isMemoryless() && own.calls().size() != grid.steps()) {
            return unmeasured(problem, String.format(Locale.ROOT, "uses the steps, and the sampler makes %d calls of "
                    + "the denoiser in %d steps, not one in each", own.calls().size(), grid.steps()));
        }
        double[] ends;
        try (Guider.Run run = guider.begin(grid, 1 + w)) {
            Recorder recorder = new Recorder(new RuleDenoiser(runs.denoiser(problem), run), POINTS,
                    RunCache.KEPT);
            ends = runs.ends(problem, w, "rule", POINTS, recorder);
            if (guider.rule().isEmpty() && !isDdim(recorder.calls(), grid, ends)) {
                return unmeasured(problem, "changes the steps of DDIM, and the sampler takes others");
            }
        }
        return compared(problem, own.ends(), ends);
    }

    private String quantity(TestProblem problem) {
        return "departure from the points of the rule " + rule.name() + ", " + problem.name() + ", w = "
                + GuidanceSchedule.constant(w);
    }

    private Evidence unmeasured(TestProblem problem, String reason) {
        return Evidence.of(Evidence.Kind.AT_POINTS, quantity(problem), 0).by("the calls of a run")
                .decides(Unmeasured.because("cannot be checked: the rule " + reason));
    }

    private Evidence compared(TestProblem problem, double[] own, double[] guided) {
        double departure = 0;
        for (int i = 0; i < own.length; i++) {
            double off = Math.abs(own[i] - guided[i]) / (LEAST_SIZE + Math.max(Math.abs(own[i]), Math.abs(guided[i])));
            departure = Double.isNaN(off) ? Double.POSITIVE_INFINITY : Math.max(departure, off);
        }
        double rounding = runs.identified().rounding();
        return Evidence.of(Evidence.Kind.AT_POINTS, quantity(problem), departure)
                .within(Interval.ofError(departure))
                .by(POINTS + " points from the same noise, with predictions that the rule has guided already")
                .allowing(List.of(new Tolerance.Rounding(rounding, "of a run, relative")))
                .decides(Requirement.atMost(String.format(Locale.ROOT, "must be at most %.2g (rounding)", rounding),
                        rounding, 0));
    }

    /** Whether each point is that of a DDIM step without noise from the one before, by the guided predictions. */
    private boolean isDdim(List<RecordedRun.Call> calls, TimeGrid grid, double[] ends) {
        if (calls.size() != grid.steps()) {
            return false;
        }
        double rounding = runs.identified().rounding();
        for (int k = 0; k < grid.steps(); k++) {
            RecordedRun.Call call = calls.get(k);
            double[] seen =
                    k + 1 < calls.size() ? calls.get(k + 1).points() : Arrays.copyOf(ends, call.points().length);
            Transition step = new Ddim().transition(grid.level(k), grid.level(k + 1));
            for (int i = 0; i < seen.length; i++) {
                double kept = step.keep() * call.points()[i];
                double pushed = step.push() * call.scores().conditional()[i];
                if (!(Math.abs(kept + pushed - seen[i]) <= rounding
                        * (LEAST_SIZE + Math.abs(kept) + Math.abs(pushed)))) {
                    return false;
                }
            }
        }
        return true;
    }
}
