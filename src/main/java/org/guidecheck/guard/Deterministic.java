package org.guidecheck.guard;

import java.util.Arrays;
import java.util.List;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;

/** The same seed gives the same points, and another seed others. */
final class Deterministic extends SamplerClaim {
    private static final int POINTS = 16;

    Deterministic() {
        super("sampler.deterministic", "the same seed gives the same points, another seed others");
    }

    @Override
    List<Evidence> evidence(RunCache bench, double alpha) {
        double w = bench.candidate().weights().get(0);
        int steps = bench.candidate().steps();
        double[] once = bench.again(TestProblem.PAIR, w, steps, "seed", POINTS).ends();
        double[] twice = bench.again(TestProblem.PAIR, w, steps, "seed", POINTS).ends();
        double[] other = bench.again(TestProblem.PAIR, w, steps, "another seed", POINTS).ends();
        int changed = 0;
        int kept = 0;
        for (int i = 0; i < once.length; i++) {
            changed += Double.doubleToLongBits(once[i]) == Double.doubleToLongBits(twice[i]) ? 0 : 1;
            kept += once[i] == other[i] ? 1 : 0;
        }
        return List.of(count("numbers that change with nothing", changed, Arrays.equals(once, twice)),
                count("numbers that another seed leaves as they are", kept, kept == 0));
    }

    private static Evidence count(String quantity, int count, boolean right) {
        return Evidence.of(Evidence.Kind.POINTWISE, quantity, count).within(new Interval(count, count))
                .by(POINTS + " points").decides("none", right ? Outcome.HOLDS : Outcome.REFUTED);
    }
}
