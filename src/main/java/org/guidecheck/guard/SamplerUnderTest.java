package org.guidecheck.guard;

import java.util.List;
import java.util.Optional;
import org.guidecheck.sampler.DenoiserBackend;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.LinearSampler;

/**
 * Sampler under test, and how to run it.
 *
 * @param sampler the sampler
 * @param like    the built-in sampler that it must match step by step; empty for a scheme of its own, which is compared
 *                with theory
 * @param steps   number of steps, at least 2
 * @param weights guidance weights, at least one, each finite and at least 0
 * @param seed    seed of all randomness
 * @param backend evaluates the exact denoisers
 */
public record SamplerUnderTest(GuidedSampler sampler, Optional<LinearSampler> like, int steps, List<Double> weights,
        long seed,
        DenoiserBackend backend) {

    /** Checks the ranges. */
    public SamplerUnderTest {
        if (!(steps >= 2)) {
            throw new IllegalArgumentException("steps=" + steps + ": must be at least 2");
        }
        weights = checked(weights);
    }

    /**
     * A sampler whose exact denoisers are evaluated on the processor.
     *
     * @param sampler the sampler
     * @param like    the built-in sampler that it must match step by step; empty for a scheme of its own
     * @param steps   number of steps, at least 2
     * @param weights guidance weights, at least one, each finite and at least 0
     * @param seed    seed of all randomness
     */
    public SamplerUnderTest(GuidedSampler sampler, Optional<LinearSampler> like, int steps, List<Double> weights,
            long seed) {
        this(sampler, like, steps, weights, seed, DenoiserBackend.FUSED);
    }

    /**
     * Checks guidance weights.
     *
     * @param weights any
     * @return an unmodifiable copy
     * @throws IllegalArgumentException if there are none, or one is not finite or below 0
     */
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

    /** The weights above 0. */
    List<Double> guidedWeights() {
        return weights.stream().filter(w -> w > 0).toList();
    }

    /** The sampler's name and how it is run. */
    @Override
    public String toString() {
        return sampler.name() + like.map(l -> ", like " + l.name()).orElse("") + ", " + steps + " steps, weights "
                + weights
                + ", seed " + seed;
    }
}
