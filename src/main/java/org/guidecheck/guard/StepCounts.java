package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Outcome;

/**
 * Any number of steps will do: one, two, odd, even, prime, a multiple of three less one, all of a usual training run. At each
 * the output is finite and has the law that so many steps lead to; a scheme of its own has to from its usual number on.
 */
final class StepCounts extends SamplerClaim {
    private static final int[] COUNTS = {1, 2, 3, 8, 11, 13, 97, 1000};
    private static final int POINTS = 256;

    StepCounts() {
        super("sampler.step-counts", "any number of steps leads to finite points, and to the law that so many steps have");
    }

    @Override
    List<Evidence> evidence(RunCache bench, double alpha) {
        List<Evidence> evidence = new ArrayList<>();
        SamplerUnderTest candidate = bench.candidate();
        double w = candidate.weights().get(candidate.weights().size() - 1);
        for (int steps : COUNTS) {
            RecordedRun run = bench.again(TestProblem.PAIR, w, steps, "steps " + steps, POINTS);
            if (!bench.isCopy() && steps < candidate.steps()) {
                // How coarse a scheme of its own may be there, nothing says: it may diverge, not overflow.
                evidence.add(Evidence.of(Evidence.Kind.POINTWISE, "draws, " + steps + (steps == 1 ? " step" : " steps"),
                        run.isFinite() ? 0 : Double.POSITIVE_INFINITY).by(POINTS + " draws")
                        .decides("are finite", run.isFinite() ? Outcome.HOLDS : Outcome.REFUTED));
                continue;
            }
            TimeGrid grid = bench.grid(run);
            List<Evidence> held = GaussianOutput.of(bench, w, grid)
                    .hold(run.ends(), steps + (steps == 1 ? " step" : " steps"), alpha / COUNTS.length);
            Optional<Evidence> wrong = held.stream().filter(e -> e.outcome() == Outcome.REFUTED).findFirst();
            // One line a number of steps: the mean, or what is wrong. The rate is that of all four looks.
            Evidence shown = wrong.orElse(held.get(0));
            evidence.add(shown.by(shown.method(), shown.samples(), alpha / COUNTS.length));
        }
        return evidence;
    }
}
