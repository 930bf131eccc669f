package org.guidecheck.sampler;

import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;

/**
 * Linear sampler: each step is linear in points, guided scores and normals, with the coefficients of a
 * {@link StepTable}. Executors run the tables. The law of the output for linear scores is computed from them, and other
 * samplers are compared with them step by step.
 */
public interface LinearSampler extends GuidedSampler {

    /**
     * Coefficients of a step.
     *
     * @param grid noise levels of the run
     * @param k    step from level k to level k + 1, from 0 to grid.steps() − 1
     * @return its table
     */
    StepTable step(TimeGrid grid, int k);

    @Override
    default double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
        return denoiser.executor().run(StepPlan.of(this, guidance, grid), noise);
    }
}
