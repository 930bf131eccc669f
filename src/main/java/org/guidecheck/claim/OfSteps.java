package org.guidecheck.claim;

/** A claim about a sampler that is run in a number of steps. */
public interface OfSteps {
    /**
     * The claim about another number of steps.
     *
     * @param steps at least 2
     * @return the claim
     */
    Claim with(int steps);
}
