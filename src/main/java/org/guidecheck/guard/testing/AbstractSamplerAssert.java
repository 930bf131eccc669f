package org.guidecheck.guard.testing;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;
import org.guidecheck.guard.SamplerUnderTest;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.statistics.Effort;
import org.guidecheck.statistics.ErrorBudget;

/**
 * Base of the assertions on a sampler: weights, seed, and the false-alarm rate that the checks of a chain share. Not
 * thread-safe.
 *
 * @param <S> the assertions themselves
 */
public abstract class AbstractSamplerAssert<S extends AbstractSamplerAssert<S>>
        extends
            AbstractAssert<S, GuidedSampler> {
    private List<Double> weights;
    private long seed;
    private Effort effort;
    private ErrorBudget budget;

    AbstractSamplerAssert(GuidedSampler sampler, Class<S> type, List<Double> weights, long seed, Effort effort,
            ErrorBudget budget) {
        super(sampler, type);
        this.weights = weights;
        this.seed = seed;
        this.effort = effort;
        this.budget = budget;
    }

    /**
     * Sets the guidance weight w; the {@code guidance_scale} of libraries is 1 + w.
     *
     * @param w finite and at least 0
     * @return this
     * @throws IllegalArgumentException if out of range
     */
    public final S withWeight(double w) {
        return withWeights(w);
    }

    /**
     * Sets the guidance weights, 0, 1 and 3 by default.
     *
     * @param w one or more, each finite and at least 0
     * @return this
     * @throws IllegalArgumentException if there are none or one is out of range
     */
    public final S withWeights(double... w) {
        weights = SamplerUnderTest.checked(Arrays.stream(w).boxed().toList());
        return myself;
    }

    /**
     * Sets the seed of all randomness, 1 by default.
     *
     * @param number any
     * @return this
     */
    public final S withSeed(long number) {
        seed = number;
        return myself;
    }

    /**
     * Sets the false-alarm probability of all checks that follow, together; 1e-6 by default.
     *
     * @param alpha in (0, 1)
     * @return this
     * @throws IllegalArgumentException if out of range
     */
    public final S withAlpha(double alpha) {
        budget = ErrorBudget.of(alpha);
        return myself;
    }

    /**
     * Sets how small a fault the checks look for, {@link Effort#QUICK} by default: means off by 0.04 deviations,
     * variances by 4 %, probabilities by 0.02. {@link Effort#NORMAL} finds four times smaller ones, and takes sixteen
     * times as many draws where draws decide.
     *
     * @param fineness how fine the departures are
     * @return this
     */
    public final S withEffort(Effort fineness) {
        effort = Objects.requireNonNull(fineness, "effort");
        return myself;
    }

    final Effort effort() {
        return effort;
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
