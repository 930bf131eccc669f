package org.guidecheck.statistics;

/** How fine the departures are that a run looks for, and how long it samples for them. */
public enum Effort {
    /** Departures four times as large as usual: for tests that run often. Sampling ends the sooner. */
    QUICK(4),
    /** The departures that claims name in their statements. */
    NORMAL(1),
    /** Departures half as large as usual, from up to four times the samples. */
    THOROUGH(0.5);

    private final double coarseness;

    Effort(double coarseness) {
        this.coarseness = coarseness;
    }

    /** {@return the factor by which this effort changes the resolution of a claim} */
    public double coarseness() {
        return coarseness;
    }

    /**
     * Most samples to draw, given those of a normal run. Sampling ends when the claim is decided, so a coarser look needs
     * no lower limit; a finer one needs more, since intervals shrink like one over the root of the samples.
     *
     * @param normal most samples of a normal run, at least 1
     * @return at least as many
     */
    public int samples(int normal) {
        double more = Math.max(1, 1 / (coarseness * coarseness));
        return (int) Math.min(Integer.MAX_VALUE, normal * more);
    }
}
