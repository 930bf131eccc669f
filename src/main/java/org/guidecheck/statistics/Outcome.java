package org.guidecheck.statistics;

/** Decision about a claim, best first. */
public enum Outcome {
    /** Confirmed: all that the bounds leave possible lies within what the claim allows. */
    HOLDS("HOLDS"),
    /** Not contradicted by a check that can only refute, such as plain draws of an unbounded variable. */
    NOT_REFUTED("NOT REFUTED"),
    /** Compatible with the claim and with its negation: more work or another method may decide. */
    UNDECIDED("UNDECIDED"),
    /** Contradicted: nothing that the bounds leave possible agrees with the claim. */
    REFUTED("REFUTED");

    private final String label;

    Outcome(String label) {
        this.label = label;
    }

    /** {@return whether a claim that must hold passes with this outcome} */
    public boolean passes() {
        return this == HOLDS || this == NOT_REFUTED;
    }

    /**
     * Combines the outcomes of two parts of one claim.
     *
     * @param other outcome of the other part
     * @return the worse of the two
     */
    public Outcome and(Outcome other) {
        return compareTo(other) >= 0 ? this : other;
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

    /** The outcome in words, such as {@code NOT REFUTED}. */
    @Override
    public String toString() {
        return label;
    }
}
