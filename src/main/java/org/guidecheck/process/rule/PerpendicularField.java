package org.guidecheck.process.rule;

import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.process.GuidanceField;
import org.guidecheck.process.GuidanceSchedule;

/**
 * Field of guidance that also leads away from another class, but only across the direction of its own class:
 * w g − (1 + w) Δ_b^⊥ with Δ_b = s(x|b) − s(x). Armandpour et al., <i>Re-imagine the negative prompt algorithm</i>, arXiv
 * 2304.04968, section 4 (Perp-Neg).
 *
 * @param away    the class b and the rest
 * @param weights w at every noise level
 */
public record PerpendicularField(ClassVersusRest away, GuidanceSchedule weights) implements GuidanceField {
    @Override
    public Evaluator evaluator() {
        BlockPosterior model = new BlockPosterior(away);
        int d = away.dimension();
        double[] difference = new double[d * BlockPosterior.BLOCK];
        return (level, x, count, own, gradient, e) -> {
            model.setLevel(level);
            model.evaluate(x, count);
            model.gradient(difference, count);
            double w = weights.weight(level);
            for (int p = 0; p < count; p++) {
                double[] towards = point(gradient, p, d);
                double[] across = Perpendicular.of(point(difference, p, d), towards);
                for (int i = 0; i < d; i++) {
                    e[i * BlockPosterior.BLOCK + p] = w * towards[i] - (1 + w) * across[i];
                }
            }
        };
    }

    private static double[] point(double[] block, int p, int d) {
        double[] result = new double[d];
        for (int i = 0; i < d; i++) {
            result[i] = block[i * BlockPosterior.BLOCK + p];
        }
        return result;
    }
}
