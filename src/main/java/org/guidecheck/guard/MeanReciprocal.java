package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.claim.SamplerDraws;
import org.guidecheck.claim.Setting;
import org.guidecheck.guard.problem.TestProblem;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.statistics.Evidence;

/** Claim that the mean of 1/p(c|Y) over guided draws is at most 1/π_c. Draws can refute it, not confirm it. */
final class MeanReciprocal extends SamplerClaim {

    MeanReciprocal() {
        super("sampler.mean-reciprocal", "the mean reciprocal of the sampler's draws under guidance is at most 1/π_c");
    }

    @Override
    boolean appliesTo(SamplerUnderTest candidate) {
        return !candidate.guidedWeights().isEmpty()
                && candidate.declaration().allows(SamplerDraws.FEWEST_STEPS);
    }

    @Override
    List<TestProblem> problems() {
        return List.of(TestProblem.LINE);
    }

    @Override
    boolean dependsOnLaw() {
        return true;
    }

    @Override
    List<Evidence> evidence(RunCache runs, double alpha) {
        List<Evidence> evidence = new ArrayList<>();
        List<Double> weights = runs.candidate().guidedWeights();
        for (double w : weights) {
            Setting setting = Setting.of(NamedLaws.T, 0, GuidanceSchedule.constant(w), runs.candidate().seed())
                    .with(runs.candidate().sampler()).on(runs.candidate().backend()).at(runs.candidate().effort());
            evidence.add(SamplerDraws.meanReciprocal(setting, runs.candidate().declaration()::allows,
                    alpha / weights.size()));
        }
        return evidence;
    }
}
