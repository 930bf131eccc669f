package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Requirement;

/** Claim that draws are finite and as many as requested, at any number of points and any weight. */
final class FiniteAndShaped extends SamplerClaim {
    private static final int[] POINTS = {1, 2, 7, 64, 1000};
    /** A weight stronger than usual ones. */
    private static final double STRONG = 20;

    FiniteAndShaped() {
        super("sampler.finite-and-shaped", "draws are finite, and there is one point for each requested");
    }

    @Override
    boolean takesAnyOutput() {
        return true;
    }

    @Override
    List<TestProblem> problems() {
        return List.of(TestProblem.PAIR, TestProblem.LINE, TestProblem.SPACE);
    }

    @Override
    List<Evidence> evidence(RunCache runs, double alpha) {
        List<Evidence> evidence = new ArrayList<>();
        for (TestProblem each : problems()) {
            int wrong = 0;
            String fault = "";
            for (int n : POINTS) {
                for (double w : new double[] {runs.candidate().weights().get(0), STRONG}) {
                    // Where a coordinate is narrow, long steps at a strong weight may overflow, right as they are.
                    TestProblem problem = w == STRONG && each.equals(TestProblem.PAIR) ? TestProblem.MILD : each;
                    double[] ends = runs.unchecked(problem, w, runs.candidate().steps(), "shape", n);
                    boolean shaped = ends.length == n * problem.dimension();
                    if (!shaped || !Arrays.stream(ends).allMatch(Double::isFinite)) {
                        wrong++;
                        fault = "; " + n + " points at w = " + w + ": " + (shaped ? "some are not finite"
                                : ends.length + " numbers, must be " + n + " times " + problem.dimension());
                    }
                }
            }
            evidence.add(Evidence.of(Evidence.Kind.EXACT, "wrong runs, " + each.name(), wrong)
                    .within(new Interval(wrong, wrong)).by(2 * POINTS.length + " runs")
                    .decides(Requirement.exactly("must be 0" + fault, 0)));
        }
        if (evidence.stream().noneMatch(e -> e.outcome() == Outcome.REFUTED)) {
            for (double w : runs.candidate().weights()) {
                evidence.add(GaussianOutput.finite(runs.pair(w).ends(), "w = " + GuidanceSchedule.constant(w)));
            }
        }
        return evidence;
    }
}
