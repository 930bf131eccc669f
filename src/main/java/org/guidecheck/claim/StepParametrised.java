package org.guidecheck.claim;

/** Claim about a sampler run with a given number of steps. */
public interface StepParametrised {
    /**
     * The same claim for another number of steps.
     *
     * @param steps at least 2
     * @return the claim
     */
    Claim with(int steps);

    /**
     * Sets the number of steps of a claim that has one.
     *
     * @param claim any claim
     * @param steps at least 2; 0 keeps the claim's number
     * @return the claim for that number of steps; {@code claim} itself if it has none
     */
    static Claim with(Claim claim, int steps) {
        return claim instanceof StepParametrised stepped && steps > 0 ? stepped.with(steps) : claim;
    }
}
