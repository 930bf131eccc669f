package org.guidecheck.process.rule;

import java.util.OptionalDouble;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceRule;

/**
 * Classifier-free guidance with a weight of at most a number.
 *
 * @param most the largest w, at least 0
 */
public record LimitedWeight(double most) implements GuidanceRule {
    /** Checks the range; throws {@link IllegalArgumentException}. */
    public LimitedWeight {
        if (!(most >= 0)) {
            throw new IllegalArgumentException("most=" + most + ": must be at least 0");
        }
    }

    @Override
    public double[] guided(NoiseLevel level, double weight, double[] x, double[] conditional,
            double[] unconditional) {
        return GuidanceRule.plain().guided(level, Math.min(weight, most), x, conditional, unconditional);
    }

    @Override
    public OptionalDouble weight(NoiseLevel level, double asked) {
        return OptionalDouble.of(Math.min(asked, most));
    }
}
