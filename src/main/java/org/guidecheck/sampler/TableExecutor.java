package org.guidecheck.sampler;

/** Takes points from their starts to their ends by the tables of a linear sampler, with one denoiser. */
@FunctionalInterface
public interface TableExecutor {

    /**
     * Runs all steps. Normals are taken in this order: the start, then for each step those of its stages and of its result,
     * where they have any.
     *
     * @param plan  the steps
     * @param noise the start, and normals for the steps
     * @return d coordinates of each point of the noise in turn, at the last level; a new array
     */
    double[] run(StepPlan plan, Noise noise);
}
