package org.guidecheck.guard;

import java.util.List;
import java.util.Locale;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;

/** The denoiser is called as often in one step as in another: the cost of a run is known beforehand. */
final class Cost extends SamplerClaim {
    private static final int POINTS = 2;

    Cost() {
        super("sampler.cost", "a run costs a whole number of denoiser calls a step, whatever the number of steps");
    }

    @Override
    List<Evidence> evidence(RunCache bench, double alpha) {
        int steps = bench.candidate().steps();
        double once = calls(bench, steps);
        double twice = calls(bench, 2 * steps);
        boolean same = once > 0 && Math.ceil(once) == Math.ceil(twice);
        return List.of(Evidence.of(Evidence.Kind.POINTWISE, "denoiser calls a step", twice)
                .within(new Interval(Math.min(once, twice), Math.max(once, twice)))
                .by(String.format(Locale.ROOT, "counted, %d and %d steps", steps, 2 * steps))
                .decides("the same at both, less one call perhaps", same ? Outcome.HOLDS : Outcome.REFUTED));
    }

    private static double calls(RunCache bench, int steps) {
        RecordedRun run = bench.again(TestProblem.PAIR, bench.candidate().weights().get(0), steps, "cost", POINTS);
        return (double) run.asked() / steps;
    }
}
