package org.guidecheck.process.rule;

import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.process.GuidanceField;
import org.guidecheck.process.GuidanceSchedule;

/**
 * Field of autoguidance: a worse model of the class takes the place of the unconditional one, e = w (s(x|c) −
 * s_worse(x|c)). Karras et al., <i>Guiding a diffusion model with a bad version of itself</i>, arXiv 2406.02507, equation
 * 4. Their worse model is a smaller network, trained for a shorter time; here it is exact for the class's data with more
 * noise: normal noise of deviation δ is added before the process begins.
 *
 * @param sides   the class and the rest
 * @param noise   δ, in the units of clean data, above 0 and finite
 * @param weights w at every noise level
 */
public record Autoguidance(ClassVersusRest sides, double noise, GuidanceSchedule weights) implements GuidanceField {
    /** Checks the range; throws {@link IllegalArgumentException}. */
    public Autoguidance {
        if (!(noise > 0 && noise < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("noise=" + noise + ": must be finite and above 0");
        }
    }

    @Override
    public Evaluator evaluator() {
        BlockPosterior model = new BlockPosterior(sides);
        double[] scaled = new double[sides.dimension() * BlockPosterior.BLOCK];
        return (level, x, count, own, gradient, e) -> {
            // Noise of deviation δ more is a noisier level, at which points are smaller by a factor.
            double sigma = Math.hypot(level.sigma(), noise);
            double factor = 1 / Math.sqrt(1 + level.signal() * noise * noise);
            for (int i = 0; i < x.length; i++) {
                scaled[i] = factor * x[i];
            }
            model.setLevel(NoiseLevel.ofLogSnr(-2 * Math.log(sigma)));
            model.evaluate(scaled, count);
            double w = weights.weight(level);
            for (int row = 0; row < x.length; row += BlockPosterior.BLOCK) {
                for (int at = row; at < row + count; at++) {
                    e[at] = w * (own[at] - factor * model.ownScore()[at]);
                }
            }
        };
    }
}
