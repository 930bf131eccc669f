package org.guidecheck.process.rule;

import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceRule;

/**
 * Power-law guidance: the weight grows or falls with the length of the difference of the scores, s(x|c) + w ‖g‖^α g with
 * g = s(x|c) − s(x). Pavasovic et al., <i>Classifier-free guidance: from high-dimensional analysis to generalized
 * guidance forms</i>, arXiv 2502.07849, "power-law CFG". The length is that of scores of the variance-preserving process,
 * as in the paper's theory; its experiments measure the length of the network's own outputs.
 *
 * @param exponent α, finite and above −1; 0 is classifier-free guidance
 */
public record PowerLaw(double exponent) implements GuidanceRule {
    /** Checks the range; throws {@link IllegalArgumentException}. */
    public PowerLaw {
        if (!(exponent > -1 && exponent < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("exponent=" + exponent + ": must be finite and above -1");
        }
    }

    @Override
    public double[] guided(NoiseLevel level, double weight, double[] x, double[] conditional,
            double[] unconditional) {
        double length = 0;
        for (int i = 0; i < x.length; i++) {
            length = Math.hypot(length, conditional[i] - unconditional[i]);
        }
        double applied = length > 0 ? weight * Math.pow(length, exponent) : 0;
        return GuidanceRule.plain().guided(level, applied, x, conditional, unconditional);
    }
}
