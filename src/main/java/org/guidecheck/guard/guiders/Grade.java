package org.guidecheck.guard.guiders;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.guidecheck.claim.Resolution;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;

/**
 * Claim that guidance never points away from the class, ⟨g, e⟩ ≥ 0 at every point. The grade of a rule, 1 + 2 inf ⟨g,
 * e⟩/‖g‖², is then at least 1, and the mean reciprocal cannot rise (theory.md, "Guarding a guidance rule").
 *
 * <p>Points can refute the claim and not confirm it; a proof confirms it. A rule that is refuted has lost the guarantee,
 * which is not to say that it raises the mean reciprocal of any law: that is a claim of its own.
 */
final class Grade extends GuiderClaim {
    Grade() {
        super("guider.grade", "guidance never points away from the class: <g, e> >= 0 at every point, which guarantees "
                + "that the mean reciprocal falls", Resolution.ROUNDING);
    }

    @Override
    List<Evidence> evidence(GuiderUnderTest candidate, double alpha) {
        List<LabelledLaw> laws = Stream.concat(GuiderLaws.onLine(candidate.seed()).stream(),
                GuiderLaws.inSpace(candidate.seed()).stream()).toList();
        List<Evidence> evidence = new ArrayList<>();
        for (double scale : candidate.guidingScales()) {
            boolean hasMemory = Dependence.of(candidate, scale).hasMemory();
            evidence.add(atPoints(new EffectiveWeights(candidate, scale, hasMemory, laws), scale));
            OptionalDouble proved = ProvedGrade.of(candidate.guider(), scale);
            proved.ifPresent(grade -> evidence.add(proof(grade, scale)));
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

    private static Evidence atPoints(EffectiveWeights found, double scale) {
        if (found.points() == 0) {
            return Evidence.of(Evidence.Kind.AT_POINTS, name(scale), 0).by("none").decides(new Requirement(
                    "no finite answers at any point", Interval.ALL, Optional.empty()));
        }
        double grade = 1 + 2 * found.leastOfFirst().weight();
        double most = 1 + 2 * found.leastOfFirst().bound();
        boolean guaranteed = !(most < 1);
        Evidence evidence = Evidence.of(Evidence.Kind.AT_POINTS, name(scale), grade)
                .within(Interval.atMost(most))
                .by(found.points() + " points of random laws, in runs with the guider and outside them")
                .decides(Requirement.atLeast(rule(found, guaranteed), 1, 0))
                .with("law", found.leastOfFirst().law())
                .with("least effective weight", weight(found.least()))
                .with("largest effective weight", weight(found.largest()))
                .with("mean reciprocal", guaranteed ? "no point seen where the guarantee fails"
                        : "not guaranteed to fall");
        return (found.words().isEmpty() ? evidence : evidence.with("finding", found.words())).asAttempt();
    }

    private static String name(double scale) {
        return "grade at scale " + LawWords.number(scale);
    }

    private static String rule(EffectiveWeights found, boolean guaranteed) {
        if (guaranteed) {
            return "must be at least 1";
        }
        String where = String.format(Locale.ROOT, "must be at least 1, or the mean reciprocal is not guaranteed to "
                + "fall; <g, e>/|g|^2 = %s at %s", LawWords.number(found.leastOfFirst().weight()),
                found.leastOfFirst().place());
        return found.words().isEmpty() ? where : where + "; the guider " + found.words();
    }

    private static String weight(EffectiveWeights.Extreme extreme) {
        return LawWords.number(extreme.weight()) + " at " + extreme.place();
    }
}
