package org.guidecheck.hunt;

import org.guidecheck.catalogue.Catalogue;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.StepParametrised;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;
import org.guidecheck.text.InvalidInputException;

/**
 * Law and guidance on which a claim was decided, with all that is needed to decide it again.
 *
 * @param claim    the claim's name
 * @param outcome  what was decided
 * @param process  law, class, guidance and end
 * @param sampler  name or class of the sampler tested on the law
 * @param steps    steps of the sampler, for claims about a number of steps; 0 for other claims
 * @param seed     seed of the random numbers of the decision
 * @param alpha    false-alarm rate of the decision
 */
public record Counterexample(String claim, Outcome outcome, GuidedProcess process, String sampler, int steps, long seed,
        double alpha) {
    /** An evaluation of a candidate, decided at a false-alarm rate. */
    static Counterexample of(HuntTarget target, Evaluation evaluation, double alpha) {
        Setting setting = target.setting(evaluation.candidate());
        return new Counterexample(target.claim().id(),
                evaluation.verdict().map(Verdict::outcome).orElse(Outcome.UNDECIDED), setting.process(),
                setting.sampler().name(), evaluation.candidate().steps(), setting.seed(), alpha);
    }

    /**
     * Decides the claim again.
     *
     * @param held      the sampler named in the file
     * @param otherwise whether to use another oracle than the one that found the counterexample
     * @return the verdict
     * @throws InvalidInputException if the claim does not cover the law and guidance
     */
    public Verdict decide(GuidedSampler held, boolean otherwise) {
        Claim of = StepParametrised.with(Catalogue.named(claim), steps);
        Setting setting = Setting.of(process, seed).with(held);
        if (!of.appliesTo(setting)) {
            throw new InvalidInputException("claim", claim, "must cover the law, its guidance and the sampler");
        }
        return otherwise ? of.secondOpinion(setting, alpha) : of.decide(setting, alpha);
    }
}
