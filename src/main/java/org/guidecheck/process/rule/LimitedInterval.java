package org.guidecheck.process.rule;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceRule;

/**
 * Guidance in a limited interval: classifier-free guidance at noise levels within it and the conditional score outside.
 * Kynkäänniemi et al., <i>Applying guidance in a limited interval improves sample and distribution quality in diffusion
 * models</i>, arXiv 2404.07724, equation 5, as published: σ is that of the variance-exploding convention.
 *
 * @param low  lower end in σ = √(τ/t), excluded, at least 0
 * @param high upper end in σ, included, above low; +∞ for no limit
 */
public record LimitedInterval(double low, double high) implements GuidanceRule {
    /** Checks the range; throws {@link IllegalArgumentException}. */
    public LimitedInterval {
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
        return GuidanceRule.plain().guided(level, applied(level, weight), x, conditional, unconditional);
    }

    @Override
    public OptionalDouble weight(NoiseLevel level, double asked) {
        return OptionalDouble.of(applied(level, asked));
    }

    private double applied(NoiseLevel level, double weight) {
        return level.sigma() > low && level.sigma() <= high ? weight : 0;
    }

    @Override
    public List<NoiseLevel> jumps() {
        return Stream.of(low, high).filter(sigma -> sigma > 0 && sigma < Double.POSITIVE_INFINITY)
                .map(sigma -> NoiseLevel.ofLogSnr(-2 * Math.log(sigma))).toList();
    }
}
