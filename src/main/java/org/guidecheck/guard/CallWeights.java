package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.guidecheck.guard.identification.Response;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;

/**
 * Guidance weights of the calls of the denoiser, by their factors in the points of a run.
 *
 * @param numbers weight of each call; NaN if the call moves no point
 */
record CallWeights(List<Double> numbers) {
    private static final int MOST_RANGES = 4;
    /** Distance from a jump of a rule, in λ, within which levels in single precision may be on either side. */
    private static final double AT_A_JUMP = 1e-6;

    /** A weight that a known mistake makes of the one asked for. */
    private record Mistake(DoubleUnaryOperator weight, String words) {
    }

    private static final List<Mistake> CAUSES = List.of(
            new Mistake(w -> w - 1, "is w taken for the guidance_scale, which is 1 + w?"),
            new Mistake(w -> w + 1, "is the guidance_scale 1 + w taken for w?"),
            new Mistake(w -> 0, "is guidance not applied?"),
            new Mistake(w -> -w, "is a sign wrong?"),
            new Mistake(w -> -1 - w, "are the conditional and the unconditional prediction exchanged?"),
            new Mistake(w -> w / 2, "is it half of what it should be?"),
            new Mistake(w -> w * w + 2 * w, "is guidance applied twice?"));

    /**
     * The weights of calls whose effect is large enough to know them. A weight is the quotient −U/(C + U) of coefficients
     * with errors δ: its error is at most (w + 1 + w) δ/|C + U|, less than 2 (1 + w) δ/|C + U|.
     *
     * @param response the coefficients
     * @param rounding rounding of a difference of two points
     * @param unit     rounding of a number, relative
     * @param accuracy with which weights are to be known, relative to 1 + |w|
     */
    static CallWeights of(Response response, double rounding, double unit, double accuracy) {
        List<Double> numbers = new ArrayList<>();
        for (int k = 0; k < response.calls(); k++) {
            // Adding 0 turns −0 into 0, as the sign would appear in messages.
            double error = 2 * response.error(k, rounding, unit);
            numbers.add(response.effect(k) * accuracy >= error ? response.weight(k) + 0.0 : Double.NaN);
        }
        return new CallWeights(numbers);
    }

    /** Evidence on the weight that departs most from the one asked for. */
    Evidence evidence(double asked, double tolerance, double resolution) {
        double worst = asked;
        for (double w : numbers) {
            worst = Math.abs(w - asked) > Math.abs(worst - asked) ? w : worst;
        }
        boolean wrong = Math.abs(worst - asked) > tolerance;
        String rule = "must be " + GuidanceSchedule.constant(asked) + " in each call";
        return Evidence
                .of(Evidence.Kind.EXACT, "weight that it behaves as, asked for " + GuidanceSchedule.constant(asked),
                        worst)
                .within(Interval.around(worst, tolerance))
                .by("factors of the two predictions in " + numbers.size() + " calls")
                .decides(
                        Requirement.within(wrong ? rule + "; is " + inWords(tolerance) + cause(asked, tolerance) : rule,
                                Interval.around(asked, 0), resolution));
    }

    /** The weights and their likely cause; empty if all calls have the weight asked for, so far as is known. */
    Optional<String> fault(double asked, double tolerance) {
        return areAll(asked, tolerance) ? Optional.empty()
                : Optional.of("the weight, asked for " + GuidanceSchedule.constant(asked) + ", is " + inWords(tolerance)
                        + cause(asked, tolerance));
    }

    /** The likely cause, where all calls have one weight. */
    private String cause(double asked, double tolerance) {
        return CAUSES.stream().filter(each -> areAll(each.weight().applyAsDouble(asked), tolerance)).findFirst()
                .map(each -> ": " + each.words()).orElse("");
    }

    private boolean areAll(double weight, double tolerance) {
        return numbers.stream().allMatch(w -> Double.isNaN(w) || isSame(w, weight, tolerance));
    }

    /** Evidence on the weights of calls, which nothing is asked of. */
    Evidence reported(double asked, double tolerance) {
        double most = numbers.stream().filter(each -> !each.isNaN()).mapToDouble(each -> each).max().orElse(asked);
        return Evidence.of(Evidence.Kind.EXACT, "weights of calls, reported and not judged, asked for "
                + GuidanceSchedule.constant(asked) + ": " + inWords(tolerance) + "; the largest", most)
                .within(Interval.around(most, tolerance))
                .by("factors of the two predictions in " + numbers.size() + " calls").decides(Requirement.NONE);
    }

    /**
     * Evidence on the weight that departs most from the one that a rule gives its call. A call within rounding of a
     * jump of the rule may have the weight of either side. Levels are those of the calls and the end.
     */
    Evidence evidence(DeclaredRule rule, double asked, List<NoiseLevel> levels, double tolerance, double resolution) {
        double worst = 0;
        String where = "";
        for (int k = 0; k < numbers.size(); k++) {
            double expected = expected(rule, asked, levels.get(k), levels.get(k + 1), numbers.get(k));
            double off = Math.abs(numbers.get(k) - expected);
            if (off > worst) {
                worst = off;
                where = String.format(Locale.ROOT, "; is %.6g in call %d (σ = %.6g), must be %.6g", numbers.get(k),
                        k + 1,
                        levels.get(k).sigma(), expected);
            }
        }
        return Evidence
                .of(Evidence.Kind.EXACT, "largest difference of a call's weight from that of " + rule.name()
                        + ", asked for " + GuidanceSchedule.constant(asked), worst)
                .within(new Interval(Math.max(0, worst - tolerance), worst + tolerance))
                .by("factors of the two predictions in " + numbers.size() + " calls")
                .decides(
                        Requirement.atMost("must be 0 in each call" + (worst > tolerance ? where : ""), 0, resolution));
    }

    /** The weight of the rule, at the level or at one that rounds to it, that comes nearest to the one found. */
    private static double expected(DeclaredRule rule, double asked, NoiseLevel level, NoiseLevel next, double found) {
        double lambda = level.logSnr();
        double best = Double.NaN;
        for (double shift : new double[] {0, -AT_A_JUMP, AT_A_JUMP}) {
            double weight = rule.weight(shift == 0 ? level : NoiseLevel.ofLogSnr(lambda + shift), next, asked)
                    .orElseThrow();
            best = Double.isNaN(best) || Math.abs(found - weight) < Math.abs(found - best) ? weight : best;
        }
        return best;
    }

    /** The weights by ranges of calls, such as "4 in calls 1 to 40, 0 in calls 41 to 50". */
    private String inWords(double tolerance) {
        List<String> ranges = new ArrayList<>();
        int first = 0;
        while (first < numbers.size() && ranges.size() < MOST_RANGES) {
            int last = first;
            while (last + 1 < numbers.size() && isSame(numbers.get(first), numbers.get(last + 1), tolerance)) {
                last++;
            }
            if (!numbers.get(first).isNaN()) {
                ranges.add(String.format(Locale.ROOT, "%.6g in %s", numbers.get(first),
                        first == last ? "call " + (first + 1) : "calls " + (first + 1) + " to " + (last + 1)));
            }
            first = last + 1;
        }
        return String.join(", ", ranges) + (first < numbers.size() ? ", …" : "");
    }

    private static boolean isSame(double one, double other, double tolerance) {
        return Double.isNaN(one) ? Double.isNaN(other) : Math.abs(one - other) <= tolerance;
    }
}
