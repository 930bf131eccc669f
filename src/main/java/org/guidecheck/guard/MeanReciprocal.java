package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.claim.SamplerDrop;
import org.guidecheck.claim.Setting;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.statistics.Evidence;

/** The paper's claim on the sampler's own draws, which can only refute it: the mean of 1/p(c|Y) is at most 1/π_c. */
final class MeanReciprocal extends SamplerClaim {

    MeanReciprocal() {
        super("sampler.mean-reciprocal", "guidance does not raise the mean reciprocal of the sampler's draws");
    }

    @Override
    boolean appliesTo(SamplerUnderTest candidate) {
        return candidate.weights().stream().anyMatch(w -> w > 0);
    }

    @Override
    List<TestProblem> arenas() {
        return List.of(TestProblem.LINE);
    }

    @Override
    List<Evidence> evidence(RunCache bench, double alpha) {
        List<Evidence> evidence = new ArrayList<>();
        List<Double> weights = bench.candidate().weights().stream().filter(w -> w > 0).toList();
        for (double w : weights) {
            Setting setting = Setting.of(NamedLaws.T, 0, GuidanceSchedule.constant(w), bench.candidate().seed())
                    .with(bench.candidate().sampler()).on(bench.candidate().backend());
            evidence.add(SamplerDrop.decide(setting, alpha / weights.size()));
        }
        return evidence;
    }
}
