package org.guidecheck.sampler;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;

/**
 * Tables of all steps of a run with the guidance weight of each, and which evaluations of the denoiser they use again. What
 * executors follow. Evaluations are numbered through the run, from 0.
 */
public final class StepPlan {
    private final List<StepTable> tables = new ArrayList<>();
    private final double[] weights;
    /** Number of the first evaluation of each step, and of all evaluations. */
    private final int[] first;
    private final boolean[] remembered;
    private final boolean[] pointUsed;
    private int memory = 1;

    private StepPlan(LinearSampler sampler, GuidanceSchedule guidance, TimeGrid grid) {
        weights = new double[grid.steps()];
        first = new int[grid.steps() + 1];
        for (int k = 0; k < grid.steps(); k++) {
            StepTable table = sampler.step(grid, k);
            tables.add(table);
            weights[k] = guidance.meanWeight(grid.level(k), grid.level(k + 1));
            first[k + 1] = first[k] + table.stages().size();
            if (table.history() > first[k]) {
                throw new IllegalArgumentException("evaluation=-" + table.history() + ": sampler " + sampler.name() + ", step "
                        + (k + 1) + ", has only " + first[k] + " before it");
            }
            memory = Math.max(memory, table.stages().size() + table.history());
        }
        remembered = new boolean[first[grid.steps()]];
        pointUsed = new boolean[first[grid.steps()]];
        for (int k = 0; k < steps(); k++) {
            for (StepTable.Stage stage : table(k).stages()) {
                note(k, stage.point());
            }
            note(k, table(k).result());
        }
    }

    /**
     * The plan of a run.
     *
     * @param sampler  gives the tables
     * @param guidance gives the weight of each step, its mean over the step
     * @param grid     noise levels to visit
     * @return the plan
     * @throws IllegalArgumentException if a table uses evaluations before the first
     */
    public static StepPlan of(LinearSampler sampler, GuidanceSchedule guidance, TimeGrid grid) {
        return new StepPlan(sampler, guidance, grid);
    }

    private void note(int k, StepTable.Combination combination) {
        for (StepTable.Term term : combination.terms()) {
            int evaluation = evaluation(k, term.evaluation());
            remembered[evaluation] |= term.evaluation() < 0;
            pointUsed[evaluation] |= term.point() != 0;
        }
    }

    /**
     * Number of steps.
     *
     * @return at least 1
     */
    public int steps() {
        return weights.length;
    }

    /**
     * What a step does.
     *
     * @param k from 0 to steps() − 1
     * @return its table
     */
    public StepTable table(int k) {
        return tables.get(k);
    }

    /**
     * The guidance weight of a step.
     *
     * @param k from 0 to steps() − 1
     * @return w
     */
    public double weight(int k) {
        return weights[k];
    }

    /**
     * The number of an evaluation in the run.
     *
     * @param k        step, from 0 to steps() − 1
     * @param relative number from the step's first stage on, as a {@link StepTable.Term} has it
     * @return number from 0
     */
    public int evaluation(int k, int relative) {
        return first[k] + relative;
    }

    /**
     * Whether a later step uses an evaluation again, with its own weight.
     *
     * @param evaluation number in the run
     * @return true if so
     */
    public boolean isRemembered(int evaluation) {
        return remembered[evaluation];
    }

    /**
     * Whether any step uses the point of an evaluation, beside its score.
     *
     * @param evaluation number in the run
     * @return true if so
     */
    public boolean isPointUsed(int evaluation) {
        return pointUsed[evaluation];
    }

    /**
     * How many evaluations have to be at hand at a time: that many places suffice if they are filled in turn.
     *
     * @return at least 1
     */
    public int memory() {
        return memory;
    }
}
