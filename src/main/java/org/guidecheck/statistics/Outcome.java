package org.guidecheck.statistics;

/** Decision about a claim. */
public enum Outcome {
    /** The claim is confirmed, all errors included. */
    HOLDS,
    /** The claim is contradicted, all errors included. */
    REFUTED,
    /** The evidence is compatible with the claim and with its negation. */
    UNDECIDED;

    /**
     * Combines the outcomes of two parts of one claim: refuted if either part is, else undecided if either part is,
     * else HOLDS.
     *
     * @param other outcome of the other part
     * @return the outcome of both together
     */
    public Outcome and(Outcome other) {
        if (this == REFUTED || other == REFUTED) {
            return REFUTED;
        }
        return this == UNDECIDED || other == UNDECIDED ? UNDECIDED : HOLDS;
    }

    /**
     * The worst of many outcomes, by {@link #and}.
     *
     * @param outcomes outcomes of the parts of one claim
     * @return the outcome of all together; {@link #UNDECIDED} if there are no parts
     */
    public static Outcome worst(Iterable<Outcome> outcomes) {
        Outcome worst = null;
        for (Outcome outcome : outcomes) {
            worst = worst == null ? outcome : worst.and(outcome);
        }
        return worst == null ? UNDECIDED : worst;
    }
}
