package org.guidecheck.score;

import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.GuidedSampler;

/**
 * Sampler at one number of steps, ready to be judged.
 *
 * @param sampler   the sampler
 * @param exact     the process that it approximates
 * @param grid      noise levels that it is offered
 * @param steps     number of steps
 * @param calls     number of calls of the denoiser for each point
 * @param takesNumbers whether it takes its random numbers from the noise that it is given
 * @param tolerance relative error of its coefficients, where they were identified; else 0
 */
record Run(GuidedSampler sampler, Dynamics exact, TimeGrid grid, int steps, int calls, boolean takesNumbers,
        double tolerance) {
}
