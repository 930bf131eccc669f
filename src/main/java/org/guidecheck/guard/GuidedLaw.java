package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.statistics.Evidence;

/** Claim that with guidance the output on case T follows the law of the guided process, or of the guided flow. */
final class GuidedLaw extends OutputOnCaseT {
    GuidedLaw() {
        super("sampler.guided-law",
                "with guidance the output follows the law of the guided process or flow, or is what the identified "
                        + "coefficients foretell");
    }

    @Override
    boolean appliesTo(SamplerUnderTest candidate) {
        return !candidate.guidedWeights().isEmpty();
    }

    @Override
    List<Evidence> evidence(RunCache runs, double alpha) {
        List<Double> weights = runs.candidate().guidedWeights();
        boolean isKnown = weights.stream().allMatch(runs::isIdentified);
        List<Evidence> evidence =
                new ArrayList<>(isKnown ? foretold(runs, weights) : onCaseT(runs, weights, alpha));
        evidence.addAll(onOwnLaws(runs, weights));
        return evidence;
    }
}
