package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;

/** What comes back has the shape that was asked for and is finite, at any number of points and any weight. */
final class FiniteAndShaped extends SamplerClaim {
    private static final int[] POINTS = {1, 2, 17};
    /** A strong weight beside those of the run. */
    private static final double STRONG = 20;

    FiniteAndShaped() {
        super("sampler.finite-and-shaped", "draws are finite, a point for each that was asked for");
    }

    @Override
    List<TestProblem> arenas() {
        return List.of(TestProblem.PAIR, TestProblem.LINE, TestProblem.SPACE);
    }

    @Override
    List<Evidence> evidence(RunCache bench, double alpha) {
        List<Evidence> evidence = new ArrayList<>();
        for (TestProblem arena : arenas()) {
            int wrong = 0;
            String fault = "";
            for (int n : POINTS) {
                for (double w : new double[] {bench.candidate().weights().get(0), STRONG}) {
                    double[] ends = bench.unchecked(arena, w, bench.candidate().steps(), "shape", n);
                    boolean shaped = ends.length == n * arena.dimension();
                    if (!shaped || !Arrays.stream(ends).allMatch(Double::isFinite)) {
                        wrong++;
                        fault = "; of " + n + " points at w = " + w + (shaped ? " one is not finite"
                                : " came back " + ends.length + " numbers, not " + n + " times " + arena.dimension());
                    }
                }
            }
            evidence.add(Evidence.of(Evidence.Kind.POINTWISE, "runs at fault, " + arena.name(), wrong)
                    .within(new Interval(wrong, wrong)).by(2 * POINTS.length + " runs")
                    .decides("none is" + fault, wrong == 0 ? Outcome.HOLDS : Outcome.REFUTED));
        }
        return evidence;
    }
}
