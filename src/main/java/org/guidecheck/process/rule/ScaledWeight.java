package org.guidecheck.process.rule;

import java.util.List;
import java.util.OptionalDouble;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceRule;

/**
 * A rule whose weight is multiplied by a number first.
 *
 * @param rule   the rule
 * @param factor by which w is multiplied, finite
 */
public record ScaledWeight(GuidanceRule rule, double factor) implements GuidanceRule {
    /** Checks the range; throws {@link IllegalArgumentException}. */
    public ScaledWeight {
        if (!(Math.abs(factor) < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("factor=" + factor + ": must be finite");
        }
    }

    @Override
    public double[] guided(NoiseLevel level, double weight, double[] x, double[] conditional,
            double[] unconditional) {
        return rule.guided(level, factor * weight, x, conditional, unconditional);
    }

    @Override
    public OptionalDouble weight(NoiseLevel level, double asked) {
        return rule.weight(level, factor * asked);
    }

    @Override
    public boolean hasProcess(int dimension) {
        return rule.hasProcess(dimension);
    }

    @Override
    public List<NoiseLevel> jumps() {
        return rule.jumps();
    }
}
