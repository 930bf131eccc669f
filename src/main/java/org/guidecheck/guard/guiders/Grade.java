package org.guidecheck.guard.guiders;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.guidecheck.claim.Resolution;
import org.guidecheck.guard.Unmeasured;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;

/**
 * Claim that guidance points towards the class on the whole: along a run its average effective weight, ∫E⟨g, e⟩ du /
 * ∫E‖g‖² du, is above −½, so that the mean log-probability of the class does not fall. With it stands the grade of the
 * rule, 1 + 2 inf ⟨g, e⟩/‖g‖²: from 1 on the mean reciprocal is guaranteed to fall (theory.md, "Guarding a guidance
 * rule").
 *
 * <p>Points can refute the claim and not confirm it; a proof of the grade confirms it. A grade below 1 has lost the
 * guarantee, which is not to say that the rule raises the mean reciprocal of any law: that is a claim of its own.
 */
final class Grade extends GuiderClaim {
    private static final double LEAST = -0.5;

    Grade() {
        super("guider.grade", "guidance points towards the class on the whole, and whether its grade, the least of "
                + "1 + 2 <g, e>/|g|^2 over all points, guarantees that the mean reciprocal falls", Resolution.ROUNDING);
    }

    @Override
    List<Evidence> evidence(GuiderCache cache, double alpha) {
        GuiderUnderTest candidate = cache.candidate();
        List<LabelledLaw> laws = GuiderLaws.atPoints(candidate);
        List<Evidence> evidence = new ArrayList<>();
        for (double scale : candidate.guidingScales()) {
            EffectiveWeights found = cache.weights(scale, laws);
            evidence.add(alongRuns(found, GuiderLaws.named(candidate), scale));
            List<GradeOnBox> boxes = inBoxes(cache, scale);
            evidence.add(atPoints(found, scale, boxes));
            OptionalDouble proved = ProvedGrade.of(candidate.guider(), scale);
            proved.ifPresent(grade -> evidence.add(proof(grade, scale)));
            boxes.forEach(box -> evidence.add(inBox(box, scale)));
        }
        return evidence;
    }

    /** Evidence of a proof, which holds for all laws. */
    static Evidence proof(double grade, double scale) {
        return Evidence.of(Evidence.Kind.RIGOROUS, "grade at scale " + LawWords.number(scale) + ", proved", grade)
                .within(Interval.atLeast(grade)).by("proof in theory.md, for all laws, points and noise levels")
                .decides(Requirement.atLeast("must be at least 1", 1, 0))
                .with("mean reciprocal", "guaranteed to fall");
    }

    /** Of laws that do not depend on the seed: on some random ones published rules do worse, as the grade says. */
    private static Evidence alongRuns(EffectiveWeights found, List<LabelledLaw> laws, double scale) {
        double least = laws.stream().mapToDouble(found.ofRuns()::get).filter(Double::isFinite).min()
                .orElse(Double.NaN);
        // The first of those that rounding does not tell apart.
        LabelledLaw worst = laws.stream().filter(law -> found.ofRuns().get(law) <= least + EffectiveWeights.ROUNDING)
                .findFirst().orElse(laws.get(0));
        boolean falls = least < LEAST;
        String rule =
                "must be at least -1/2" + (falls ? ", or the mean log-probability of the class falls along the run; "
                        + "it is least on " + LawWords.of(worst)
                        + (found.words().isEmpty() ? cause(found) : "; the guider " + found.words())
                        : "");
        return Evidence.of(Evidence.Kind.AT_POINTS, "average effective weight of a run at scale "
                + LawWords.number(scale), Double.isFinite(least) ? least : 0)
                .within(Double.isFinite(least) ? new Interval(least, least) : Interval.ALL)
                .by("runs with the guider in the loop on several laws").decides(Requirement.atLeast(rule, LEAST, 0))
                .asAttempt();
    }

    /** Grades of a rule without a proof for all laws, each proved on a box of points of a law without a bad point. */
    private static List<GradeOnBox> inBoxes(GuiderCache cache, double scale) {
        GuiderUnderTest candidate = cache.candidate();
        return ProvedGrade.of(candidate.guider(), scale).isPresent() || !GradeOnBox.isKnown(candidate.guider())
                ? List.of()
                : GuiderLaws.inBoxes(candidate, cache.range()).stream()
                        .filter(law -> !(cache.weights(scale, List.of(law)).least().bound() < 0))
                        .flatMap(law -> GradeOnBox.of(law, candidate.guider(), scale - 1).stream()).toList();
    }

    /** Evidence of interval arithmetic: a proof, but of one law and a part of its points. */
    private static Evidence inBox(GradeOnBox box, double scale) {
        return Evidence.of(Evidence.Kind.RIGOROUS, "grade at scale " + LawWords.number(scale) + " in a box, "
                + LawWords.of(box.law()), 1 + 2 * box.least().upper())
                .within(new Interval(1 + 2 * box.least().lower(), 1 + 2 * box.least().upper()))
                .by("branch and bound with interval arithmetic, " + box.boxes() + " boxes").decides(Requirement.NONE)
                .saying(box.words()).with("law", LawWords.whole(box.law())).asAttempt();
    }

    /** The likely cause of guidance that points away along a run. */
    private static String cause(EffectiveWeights found) {
        return found.largest().bound() > 0
                ? "; at other points it points towards it: is guidance added to the "
                        + "unconditional prediction, is the answer clipped, or does a cap, a sum that grows or an old "
                        + "difference turn it?"
                : ": is a sign wrong, or are the two predictions swapped?";
    }

    private static Evidence atPoints(EffectiveWeights found, double scale, List<GradeOnBox> boxes) {
        if (found.points() == 0) {
            return Evidence.of(Evidence.Kind.AT_POINTS, name(scale), 0).by("none")
                    .decides(Unmeasured.because("no finite answers at any point"));
        }
        double grade = 1 + 2 * found.leastOfFirst().weight();
        double most = 1 + 2 * found.leastOfFirst().bound();
        boolean mayBeGuaranteed = !(most < 1);
        String words = mayBeGuaranteed
                ? String.format(Locale.ROOT,
                        "grade at most %s at scale %s: not seen to fail at %d points to guarantee that "
                                + "the mean reciprocal falls%s",
                        LawWords.number(grade), LawWords.number(scale), found.points(), ifEverywhere(found))
                : String.format(Locale.ROOT, "grade at most %s at scale %s: a fall of the mean reciprocal is not "
                        + "guaranteed; <g, e>/|g|^2 = %s at %s", LawWords.number(grade), LawWords.number(scale),
                        LawWords.number(found.leastOfFirst().weight()), found.leastOfFirst().place());
        Evidence evidence = Evidence.of(Evidence.Kind.AT_POINTS, name(scale), grade)
                .within(Interval.atMost(most))
                .by(found.points() + " points of random laws, in runs with the guider and outside them")
                .decides(Requirement.NONE)
                .saying(words + boxes.stream().map(box -> "; " + box.words()).collect(Collectors.joining()))
                .with("law", found.leastOfFirst().law())
                .with("least effective weight", weight(found.least()))
                .with("largest effective weight", weight(found.largest()))
                .with("mean reciprocal", mayBeGuaranteed
                        ? "no point seen where the guarantee fails"
                        : "not guaranteed to fall");
        return (found.words().isEmpty() ? evidence : evidence.with("finding", found.words())).asAttempt();
    }

    /** The grade of a rule that acts with one weight at every point, in words. */
    private static String ifEverywhere(EffectiveWeights found) {
        return found.areEqual() ? String.format(Locale.ROOT, "; from %.7g to %.7g if it acts everywhere with one "
                + "weight, as it does at all of them", 1 + 2 * found.largest().bound(), 1 + 2 * found.least().bound())
                : "";
    }

    private static String name(double scale) {
        return "grade at scale " + LawWords.number(scale);
    }

    private static String weight(EffectiveWeights.Extreme extreme) {
        return LawWords.number(extreme.weight()) + " at " + extreme.place();
    }
}
