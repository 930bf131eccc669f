package org.guidecheck.score;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.guidecheck.process.TimeGrid;

/** Exact law of guided output at one weight, from which the outputs of samplers are measured. */
public interface Judge {

    /**
     * Levels that fit the law: uniform in λ, from where little of the law is left to its end.
     *
     * @return the levels for each number of steps
     */
    IntFunction<TimeGrid> ownGrid();

    /**
     * A grid of levels as runs on this law take it: cut off at the noise where the process stops.
     *
     * @param grid levels that end at clean data
     * @return the levels
     */
    TimeGrid stopped(TimeGrid grid);

    /**
     * Why samplers of a process cannot be judged.
     *
     * @param exact the process
     * @return the reason; empty if they can
     */
    Optional<String> refusal(Dynamics exact);

    /**
     * Distances of a sampler's output from the exact law.
     *
     * @param run   the sampler
     * @param alpha probability that any of the bounds that come from sampling are wrong
     * @return the distances, that by which samplers are compared first
     * @throws org.guidecheck.text.InvalidInputException if there is no method for this sampler
     * @throws ArithmeticException                        if a computation fails
     */
    List<Measure> judge(Run run, double alpha);
}
