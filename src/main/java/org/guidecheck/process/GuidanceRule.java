package org.guidecheck.process;

import java.util.List;
import java.util.Objects;
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

    /** {@return classifier-free guidance, s(x|c) + w (s(x|c) − s(x))} */
    static GuidanceRule plain() {
        return new Plain();
    }

    /** Classifier-free guidance, s(x|c) + w (s(x|c) − s(x)): Ho and Salimans, arXiv 2207.12598. */
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
    }

    /**
     * Classifier-free guidance at noise levels within an interval and the conditional score outside it: Kynkäänniemi et
     * al., <i>Applying guidance in a limited interval improves sample and distribution quality</i>, arXiv 2404.07724.
     *
     * @param low  lower end in σ = √(τ/t), excluded, at least 0
     * @param high upper end in σ, included, above low; +∞ for no limit
     */
    record Interval(double low, double high) implements GuidanceRule {
        /** Checks the range; throws {@link IllegalArgumentException}. */
        public Interval {
            if (!(low >= 0)) {
                throw new IllegalArgumentException("low=" + low + ": must be at least 0");
            }
            if (!(high > low)) {
                throw new IllegalArgumentException("high=" + high + ": must be above low=" + low);
            }
        }

        @Override
        public double[] guided(NoiseLevel level, double weight, double[] x, double[] conditional,
                double[] unconditional) {
            boolean inside = level.sigma() > low && level.sigma() <= high;
            return plain().guided(level, inside ? weight : 0, x, conditional, unconditional);
        }

        @Override
        public List<NoiseLevel> jumps() {
            return List.of(low, high).stream().filter(sigma -> sigma > 0 && sigma < Double.POSITIVE_INFINITY)
                    .map(sigma -> NoiseLevel.ofLogSnr(-2 * Math.log(sigma))).toList();
        }
    }

    /**
     * Rescaled classifier-free guidance: the guided noise prediction, scaled to the standard deviation over coordinates
     * of the conditional one and mixed with the unscaled one. Lin et al., <i>Common diffusion noise schedules and
     * sample steps are flawed</i>, arXiv 2305.08891, section 3.4. As a score is a multiple of a noise prediction,
     * scores are scaled here.
     *
     * <p>The deviation is 0 for d = 1 (where the paper's code divides 0 by 0) and wherever all coordinates of the
     * guided prediction are equal; there nothing is scaled and the rule is classifier-free guidance. For d = 2 such
     * points form a line, near which the factor grows like the inverse distance, so there is no limiting process. For d
     * ≥ 3 paths almost surely miss them.
     *
     * @param share φ, the share of the scaled prediction, in [0, 1]; the paper uses 0.7
     */
    record Rescaled(double share) implements GuidanceRule {
        /** Checks the range; throws {@link IllegalArgumentException}. */
        public Rescaled {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("share=" + share + ": must be in [0, 1]");
            }
        }

        @Override
        public double[] guided(NoiseLevel level, double weight, double[] x, double[] conditional,
                double[] unconditional) {
            double[] result = plain().guided(level, weight, x, conditional, unconditional);
            double guided = deviation(result);
            if (!(guided > 0)) {
                return result;
            }
            double factor = share * (deviation(conditional) / guided) + 1 - share;
            for (int i = 0; i < result.length; i++) {
                result[i] *= factor;
            }
            return result;
        }

        @Override
        public boolean hasProcess(int dimension) {
            return dimension != 2 || share == 0;
        }

        private static double deviation(double[] values) {
            double mean = 0;
            for (double value : values) {
                mean += value / values.length;
            }
            double squares = 0;
            for (double value : values) {
                squares += (value - mean) * (value - mean);
            }
            return Math.sqrt(squares);
        }
    }

    /**
     * CFG-Zero*: the unconditional velocity is scaled by s* = ⟨v_c, v_u⟩/‖v_u‖² to fit the conditional one, and the
     * first steps have zero velocity. Fan et al., <i>CFG-Zero*: Improved classifier-free guidance for flow matching
     * models</i>, arXiv 2503.18886. Their velocity is that of a straight path between noise and data; here it is the v
     * of {@link GuidanceRule}. The guided velocity is s* v_u + (1 + w)(v_c − s* v_u). Velocity 0 means the score −x of
     * pure noise.
     *
     * @param zeroAbove noise τ above which the velocity is 0, in [0, 1]; 1 for never
     */
    record CfgZeroStar(double zeroAbove) implements GuidanceRule {
        /** Checks the range; throws {@link IllegalArgumentException}. */
        public CfgZeroStar {
            if (!(zeroAbove >= 0 && zeroAbove <= 1)) {
                throw new IllegalArgumentException("zeroAbove=" + zeroAbove + ": must be in [0, 1]");
            }
        }

        @Override
        public double[] guided(NoiseLevel level, double weight, double[] x, double[] conditional,
                double[] unconditional) {
            double[] result = new double[x.length];
            if (level.noise() > zeroAbove) {
                for (int i = 0; i < x.length; i++) {
                    result[i] = -x[i];
                }
                return result;
            }
            double product = 0;
            double square = 0;
            for (int i = 0; i < x.length; i++) {
                product += (x[i] + conditional[i]) * (x[i] + unconditional[i]);
                square += (x[i] + unconditional[i]) * (x[i] + unconditional[i]);
            }
            // An unconditional velocity of 0 cannot be scaled.
            double scale = square > 0 ? product / square : 1;
            for (int i = 0; i < x.length; i++) {
                double base = scale * (x[i] + unconditional[i]);
                result[i] = base + (1 + weight) * (x[i] + conditional[i] - base) - x[i];
            }
            return result;
        }

        @Override
        public List<NoiseLevel> jumps() {
            return zeroAbove > 0 && zeroAbove < 1 ? List.of(NoiseLevel.ofNoise(zeroAbove)) : List.of();
        }
    }

    /**
     * Adaptive projected guidance without momentum: the difference of the two clean predictions is cut to a length r,
     * and its part along x̂_0(c) is scaled by η. Sadat et al., <i>Eliminating oversaturation and artifacts of high
     * guidance scales in diffusion models</i>, arXiv 2410.02416. In one dimension the whole difference is along
     * x̂_0(c), so the rule scales the weight by η.
     *
     * @param parallel η, finite and at least 0; the paper uses 0
     * @param longest  r, in the units of clean data, above 0; +∞ for no limit
     */
    record Projected(double parallel, double longest) implements GuidanceRule {
        /** Checks the ranges; throws {@link IllegalArgumentException}. */
        public Projected {
            if (!(parallel >= 0 && parallel < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("parallel=" + parallel + ": must be finite and at least 0");
            }
            if (!(longest > 0)) {
                throw new IllegalArgumentException("longest=" + longest + ": must be above 0");
            }
        }

        @Override
        public double[] guided(NoiseLevel level, double weight, double[] x, double[] conditional,
                double[] unconditional) {
            double along = 0;
            double clean = 0;
            double square = 0;
            for (int i = 0; i < x.length; i++) {
                double scaledClean = x[i] + level.noise() * conditional[i];
                double difference = conditional[i] - unconditional[i];
                along += difference * scaledClean;
                clean += scaledClean * scaledClean;
                square += difference * difference;
            }
            // Length of the difference of the clean predictions, τ‖s_c − s‖/√t.
            double length = level.noise() * Math.sqrt(square / level.signal());
            double factor = weight * (length > longest ? longest / length : 1);
            double drop = clean > 0 ? (1 - parallel) * along / clean : 0;
            double[] result = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                double scaledClean = x[i] + level.noise() * conditional[i];
                result[i] = conditional[i] + factor * (conditional[i] - unconditional[i] - drop * scaledClean);
            }
            return result;
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
