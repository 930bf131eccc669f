package org.guidecheck.guard;

import java.util.List;
import java.util.Locale;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;

/** Claim that each step calls the denoiser equally often, so that the cost of a run is known beforehand. */
final class Cost extends SamplerClaim {
    private static final int POINTS = 2;

    Cost() {
        super("sampler.cost", "each step calls the denoiser equally often, at any number of steps");
    }

    @Override
    boolean takesAnyOutput() {
        return true;
    }

    @Override
    List<Evidence> evidence(RunCache runs, double alpha) {
        int most = runs.candidate().steps();
        double calls = calls(runs, most);
        if (runs.candidate().declaration().allows(2 * most)) {
            double finer = calls(runs, 2 * most);
            // A network that knows a thousand levels takes no more calls in two thousand steps.
            if (calls < 2 * finer * 0.9) {
                return compared(most, calls, 2 * most, finer);
            }
        }
        if (most / 2 >= 2 && runs.candidate().declaration().allows(most / 2)) {
            return compared(most / 2, calls(runs, most / 2), most, calls);
        }
        // With one number of steps there is nothing to compare.
        return List.of(Evidence.of(Evidence.Kind.EXACT, "denoiser calls per step", calls)
                .within(new Interval(calls, calls)).by("counted in " + most + " steps").decides(Requirement.NONE));
    }

    private static List<Evidence> compared(int fewer, double once, int more, double twice) {
        double change = Math.ceil(twice) - Math.ceil(once);
        String method = String.format(Locale.ROOT, "counted in %d and %d steps", fewer, more);
        return List.of(
                Evidence.of(Evidence.Kind.EXACT, "denoiser calls per step", twice)
                        .within(new Interval(Math.min(once, twice), Math.max(once, twice))).by(method)
                        .decides(Requirement.atLeast("must be above 0", Double.MIN_VALUE, 0)),
                Evidence.of(Evidence.Kind.EXACT, "change of the calls per step, rounded up", change)
                        .within(new Interval(change, change)).by(method)
                        .decides(Requirement.exactly(
                                "must be 0: the same in both runs, of which one may save one call", 0)));
    }

    private static double calls(RunCache runs, int steps) {
        RecordedRun run = runs.again(TestProblem.PAIR, runs.candidate().weights().get(0), steps, "cost", POINTS);
        return (double) run.callCount() / steps;
    }
}
