package org.guidecheck.score;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.sampler.StepPlan;

/**
 * Built-in sampler, whose calls are counted from its step tables.
 *
 * @param sampler the sampler
 */
public record BuiltIn(LinearSampler sampler) implements Entrant {
    private static final int FEWEST_STEPS = 2;

    /** {@return one sampler of each family, with DPM-Solver++ of second and of third order} */
    public static List<Entrant> usual() {
        return Stream.concat(Samplers.builtIn().stream(), Stream.of(Samplers.byName("multistep:3")))
                .<Entrant>map(BuiltIn::new).toList();
    }

    /** {@return all known schemes with usual parameters} */
    public static List<Entrant> known() {
        return Samplers.known().stream().<Entrant>map(BuiltIn::new).toList();
    }

    @Override
    public String name() {
        return sampler.name();
    }

    @Override
    public Dynamics exact() {
        return Dynamics.of(sampler);
    }

    @Override
    public Optional<Run> run(IntFunction<TimeGrid> grids, Budget budget, double w) {
        int steps = budget.number();
        while (steps >= FEWEST_STEPS) {
            TimeGrid grid = grids.apply(steps);
            int calls = calls(grid);
            if (budget.steps() || calls <= budget.number()) {
                return Optional.of(new Run(sampler, exact(), grid, grid.steps(), calls, true, 0));
            }
            steps = Math.min(steps - 1, Math.max(FEWEST_STEPS - 1, steps * budget.number() / calls));
        }
        return Optional.empty();
    }

    private int calls(TimeGrid grid) {
        StepPlan plan = StepPlan.of(sampler, GuidanceSchedule.constant(0), grid);
        return plan.evaluation(grid.steps() - 1, plan.table(grid.steps() - 1).stages().size());
    }
}
