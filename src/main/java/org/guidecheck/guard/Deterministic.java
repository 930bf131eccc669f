package org.guidecheck.guard;

import java.util.List;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;

/** Claim that the same seed gives the same points, and that another seed gives others. */
final class Deterministic extends SamplerClaim {
    private static final int POINTS = 16;

    Deterministic() {
        super("sampler.deterministic", "the same seed gives the same points, and another seed gives others");
    }

    @Override
    boolean takesAnyOutput() {
        return true;
    }

    @Override
    List<Evidence> evidence(RunCache runs, double alpha) {
        double w = runs.candidate().weights().get(0);
        int steps = runs.candidate().steps();
        double[] once = runs.again(TestProblem.PAIR, w, steps, "seed", POINTS).ends();
        double[] twice = runs.again(TestProblem.PAIR, w, steps, "seed", POINTS).ends();
        double[] other = runs.again(TestProblem.PAIR, w, steps, "another seed", POINTS).ends();
        int different = 0;
        int equal = 0;
        for (int i = 0; i < once.length; i++) {
            different += Double.doubleToLongBits(once[i]) == Double.doubleToLongBits(twice[i]) ? 0 : 1;
            equal += once[i] == other[i] ? 1 : 0;
        }
        return List.of(
                count("coordinates that differ between two runs with one seed", different, ""),
                count("coordinates that are equal for two seeds", equal, equal == 0 || equal == once.length ? ""
                        : "; only " + equal + " of " + once.length + " are: is the output clipped or rounded?"));
    }

    private static Evidence count(String quantity, int count, String cause) {
        return Evidence.of(Evidence.Kind.EXACT, quantity, count).within(new Interval(count, count))
                .by(POINTS + " points").decides(Requirement.exactly("must be 0" + cause, 0));
    }
}
