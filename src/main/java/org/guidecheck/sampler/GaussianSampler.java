package org.guidecheck.sampler;

import org.guidecheck.distribution.NoiseLevel;

/**
 * A sampler that says what each of its steps does: from x it goes to keep·x + push·s_w(x) + deviation·z, with s_w the
 * guided score and z standard normals of its own. What it says is checked against what it does; from it the law of the
 * whole chain can be computed, step by step.
 */
public interface GaussianSampler extends GuidedSampler {

    /**
     * A step from one level to the next.
     *
     * @param keep      factor of the point, finite
     * @param push      factor of the guided score, finite
     * @param deviation standard deviation of the noise in each coordinate, at least 0; 0 for a step without noise
     */
    record Transition(double keep, double push, double deviation) {
        /** Checks the numbers. */
        public Transition {
            if (!Double.isFinite(keep) || !Double.isFinite(push)) {
                throw new IllegalArgumentException("keep=" + keep + ", push=" + push + ": must be finite");
            }
            if (!(deviation >= 0 && deviation < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("deviation=" + deviation + ": must be finite and at least 0");
            }
        }
    }

    /**
     * What a step does.
     *
     * @param from the noisier level
     * @param to   the level to go to
     * @return the step
     */
    Transition transition(NoiseLevel from, NoiseLevel to);
}
