package org.guidecheck.guard;

import java.util.List;
import java.util.Optional;
import org.guidecheck.sampler.DenoiserBackend;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.LinearSampler;

/**
 * A sampler under guard.
 *
 * @param sampler what is held against the theory
 * @param like    the built-in sampler that it is meant to be: then its steps are held against that one's, exactly; empty if it
 *                is a scheme of its own
 * @param steps   number of steps at which it is tried, at least 2
 * @param weights guidance weights at which it is tried, each at least 0
 * @param seed    seed of all randomness
 * @param backend evaluates the exact denoisers
 */
public record SamplerUnderTest(GuidedSampler sampler, Optional<LinearSampler> like, int steps, List<Double> weights, long seed,
                        DenoiserBackend backend) {

    /** Checks the numbers. */
    public SamplerUnderTest {
        if (!(steps >= 2)) {
            throw new IllegalArgumentException("steps=" + steps + ": must be at least 2");
        }
        weights = checked(weights);
    }

    /**
     * A sampler under guard, on the processor.
     *
     * @param sampler what is held against the theory
     * @param like    the built-in sampler that it is meant to be; empty if it is a scheme of its own
     * @param steps   number of steps at which it is tried, at least 2
     * @param weights guidance weights at which it is tried, each at least 0
     * @param seed    seed of all randomness
     */
    public SamplerUnderTest(GuidedSampler sampler, Optional<LinearSampler> like, int steps, List<Double> weights, long seed) {
        this(sampler, like, steps, weights, seed, DenoiserBackend.FUSED);
    }

    /** A copy of weights, if there are any and each is one. */
    public static List<Double> checked(List<Double> weights) {
        for (double w : weights) {
            if (!(w >= 0 && w < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("weight=" + w + ": must be finite and at least 0");
            }
        }
        if (weights.isEmpty()) {
            throw new IllegalArgumentException("weights=[]: at least one is needed");
        }
        return List.copyOf(weights);
    }

    /** The sampler's name and how it is tried. */
    @Override
    public String toString() {
        return sampler.name() + like.map(l -> ", like " + l.name()).orElse("") + ", " + steps + " steps, weights " + weights
                + ", seed " + seed;
    }
}
