package org.guidecheck.guard.guiders;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleBiFunction;
import org.guidecheck.guider.Guider;
import org.guidecheck.process.GuidanceRule;
import org.guidecheck.process.rule.CfgZeroStar;
import org.guidecheck.process.rule.LimitedInterval;
import org.guidecheck.process.rule.LimitedWeight;
import org.guidecheck.process.rule.PowerLaw;
import org.guidecheck.process.rule.Projected;

/**
 * Grades that theory.md proves, for all laws, points and noise levels. They are for rules of this project alone: of a
 * rule of somebody else, no number of points is a proof.
 */
final class ProvedGrade {
    private static final List<Proof<?>> PROVED = List.of(
            new Proof<>(GuidanceRule.Plain.class, (rule, w) -> w),
            new Proof<>(LimitedInterval.class,
                    (rule, w) -> rule.low() == 0 && rule.high() == Double.POSITIVE_INFINITY ? w : 0),
            new Proof<>(LimitedWeight.class, (rule, w) -> Math.min(w, rule.most())),
            new Proof<>(Projected.class,
                    (rule, w) -> rule.longest() < Double.POSITIVE_INFINITY ? 0 : w * Math.min(1, rule.parallel())),
            new Proof<>(PowerLaw.class, (rule, w) -> rule.exponent() == 0 ? w : 0),
            new Proof<>(CfgZeroStar.class, (rule, w) -> rule.zeroAbove() == 1 ? 0 : Double.NaN));

    private ProvedGrade() {
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
     * The grade of a guider, a lower bound of it where that suffices.
     *
     * @param guider the guider
     * @param scale  number that it is given
     * @return empty if nothing is proved
     */
    static OptionalDouble of(Guider guider, double scale) {
        // A guider that takes w itself as its scale has one more, and no smaller a grade.
        double weight = scale - 1;
        Optional<GuidanceRule> rule = CheckedGuider.applied(guider);
        if (!(weight >= 0) || rule.isEmpty()) {
            return OptionalDouble.empty();
        }
        GuidanceRule its = rule.get();
        return PROVED.stream().filter(each -> each.rule().isInstance(its)).findFirst()
                .map(each -> each.least(its, weight)).filter(least -> !least.isNaN())
                .map(least -> OptionalDouble.of(1 + 2 * least)).orElse(OptionalDouble.empty());
    }
}
