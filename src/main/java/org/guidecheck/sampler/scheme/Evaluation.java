package org.guidecheck.sampler.scheme;

import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;

/**
 * Evaluation of the denoiser, which predicts the clean point x̂_0 and with it the noise ε = (y − x̂_0)/σ at its point y.
 *
 * @param number number relative to the step: 0, 1, … are its own evaluations, −1, −2, … the latest ones before it,
 *               backwards
 * @param level  noise level
 */
public record Evaluation(int number, NoiseLevel level) {

    /** The first evaluation of a step, at its start. */
    static Evaluation first(TimeGrid grid, int k) {
        return new Evaluation(0, grid.level(k));
    }

    /** An evaluation some steps before step k, in a scheme that has one in each step; 0 is that of step k. */
    static Evaluation back(TimeGrid grid, int k, int steps) {
        return new Evaluation(-steps, grid.level(k - steps));
    }
}
