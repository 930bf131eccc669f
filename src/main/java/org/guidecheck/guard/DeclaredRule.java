package org.guidecheck.guard;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.guidecheck.guider.Guider;
import org.guidecheck.guider.Guiders;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.text.InvalidInputException;

/**
 * Guidance rule that a sampler declares. Guiding two equal predictions must give that prediction, whatever the weight.
 *
 * @param name   name and numbers, such as {@code interval:0.3:5}
 * @param guider the rule, whose scale is 1 + w; empty if it is not known and guidance is not judged
 */
public record DeclaredRule(String name, Optional<Guider> guider) {
    /** Classifier-free guidance with the weight asked for at every level. */
    public static final DeclaredRule CFG = parse("cfg");
    private static final String NONE = "none";

    /**
     * Parses a rule.
     *
     * @param text {@code none}, or a name of {@link Guiders}
     * @return the rule
     * @throws InvalidInputException if there is no such rule
     */
    public static DeclaredRule parse(String text) {
        if (text.equals(NONE)) {
            return new DeclaredRule(NONE, Optional.empty());
        }
        Optional<Guider> guider = Guiders.find(text);
        if (guider.isEmpty()) {
            throw Guiders.unknown(text, List.of(NONE));
        }
        return new DeclaredRule(text, guider);
    }

    /**
     * The weight of the difference of the predictions in a step.
     *
     * @param level noise level at which the step begins
     * @param next  noise level at which it ends
     * @param asked w that the sampler is asked for
     * @return w that it should apply; empty if the rule is not of that form
     */
    OptionalDouble weight(NoiseLevel level, NoiseLevel next, double asked) {
        return guider.map(each -> each.weight(level, next, 1 + asked)).orElse(OptionalDouble.empty());
    }

    /** {@return whether the rule is classifier-free guidance with the weight asked for} */
    public boolean isPlain() {
        return name.equals(CFG.name);
    }

    /** {@return whether the rule is known, so that guidance is judged} */
    public boolean isKnown() {
        return guider.isPresent();
    }

    /** Two rules are equal if their names are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof DeclaredRule that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
