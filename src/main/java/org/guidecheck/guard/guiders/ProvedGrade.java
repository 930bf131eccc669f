package org.guidecheck.guard.guiders;

import java.util.Optional;
import java.util.OptionalDouble;
import org.guidecheck.guider.Guider;
import org.guidecheck.process.GuidanceRule;
import org.guidecheck.process.rule.LeastWeight;

/** Grades of guiders that theory.md proves, for all laws, points and noise levels. */
final class ProvedGrade {
    private ProvedGrade() {
    }

    /**
     * The grade of a guider, a lower bound of it where that suffices.
     *
     * @param guider the guider
     * @param scale  number that it is given
     * @return empty if nothing is proved
     */
    static OptionalDouble of(Guider guider, double scale) {
        Optional<GuidanceRule> rule = CheckedGuider.applied(guider);
        if (rule.isEmpty()) {
            return OptionalDouble.empty();
        }
        // A guider that takes w itself as its scale has one more, and no smaller a grade.
        OptionalDouble least = LeastWeight.of(rule.get(), scale - 1);
        return least.isPresent() ? OptionalDouble.of(1 + 2 * least.getAsDouble()) : least;
    }
}
