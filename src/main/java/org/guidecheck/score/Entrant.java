package org.guidecheck.score;

import java.util.Optional;
import java.util.function.IntFunction;
import org.guidecheck.process.TimeGrid;

/** Sampler that is scored, at any number of steps. */
public interface Entrant {

    /** {@return its name} */
    String name();

    /** {@return the process that it approximates, as far as it is known without a run} */
    Dynamics exact();

    /**
     * The sampler with as many steps as its budget allows.
     *
     * @param grids  levels for each number of steps
     * @param budget cost of the run
     * @param w      guidance weight
     * @return the run; empty if no number of steps has so few calls
     */
    Optional<Run> run(IntFunction<TimeGrid> grids, Budget budget, double w);
}
