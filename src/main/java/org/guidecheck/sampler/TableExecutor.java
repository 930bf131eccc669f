package org.guidecheck.sampler;

/** Executor: runs the step tables of a linear sampler with one denoiser. */
@FunctionalInterface
public interface TableExecutor {

    /**
     * Runs all steps. Normals are taken in this order: the start, then for each step those of its stages and of its
     * result, if they have any.
     *
     * @param plan  steps to run
     * @param noise the start and the normals of the steps
     * @return points at the last level, row-major [n, d]; a new array
     */
    double[] run(StepPlan plan, Noise noise);
}
