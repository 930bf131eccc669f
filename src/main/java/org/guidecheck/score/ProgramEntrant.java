package org.guidecheck.score;

import java.util.Optional;
import java.util.function.IntFunction;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Streams;

/**
 * Sampler that is a program, a class of the user or a table. It is identified where it can be, and its table judged in
 * its place; otherwise it is sampled.
 *
 * @param sampler the sampler
 * @param streams of the run
 */
public record ProgramEntrant(GuidedSampler sampler, Streams streams) implements Entrant {

    @Override
    public String name() {
        return sampler.name();
    }

    /** {@inheritDoc} A program with noise is taken to add that of the guided SDE. */
    @Override
    public Dynamics exact() {
        return Dynamics.FLOW;
    }

    @Override
    public Optional<Run> run(IntFunction<TimeGrid> grids, Budget budget, double w) {
        if (sampler.onlySteps().isPresent() && sampler.onlySteps().getAsInt() != budget.number()) {
            return Optional.empty();
        }
        TimeGrid grid = grids.apply(budget.number());
        Optional<Tables.Found> found = Tables.of(sampler, w, grid, streams);
        return Optional.of(found.map(each -> new Run(each.table(), Dynamics.FLOW, grid, grid.steps(),
                each.table().calls().size(), true, each.tolerance()))
                .orElseGet(() -> new Run(sampler, Dynamics.DIFFUSION,
                        grid, grid.steps(), Calls.of(sampler, w, grid, streams), !sampler.isExternal(), 0)));
    }
}
