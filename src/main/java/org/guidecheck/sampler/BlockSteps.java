package org.guidecheck.sampler;

import org.guidecheck.distribution.NoiseLevel;

/** Some blocks of points on their way from level to level, in one precision. */
interface BlockSteps {
    /** Moves all to a noise level. */
    void at(NoiseLevel level);

    /** Puts the points of a block where they start. */
    void start(int block, NormalBlock noise);

    /** Takes the points of a block, count of them in use, one step further under a guidance weight. */
    void step(int block, int count, GaussianSampler.Transition step, double w, NormalBlock noise);

    /** Writes count points of a block, d coordinates of each in turn, from point first on. */
    void write(int block, int count, double[] ends, int first);
}
