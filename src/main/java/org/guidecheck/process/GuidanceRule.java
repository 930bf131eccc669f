package org.guidecheck.process;

import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.guidecheck.law.NoiseLevel;

/**
 * Guidance rule: combines the conditional and the unconditional prediction into a guided one. Users implement this
 * interface for their own rules.
 *
 * <p>All predictions are scores s at a point x = √t x_0 + √τ z. Other predictions are affine in the score:
 *
 * <ul>
 *   <li>noise: ε = −√τ s;
 *   <li>clean point: x̂_0 = (x + τ s)/√t;
 *   <li>velocity: v = √t ε − √τ x̂_0 = −√(τ/t) (x + s).
 * </ul>
 *
 * <p>As ε and v are multiples of s and of x + s, a rule that only uses ratios of them needs no division by τ and also
 * has a value at clean data.
 */
@FunctionalInterface
public interface GuidanceRule {
    /**
     * Guided score at one point. The result must depend on the arguments alone; the arrays must not be changed.
     *
     * @param level         noise level
     * @param weight        w; 0 is the conditional score. The {@code guidance_scale} of common libraries is 1 + w
     * @param x             the noised point, d coordinates
     * @param conditional   s(x|c), d coordinates
     * @param unconditional s(x), d coordinates
     * @return the score that the sampler follows, d coordinates
     */
    double[] guided(NoiseLevel level, double weight, double[] x, double[] conditional, double[] unconditional);

    /**
     * Whether the sampler converges to a process as its steps get shorter. A guided score that grows like the inverse
     * distance from a surface has no such limit: its integral over the time that a path spends near the surface grows
     * like the logarithm of the number of steps.
     *
     * @param dimension d ≥ 1 of the data
     * @return true unless overridden
     */
    default boolean hasProcess(int dimension) {
        return true;
    }

    /**
     * {@return noise levels at which the rule jumps, where time grids put a level; empty for a rule continuous in the
     * noise}
     */
    default List<NoiseLevel> jumps() {
        return List.of();
    }

    /**
     * The number by which the rule multiplies the difference of the two predictions before it adds it to the
     * conditional one, if it does nothing else.
     *
     * @param level noise level
     * @param asked w that the rule is given
     * @return w that it applies at this level; empty unless overridden
     */
    default OptionalDouble weight(NoiseLevel level, double asked) {
        return OptionalDouble.empty();
    }

    /** {@return classifier-free guidance, s(x|c) + w (s(x|c) − s(x))} */
    static GuidanceRule plain() {
        return new Plain();
    }

    /**
     * Classifier-free guidance, s(x|c) + w (s(x|c) − s(x)): Ho and Salimans, arXiv 2207.12598, equation 6, written
     * there for noise predictions, of which scores are multiples. Their w is the one here.
     */
    record Plain() implements GuidanceRule {
        @Override
        public double[] guided(NoiseLevel level, double weight, double[] x, double[] conditional,
                double[] unconditional) {
            double[] result = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                result[i] = conditional[i] + weight * (conditional[i] - unconditional[i]);
            }
            return result;
        }

        @Override
        public OptionalDouble weight(NoiseLevel level, double asked) {
            return OptionalDouble.of(asked);
        }
    }

    /**
     * Guidance field of this rule under a schedule.
     *
     * @param weights w at every noise level
     * @return the term that the rule adds to the drift of the class's own reverse process
     */
    default GuidanceField with(GuidanceSchedule weights) {
        return new GuidanceField.OfRule(this, Objects.requireNonNull(weights, "weights"));
    }
}
