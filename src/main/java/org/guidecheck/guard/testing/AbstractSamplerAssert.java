package org.guidecheck.guard.testing;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.guidecheck.guard.SamplerUnderTest;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.statistics.ErrorBudget;

/**
 * What assertions on a sampler have in common: the weights and the seed at which it is tried, and the false-alarm rate
 * that the checks of a chain share. Not thread-safe.
 *
 * @param <S> the assertions themselves
 */
public abstract class AbstractSamplerAssert<S extends AbstractSamplerAssert<S>> extends AbstractAssert<S, GuidedSampler> {
    private List<Double> weights;
    private long seed;
    private ErrorBudget budget;

    AbstractSamplerAssert(GuidedSampler sampler, Class<S> type, List<Double> weights, long seed, ErrorBudget budget) {
        super(sampler, type);
        this.weights = weights;
        this.seed = seed;
        this.budget = budget;
    }

    /**
     * Sets the guidance weight; what libraries call {@code guidance_scale} is 1 + w.
     *
     * @param w finite and at least 0
     * @return this
     * @throws IllegalArgumentException if it is not
     */
    public final S withWeight(double w) {
        return withWeights(w);
    }

    /**
     * Sets the guidance weights, 0, 1 and 3 unless told otherwise.
     *
     * @param w one or more, each finite and at least 0
     * @return this
     * @throws IllegalArgumentException if there are none or one is not
     */
    public final S withWeights(double... w) {
        weights = SamplerUnderTest.checked(Arrays.stream(w).boxed().toList());
        return myself;
    }

    /**
     * Sets the seed of all randomness, 1 unless told otherwise.
     *
     * @param number any
     * @return this
     */
    public final S withSeed(long number) {
        seed = number;
        return myself;
    }

    /**
     * Sets the false-alarm probability of the checks that follow, all together; 1e-6 unless told otherwise.
     *
     * @param alpha in (0, 1)
     * @return this
     * @throws IllegalArgumentException if it is not
     */
    public final S withAlpha(double alpha) {
        budget = ErrorBudget.of(alpha);
        return myself;
    }

    final List<Double> weights() {
        return weights;
    }

    final long seed() {
        return seed;
    }

    final ErrorBudget budget() {
        return budget;
    }
}
