package org.guidecheck.guard;

import org.guidecheck.sampler.SamplerFailure;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;

/** Evidence of a run in which a sampler or a guider failed, which refutes a claim. */
public final class FailedRun {
    private FailedRun() {
    }

    /**
     * The evidence.
     *
     * @param quantity what failed, in words
     * @param failure  the failure
     * @return evidence with the failure as the reason
     */
    public static Evidence of(String quantity, SamplerFailure failure) {
        return Evidence.of(Evidence.Kind.EXACT, quantity, 1).within(new Interval(1, 1)).by("a run")
                .decides(Requirement.exactly("must be 0; " + failure.getMessage(), 0));
    }
}
