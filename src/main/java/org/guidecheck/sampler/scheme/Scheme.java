package org.guidecheck.sampler.scheme;

import org.guidecheck.process.TimeGrid;

/** Sampling scheme: the formula of each step. Schemes are immutable and may be shared by threads. */
public interface Scheme {

    /** {@return name with its parameters, as {@link Schemes#byName} takes it} */
    String name();

    /**
     * The formula of a step.
     *
     * @param grid noise levels of the run
     * @param k    step from level k to level k + 1, from 0 to grid.steps() − 1
     * @return the formula
     */
    Step step(TimeGrid grid, int k);
}
