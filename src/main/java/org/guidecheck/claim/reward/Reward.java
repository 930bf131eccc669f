package org.guidecheck.claim.reward;

import org.apache.commons.rng.UniformRandomProvider;
import org.guidecheck.law.NoiseLevel;
import org.hipparchus.CalculusFieldElement;

/**
 * A positive reward R of clean data of law P, and h(x) = E[R(X_0) | X_t = x] in closed form.
 *
 * <p>With p̃ the density proportional to R p, noised, h = E[R] p̃/p (theory.md, "Rewards").
 */
public sealed interface Reward permits TiltingReward, HalfSpaceReward {

    /**
     * What it is called in evidence.
     *
     * @return a few words
     */
    String name();

    /**
     * The mean over the data.
     *
     * @return E R(X_0) in (0, 1]
     */
    double mean();

    /**
     * log h.
     *
     * @param x     a noised point
     * @param level its noise level, noisy
     * @param <T>   elements of the field
     * @return log E[R(X_0) | X_t = x]
     */
    <T extends CalculusFieldElement<T>> T logValue(T[] x, NoiseLevel.OfField<T> level);

    /**
     * ∇ log h, in closed form and apart from {@link #logValue}.
     *
     * @param x     a noised point
     * @param level its noise level, noisy
     * @return d numbers
     */
    double[] gradient(double[] x, NoiseLevel level);

    /**
     * An exact draw of the law of density proportional to R p.
     *
     * @param random source of the draw
     * @return a clean point
     */
    double[] drawTilted(UniformRandomProvider random);
}
