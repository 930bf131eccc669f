package org.guidecheck.guider;

import java.util.Optional;
import org.guidecheck.process.GuidanceRule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.process.rule.Perpendicular;

/**
 * Perp-Neg: guidance towards a class and away from another, of which only the part perpendicular to the first counts.
 * Armandpour et al., <i>Re-imagine the negative prompt algorithm</i>, arXiv 2304.04968, section 4: with Δ = s_c − s and
 * Δ_b = s_b − s for the class b to keep away from, the guided score is s + scale (Δ − a Δ_b^⊥), Δ_b^⊥ = Δ_b − ⟨Δ_b,
 * Δ⟩/‖Δ‖² Δ. The paper has several classes to keep away from, each with its factor; here there is one. Without one the
 * rule is classifier-free guidance.
 *
 * @param name name of the guider
 * @param away a, finite and at least 0
 */
record PerpNeg(String name, double away) implements Guider {
    PerpNeg {
        if (!(away >= 0 && away < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("away=" + away + ": must be finite and at least 0");
        }
    }

    @Override
    public Run begin(TimeGrid grid, double scale) {
        Run plain = Guider.of(name, GuidanceRule.plain()).begin(grid, scale);
        return call -> {
            double[] result = plain.guided(call);
            call.negative().ifPresent(negative -> {
                for (int from = 0; from < result.length; from += call.dimension()) {
                    keepAway(result, from, call, negative, scale);
                }
            });
            return result;
        };
    }

    /** Takes the perpendicular part from the guided score of one point. */
    private void keepAway(double[] result, int from, GuidanceCall call, double[] negative, double scale) {
        double[] towards = new double[call.dimension()];
        double[] other = new double[call.dimension()];
        for (int i = 0; i < towards.length; i++) {
            towards[i] = call.conditional()[from + i] - call.unconditional()[from + i];
            other[i] = negative[from + i] - call.unconditional()[from + i];
        }
        double[] across = Perpendicular.of(other, towards);
        for (int i = 0; i < across.length; i++) {
            result[from + i] -= scale * away * across[i];
        }
    }

    @Override
    public boolean isMemoryless() {
        return true;
    }

    /** {@inheritDoc} The rule without a class to keep away from. */
    @Override
    public Optional<GuidanceRule> rule() {
        return Optional.of(GuidanceRule.plain());
    }
}
