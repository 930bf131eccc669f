package org.guidecheck.claim.rule;

import java.util.List;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.FieldClaim;
import org.guidecheck.claim.Setting;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.process.GuidanceField;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.rule.Perpendicular;

/**
 * Claim {@code rule.perpendicular}: guidance that also leads away from another class, but only across the direction of
 * its own class (Perp-Neg), lowers the mean reciprocal. With two classes, or on the line, nothing is across.
 */
final class PerpendicularLowersMeanReciprocal extends FieldClaim {
    PerpendicularLowersMeanReciprocal() {
        super(PublishedRules.statement("rule.perpendicular",
                "guidance with a negative class of which only the perpendicular part counts (Perp-Neg) lowers the mean "
                        + "reciprocal",
                "rule of Armandpour et al., arXiv 2304.04968; this project, theory.md, Rules and the cone condition",
                Claim.Status.HOLDS));
    }

    @Override
    protected List<NamedField> fields(Setting setting) {
        int away = setting.process().c() == 0 ? 1 : 0;
        return List.of(new NamedField("perpendicular rule",
                new Field(ClassVersusRest.of(setting.law(), away), setting.guidance())));
    }

    /**
     * Field w g − (1 + w) Δ_b^⊥ with Δ_b = s(x|b) − s(x).
     *
     * @param away    the class b and the rest
     * @param weights w at every noise level
     */
    private record Field(ClassVersusRest away, GuidanceSchedule weights) implements GuidanceField {
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
}
