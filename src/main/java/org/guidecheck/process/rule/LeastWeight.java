package org.guidecheck.process.rule;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleBiFunction;
import org.guidecheck.process.GuidanceRule;

/**
 * Least effective weights ⟨g, e⟩/‖g‖² of guidance rules that theory.md proves, for all laws, points and noise levels. They
 * are for rules of this project alone: of a rule of somebody else, no number of points is a proof.
 */
public final class LeastWeight {
    private static final List<Proof<?>> PROVED = List.of(
            new Proof<>(GuidanceRule.Plain.class, (rule, w) -> w),
            new Proof<>(LimitedInterval.class,
                    (rule, w) -> rule.low() == 0 && rule.high() == Double.POSITIVE_INFINITY ? w : 0),
            new Proof<>(LimitedWeight.class, (rule, w) -> Math.min(w, rule.most())),
            new Proof<>(Projected.class,
                    (rule, w) -> rule.longest() < Double.POSITIVE_INFINITY ? 0 : w * Math.min(1, rule.parallel())),
            new Proof<>(PowerLaw.class, (rule, w) -> rule.exponent() == 0 ? w : 0),
            new Proof<>(CfgZeroStar.class, (rule, w) -> rule.zeroAbove() == 1 ? 0 : Double.NaN),
            new Proof<>(ScaledWeight.class, (rule, w) -> of(rule.rule(), rule.factor() * w).orElse(Double.NaN)));

    private LeastWeight() {
    }

    /**
     * Proved lower bound of the effective weights of a kind of rules.
     *
     * @param <R>   kind of rules
     * @param rule  their class, final
     * @param bound the bound for a rule and w ≥ 0; NaN if there is none
     */
    private record Proof<R extends GuidanceRule>(Class<R> rule, ToDoubleBiFunction<R, Double> bound) {
        double least(GuidanceRule its, double weight) {
            return bound.applyAsDouble(rule.cast(its), weight);
        }
    }

    /**
     * A number that no effective weight of a rule is below.
     *
     * @param rule   the rule
     * @param weight w that it is given at every noise level, or the least w of a schedule
     * @return the bound, at least 0; empty if nothing is proved, as for w below 0
     */
    public static OptionalDouble of(GuidanceRule rule, double weight) {
        if (!(weight >= 0)) {
            return OptionalDouble.empty();
        }
        return PROVED.stream().filter(each -> each.rule().isInstance(rule))
                .mapToDouble(each -> each.least(rule, weight))
                .filter(least -> !Double.isNaN(least)).findFirst();
    }
}
