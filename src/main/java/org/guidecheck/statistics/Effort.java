package org.guidecheck.statistics;

/** How fine the departures are that a run looks for, and how long it samples for them. */
public enum Effort {
    /** Departures four times as large as usual, from a sixteenth of the samples: for tests that run often. */
    QUICK(4),
    /** The departures that claims name in their statements. */
    NORMAL(1),
    /** Departures half as large as usual, from four times the samples. */
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
     * Most samples to draw, given those of a normal run. Intervals shrink like one over the root of the samples.
     *
     * @param normal most samples of a normal run, at least 1
     * @return at least 1
     */
    public int samples(int normal) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, normal / (coarseness * coarseness)));
    }
}
