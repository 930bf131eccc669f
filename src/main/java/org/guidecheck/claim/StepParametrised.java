package org.guidecheck.claim;

/** A claim about a sampler that is run in a number of steps. */
public interface StepParametrised {
    /**
     * The claim about another number of steps.
     *
     * @param steps at least 2
     * @return the claim
     */
    Claim with(int steps);

    /**
     * A claim about a number of steps, or the claim as it is.
     *
     * @param claim of either kind
     * @param steps at least 2; 0 leaves the claim's own
     * @return the claim
     */
    static Claim with(Claim claim, int steps) {
        return claim instanceof StepParametrised stepped && steps > 0 ? stepped.with(steps) : claim;
    }
}
