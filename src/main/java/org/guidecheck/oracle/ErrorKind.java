package org.guidecheck.oracle;

/** Kind of an error that a bound contains, from the strongest statement to the weakest. */
public enum ErrorKind {
    /** None but rounding: the value is known in closed form. */
    EXACT("exact"),
    /** Bounded by a proof. */
    RIGOROUS("rigorous"),
    /** Bounded with a stated probability. */
    STATISTICAL("statistical"),
    /** Estimated, for instance from several resolutions: no proof that it is not larger. */
    ESTIMATED("estimated");

    private final String label;

    ErrorKind(String label) {
        this.label = label;
    }

    /** {@return the name in output} */
    public String label() {
        return label;
    }
}
