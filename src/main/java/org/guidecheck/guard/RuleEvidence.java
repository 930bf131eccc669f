package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guidecheck.guard.identification.Response;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.process.GuidanceRule;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;

/**
 * Evidence on guidance by a declared rule: the points must be those that the same sampler draws from predictions that
 * are guided already, and where the sampler is linear, each call has the weight that the rule gives it.
 */
final class RuleEvidence {
    private static final int POINTS = 64;
    /** Added to the size of points, so that those near 0 are compared absolutely. */
    private static final double LEAST_SIZE = 1e-2;

    private RuleEvidence() {
    }

    /** Evidence at one weight. */
    static List<Evidence> of(RunCache runs, DeclaredRule rule, double w) {
        List<Evidence> evidence = new ArrayList<>();
        Optional<Response> response =
                runs.identified().response(w).filter(each -> runs.identified().isLinear(w));
        double rounding = runs.identified().roundingOfWeights() * (1 + w);
        if (!rule.isKnown()) {
            evidence.add(response.map(each -> runs.identified().weights(each).reported(w, rounding))
                    .orElseGet(() -> Evidence
                            .of(Evidence.Kind.EXACT, "weights of calls, not judged and not known, as the "
                                    + "sampler is not linear in the predictions; asked for "
                                    + GuidanceSchedule.constant(w), w)
                            .by("none").decides(Requirement.NONE)));
            return evidence;
        }
        if (response.isPresent() && rule.weight().isPresent()) {
            evidence.add(runs.identified().weights(response.get()).evidence(rule, w, response.get().levels(), rounding,
                    runs.departures().moment() * (1 + w)));
        }
        for (TestProblem problem : List.of(TestProblem.PAIR, TestProblem.SPACE)) {
            evidence.add(points(runs, problem, rule.name(), rule.rule().orElseThrow(), w));
        }
        return evidence;
    }

    private static Evidence points(RunCache runs, TestProblem problem, String name, GuidanceRule rule, double w) {
        double[] own = runs.ends(problem, w, "rule", POINTS, runs.denoiser(problem));
        double[] guided = runs.ends(problem, w, "rule", POINTS, new RuleDenoiser(runs.denoiser(problem), rule, w));
        double departure = 0;
        for (int i = 0; i < own.length; i++) {
            double off = Math.abs(own[i] - guided[i]) / (LEAST_SIZE + Math.max(Math.abs(own[i]), Math.abs(guided[i])));
            departure = Double.isNaN(off) ? Double.POSITIVE_INFINITY : Math.max(departure, off);
        }
        double rounding = runs.identified().rounding();
        return Evidence
                .of(Evidence.Kind.AT_POINTS, "departure from the points of the rule " + name + ", " + problem.name()
                        + ", w = " + GuidanceSchedule.constant(w), departure)
                .within(Interval.ofError(departure))
                .by(POINTS + " points from the same noise, with predictions that the rule has guided already")
                .allowing(List.of(new Tolerance.Rounding(rounding, "of a run, relative")))
                .decides(Requirement.atMost(String.format(Locale.ROOT, "must be at most %.0e (rounding)", rounding),
                        rounding, 0));
    }
}
