package org.guidecheck.process.rule;

import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceRule;

/**
 * Rescaled classifier-free guidance: the guided noise prediction, scaled to the standard deviation over coordinates of
 * the conditional one and mixed with the unscaled one by a share φ. Lin et al., <i>Common diffusion noise schedules and
 * sample steps are flawed</i>, arXiv 2305.08891, section 3.4, equations 15 and 16. They rescale the model's output,
 * which is a velocity; libraries rescale noise predictions, as here, or clean points. As a score is a multiple of a noise
 * prediction, scores are scaled here.
 *
 * <p>The deviation is 0 for d = 1 (where the published code divides 0 by 0) and wherever all coordinates of the guided
 * prediction are equal; there nothing is scaled and the rule is classifier-free guidance. For d = 2 such points form a
 * line, near which the factor grows like the inverse distance, so there is no limiting process. For d ≥ 3 paths almost
 * surely miss them.
 *
 * @param share φ, the share of the scaled prediction, in [0, 1]; the paper uses 0.7
 */
public record Rescaled(double share) implements GuidanceRule {
    /** Checks the range; throws {@link IllegalArgumentException}. */
    public Rescaled {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share=" + share + ": must be in [0, 1]");
        }
    }

    @Override
    public double[] guided(NoiseLevel level, double weight, double[] x, double[] conditional,
            double[] unconditional) {
        double[] result = GuidanceRule.plain().guided(level, weight, x, conditional, unconditional);
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
