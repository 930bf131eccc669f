package org.guidecheck.sampler;

import java.util.Optional;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;

/**
 * A sampler whose steps are linear in points, guided scores and normals, and that says which: its steps are tables of
 * coefficients. Executors run the tables; the law of the output on linear scores is computed from them, and other samplers
 * are held against them step by step.
 */
public interface LinearSampler extends GuidedSampler {

    /**
     * What a step does.
     *
     * @param grid noise levels of the run
     * @param k    step, from 0 to grid.steps() − 1: from level k to level k + 1
     * @return its table
     */
    StepTable step(TimeGrid grid, int k);

    @Override
    default double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
        return denoiser.executor().run(StepPlan.of(this, guidance, grid), noise);
    }

    /**
     * The sampler as a chain of Gaussian transitions, if it is one.
     *
     * @return empty unless overridden
     */
    default Optional<GaussianSampler> asGaussian() {
        return Optional.empty();
    }
}
