package org.guidecheck.process;

import java.util.List;
import java.util.Objects;
import org.guidecheck.law.NoiseLevel;

/**
 * How a sampler combines the conditional and the unconditional prediction into a guided one. A user implements this
 * interface for a rule of their own.
 *
 * <p>Everything is in scores, of a point x = √t x_0 + √τ z. The other predictions are affine in the score s:
 *
 * <ul>
 *   <li>noise: ε = −√τ s;
 *   <li>clean point: x̂_0 = (x + τ s)/√t;
 *   <li>velocity: v = √t ε − √τ x̂_0 = −√(τ/t) (x + s).
 * </ul>
 *
 * <p>Since ε and v are multiples of s and of x + s, a rule that only uses ratios of them needs no division by τ, and has a
 * value at clean data too.
 */
@FunctionalInterface
public interface GuidanceRule {
    /**
     * The guided score at a point. Must depend on its arguments alone and leave the arrays as they are.
     *
     * @param level         noise level
     * @param weight        w; 0 is the conditional score. What libraries call {@code guidance_scale} is 1 + w
     * @param x             the noised point, d coordinates
     * @param conditional   s(x|c), d coordinates
     * @param unconditional s(x), d coordinates
     * @return the score that the sampler follows, d coordinates
     */
    double[] guided(NoiseLevel level, double weight, double[] x, double[] conditional, double[] unconditional);

    /**
     * Whether short steps of the rule have a limit. A score that grows like the inverse distance from a surface has none:
     * the integral of that over the time which a path spends near the surface grows with the logarithm of the number of steps.
     *
     * @param dimension of the data, d ≥ 1
     * @return whether there is a process to speak of
     */
    default boolean hasProcess(int dimension) {
        return true;
    }

    /**
     * Where the rule jumps, for grids to have a level there.
     *
     * @return noise levels; empty for a rule that is continuous in the noise
     */
    default List<NoiseLevel> jumps() {
        return List.of();
    }

    /**
     * Classifier-free guidance.
     *
     * @return s(x|c) + w (s(x|c) − s(x))
     */
    static GuidanceRule plain() {
        return new Plain();
    }

    /** Classifier-free guidance, s(x|c) + w (s(x|c) − s(x)): Ho and Salimans, arXiv 2207.12598. */
    record Plain() implements GuidanceRule {
        @Override
        public double[] guided(NoiseLevel level, double weight, double[] x, double[] conditional, double[] unconditional) {
            double[] result = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                result[i] = conditional[i] + weight * (conditional[i] - unconditional[i]);
            }
            return result;
        }
    }

    /**
     * Classifier-free guidance within an interval of noise and the conditional score outside: Kynkäänniemi et al.,
     * <i>Applying guidance in a limited interval improves sample and distribution quality</i>, arXiv 2404.07724.
     *
     * @param low  guided where σ = √(τ/t) is above this, at least 0
     * @param high and at most this; +∞ for no limit
     */
    record Interval(double low, double high) implements GuidanceRule {
        /** Checks the order. */
        public Interval {
            if (!(low >= 0)) {
                throw new IllegalArgumentException("low=" + low + ": must be at least 0");
            }
            if (!(high > low)) {
                throw new IllegalArgumentException("high=" + high + ": must be above low=" + low);
            }
        }

        @Override
        public double[] guided(NoiseLevel level, double weight, double[] x, double[] conditional, double[] unconditional) {
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
     * The guided noise prediction scaled so that its standard deviation over coordinates is that of the conditional one,
     * mixed with the unscaled one: Lin et al., <i>Common diffusion noise schedules and sample steps are flawed</i>,
     * arXiv 2305.08891, section 3.4. As a score is a multiple of a noise prediction, scores are scaled.
     *
     * <p>One coordinate has no deviation: for d = 1, where the paper's code divides 0 by 0, and wherever all
     * coordinates of the guided prediction are equal, nothing is scaled and the rule is classifier-free guidance. For d = 2
     * that is a line, near which the factor grows like the inverse distance: there is no process. For more coordinates the
     * set is too thin to be met.
     *
     * @param share φ, the share of the scaled prediction, in [0, 1]; the paper takes 0.7
     */
    record Rescaled(double share) implements GuidanceRule {
        /** Checks the share. */
        public Rescaled {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("share=" + share + ": must be in [0, 1]");
            }
        }

        @Override
        public double[] guided(NoiseLevel level, double weight, double[] x, double[] conditional, double[] unconditional) {
            double[] result = plain().guided(level, weight, x, conditional, unconditional);
            double own = deviation(conditional);
            double guided = deviation(result);
            if (!(guided > 0)) {
                return result;
            }
            double factor = share * (own / guided) + 1 - share;
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
     * CFG-Zero*: the unconditional velocity scaled onto the conditional one, s* = ⟨v_c, v_u⟩/‖v_u‖², and no velocity at
     * all in the first steps: Fan et al., <i>CFG-Zero*: Improved classifier-free guidance for flow matching models</i>,
     * arXiv 2503.18886. Their velocity is that of a straight path between noise and data; here it is v of the noising used
     * throughout. The guided velocity is s* v_u + (1 + w)(v_c − s* v_u); where it is 0 the score is −x, that of pure noise.
     *
     * @param zeroAbove noise τ above which the velocity is 0, in [0, 1]; 1 for nowhere
     */
    record CfgZeroStar(double zeroAbove) implements GuidanceRule {
        /** Checks the threshold. */
        public CfgZeroStar {
            if (!(zeroAbove >= 0 && zeroAbove <= 1)) {
                throw new IllegalArgumentException("zeroAbove=" + zeroAbove + ": must be in [0, 1]");
            }
        }

        @Override
        public double[] guided(NoiseLevel level, double weight, double[] x, double[] conditional, double[] unconditional) {
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
            // Without an unconditional velocity there is nothing to scale.
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
     * Adaptive projected guidance without momentum: the difference of the clean predictions, cut to a length r, with its
     * part along x̂_0(c) scaled by η: Sadat et al., <i>Eliminating oversaturation and artifacts of high guidance
     * scales in diffusion models</i>, arXiv 2410.02416. In one dimension all of the difference is along x̂_0(c), and the
     * rule scales the weight by η.
     *
     * @param parallel η, at least 0; the paper takes 0
     * @param longest  r, in the units of clean data, above 0; +∞ for no limit
     */
    record Projected(double parallel, double longest) implements GuidanceRule {
        /** Checks the numbers. */
        public Projected {
            if (!(parallel >= 0 && parallel < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("parallel=" + parallel + ": must be finite and at least 0");
            }
            if (!(longest > 0)) {
                throw new IllegalArgumentException("longest=" + longest + ": must be above 0");
            }
        }

        @Override
        public double[] guided(NoiseLevel level, double weight, double[] x, double[] conditional, double[] unconditional) {
            double along = 0;
            double clean = 0;
            double length = 0;
            for (int i = 0; i < x.length; i++) {
                double towards = x[i] + level.noise() * conditional[i];
                double difference = conditional[i] - unconditional[i];
                along += difference * towards;
                clean += towards * towards;
                length += difference * difference;
            }
            // τ‖s_c − s‖/√t is the length of the difference of the clean predictions.
            double far = level.noise() * Math.sqrt(length / level.signal());
            double factor = weight * (far > longest ? longest / far : 1);
            double drop = clean > 0 ? (1 - parallel) * along / clean : 0;
            double[] result = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                double towards = x[i] + level.noise() * conditional[i];
                result[i] = conditional[i] + factor * (conditional[i] - unconditional[i] - drop * towards);
            }
            return result;
        }
    }

    /**
     * The rule as a field, for a schedule of weights.
     *
     * @param weights w at every noise level
     * @return what the rule adds to the drift of the class's own reverse process
     */
    default GuidanceField with(GuidanceSchedule weights) {
        return new GuidanceField.OfRule(this, Objects.requireNonNull(weights, "weights"));
    }
}
