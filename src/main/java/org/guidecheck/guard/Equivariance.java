package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.guard.problem.ScorePair;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.statistics.Evidence;

/**
 * Turning the data turns the output: the pair of linear scores in a turned space, turned back, has the law that it has
 * unturned. Clipping, thresholds for each coordinate and constants made for data in [−1, 1] all break it.
 */
final class Equivariance extends SamplerClaim {
    private static final int POINTS = 2048;

    Equivariance() {
        super("sampler.equivariance", "turning the data turns the output");
    }

    @Override
    List<TestProblem> arenas() {
        return List.of(TestProblem.TURNED);
    }

    @Override
    List<Evidence> evidence(RunCache bench, double alpha) {
        List<Evidence> evidence = new ArrayList<>();
        SamplerUnderTest candidate = bench.candidate();
        for (double w : candidate.weights()) {
            RecordedRun run = bench.again(TestProblem.TURNED, w, candidate.steps(), "turned", POINTS);
            evidence.addAll(GaussianOutput.of(bench, w, bench.grid(run)).hold(ScorePair.TURNED.straightened(run.ends()),
                    "turned, w = " + GuidanceSchedule.constant(w), alpha / candidate.weights().size()));
        }
        return evidence;
    }
}
