package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.statistics.Evidence;

/**
 * Claim that without guidance the output follows the law of the class: on case T, and for a scheme that copies no
 * built-in sampler also in three dimensions, where {@link OneStep} compares a copy step by step.
 */
final class Unguided extends OutputOnCaseT {
    Unguided() {
        super("sampler.unguided",
                "without guidance the output follows the law of the class, or is what the identified coefficients "
                        + "foretell");
    }

    @Override
    List<Evidence> evidence(RunCache runs, double alpha) {
        List<Double> unguided = List.of(0.0);
        List<Evidence> evidence = new ArrayList<>();
        if (runs.isIdentified(0)) {
            evidence.addAll(foretold(runs, unguided));
        } else if (runs.isCopy()) {
            evidence.addAll(onCaseT(runs, unguided, alpha));
        } else {
            evidence.addAll(onCaseT(runs, unguided, alpha / 2));
            evidence.addAll(UnguidedIn3d.evidence(runs, alpha / 2));
        }
        evidence.addAll(onOwnLaws(runs, unguided));
        return evidence;
    }
}
