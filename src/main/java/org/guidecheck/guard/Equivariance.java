package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.guard.problem.ScorePair;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.statistics.Evidence;

/**
 * Claim that rotating the data rotates the output. On rotated linear scores, the output rotated back must have the
 * law that it has without rotation. Clipping, thresholds for each coordinate and constants made for data in [−1, 1]
 * refute it.
 */
final class Equivariance extends SamplerClaim {
    private static final int POINTS = 2048;

    Equivariance() {
        super("sampler.equivariance", "rotating the data rotates the output");
    }

    @Override
    List<TestProblem> problems() {
        return List.of(TestProblem.ROTATED);
    }

    @Override
    List<Evidence> evidence(RunCache runs, double alpha) {
        List<Evidence> evidence = new ArrayList<>();
        SamplerUnderTest candidate = runs.candidate();
        for (double w : candidate.weights()) {
            RecordedRun run = runs.again(TestProblem.ROTATED, w, candidate.steps(), "turned", POINTS);
            evidence.addAll(GaussianOutput.of(runs, w, runs.grid(run)).check(ScorePair.ROTATED.rotatedBack(run.ends()),
                    "rotated, w = " + GuidanceSchedule.constant(w), alpha / candidate.weights().size()));
        }
        return evidence;
    }
}
