package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Outcome;

/**
 * Claim that any number of steps works: 1, 2, odd, even, prime, and the 1000 of a usual training run. The output must
 * be finite and have the law that so many steps lead to. The law of an unknown scheme is tested from its usual number
 * on.
 */
final class StepCounts extends SamplerClaim {
    private static final int[] COUNTS = {1, 2, 3, 8, 11, 13, 97, 1000};
    private static final int POINTS = 256;

    StepCounts() {
        super("sampler.step-counts", "any number of steps gives finite points of the law that so many steps lead to");
    }

    @Override
    List<Evidence> evidence(RunCache runs, double alpha) {
        List<Evidence> evidence = new ArrayList<>();
        SamplerUnderTest candidate = runs.candidate();
        double w = candidate.weights().get(candidate.weights().size() - 1);
        for (int steps : COUNTS) {
            String where = steps + (steps == 1 ? " step" : " steps");
            RecordedRun run = runs.again(TestProblem.PAIR, w, steps, "steps " + steps, POINTS);
            if (!runs.isCopy() && steps < candidate.steps()) {
                // Theory does not limit the error of an unknown scheme in so few steps: only overflow is a fault.
                evidence.add(GaussianOutput.finite(run.ends(), where));
                continue;
            }
            List<Evidence> tests =
                    GaussianOutput.of(runs, w, runs.grid(run)).check(run.ends(), where, alpha / COUNTS.length);
            // One line for each number of steps: the first refuted test, else the mean, at the rate of all tests.
            Evidence shown =
                    tests.stream().filter(e -> e.outcome() == Outcome.REFUTED).findFirst().orElse(tests.get(0));
            evidence.add(shown.by(shown.method(), shown.samples(), alpha / COUNTS.length));
        }
        return evidence;
    }
}
