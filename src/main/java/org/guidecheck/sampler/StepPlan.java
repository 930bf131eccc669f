package org.guidecheck.sampler;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;

/**
 * Plan of a run of a linear sampler, for executors: the table and guidance weight of every step, and which evaluations
 * of the denoiser are used again. Evaluations are numbered from 0 through the run.
 */
public final class StepPlan {
    private final List<StepTable> tables = new ArrayList<>();
    private final double[] weights;
    /** Number of the first evaluation of each step; the last entry is the total. */
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
                throw new IllegalArgumentException("evaluation=-" + table.history() + ": sampler " + sampler.name()
                        + ", step " + (k + 1) + ", has only " + first[k] + " evaluations before it");
            }
            memory = Math.max(memory, table.stages().size() + table.history());
        }
        remembered = new boolean[first[grid.steps()]];
        pointUsed = new boolean[first[grid.steps()]];
        for (int k = 0; k < steps(); k++) {
            for (StepTable.Stage stage : table(k).stages()) {
                recordUse(k, stage.point());
            }
            recordUse(k, table(k).result());
        }
    }

    /**
     * Plan of a run.
     *
     * @param sampler  gives the table of each step
     * @param guidance gives the weight of each step, its mean over the step
     * @param grid     noise levels to visit
     * @return the plan
     * @throws IllegalArgumentException if a table refers to evaluations before the first
     */
    public static StepPlan of(LinearSampler sampler, GuidanceSchedule guidance, TimeGrid grid) {
        return new StepPlan(sampler, guidance, grid);
    }

    private void recordUse(int k, StepTable.Combination combination) {
        for (StepTable.Term term : combination.terms()) {
            int evaluation = evaluation(k, term.evaluation());
            remembered[evaluation] |= term.evaluation() < 0;
            pointUsed[evaluation] |= term.point() != 0;
        }
    }

    /** {@return number of steps, at least 1} */
    public int steps() {
        return weights.length;
    }

    /**
     * Coefficients of a step.
     *
     * @param k step from 0 to steps() − 1
     * @return its table
     */
    public StepTable table(int k) {
        return tables.get(k);
    }

    /**
     * Guidance weight of a step.
     *
     * @param k step from 0 to steps() − 1
     * @return w
     */
    public double weight(int k) {
        return weights[k];
    }

    /**
     * Number of an evaluation in the run.
     *
     * @param k        step from 0 to steps() − 1
     * @param relative number relative to the step's first stage, as in a {@link StepTable.Term}
     * @return number from 0
     */
    public int evaluation(int k, int relative) {
        return first[k] + relative;
    }

    /**
     * Whether a later step uses an evaluation again, with its own guidance weight.
     *
     * @param evaluation number in the run
     * @return true if so
     */
    public boolean isRemembered(int evaluation) {
        return remembered[evaluation];
    }

    /**
     * Whether any step uses the point of an evaluation besides its score.
     *
     * @param evaluation number in the run
     * @return true if so
     */
    public boolean isPointUsed(int evaluation) {
        return pointUsed[evaluation];
    }

    /**
     * {@return number of evaluations that must be stored at a time, at least 1; evaluation e can be stored in slot e
     * mod memory()}
     */
    public int memory() {
        return memory;
    }
}
