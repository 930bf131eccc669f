package org.guidecheck.claim.reward;

import org.apache.commons.rng.UniformRandomProvider;
import org.guidecheck.law.NoiseLevel;
import org.hipparchus.CalculusFieldElement;

/**
 * Positive reward R of clean data, with h(x) = E[R(X_0) | X_t = x] in closed form.
 *
 * <p>With p̃ the noised density proportional to R p, h = E[R] p̃/p (theory.md, "Rewards").
 */
public sealed interface Reward permits TiltingReward, HalfSpaceReward {

    /** {@return name in the evidence} */
    String name();

    /** {@return the mean reward of the data, E R(X_0), in (0, 1]} */
    double mean();

    /**
     * log h.
     *
     * @param x     a noised point, d coordinates
     * @param level its noise level, noisy
     * @param <T>   type of numbers
     * @return log E[R(X_0) | X_t = x]
     */
    <T extends CalculusFieldElement<T>> T logValue(T[] x, NoiseLevel.OfField<T> level);

    /**
     * ∇log h in closed form, implemented independently of {@link #logValue}.
     *
     * @param x     a noised point
     * @param level its noise level, noisy
     * @return d numbers
     */
    double[] gradient(double[] x, NoiseLevel level);

    /**
     * Draws from the law of density proportional to R p.
     *
     * @param random source of the draw
     * @return a clean point
     */
    double[] drawTilted(UniformRandomProvider random);
}
