package org.guidecheck.guard.guiders;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.guidecheck.law.LabelledLaw;

/** Measurements of a guider that several claims use, each made once. For use by one thread. */
final class GuiderCache {
    private final GuiderUnderTest candidate;
    private final Map<Double, Dependence> dependences = new HashMap<>();
    private final Map<Place, EffectiveWeights> weights = new HashMap<>();

    private Boolean cut;

    GuiderCache(GuiderUnderTest candidate) {
        this.candidate = candidate;
    }

    /** A law at a scale. */
    private record Place(double scale, LabelledLaw law) {
    }

    /** {@return the guider, and how to call it} */
    GuiderUnderTest candidate() {
        return candidate;
    }

    /** What the answers at a scale depend on. */
    Dependence dependence(double scale) {
        return dependences.computeIfAbsent(scale, key -> Dependence.of(candidate, key));
    }

    /** Whether clean predictions are cut to a range, in which the rule then expects the data to lie. */
    boolean isCutToRange() {
        if (cut == null) {
            cut = CutToRange.isDoneBy(candidate);
        }
        return cut;
    }

    /** The effective weights at a scale on some laws, at least one, in their order. */
    EffectiveWeights weights(double scale, List<LabelledLaw> laws) {
        boolean hasMemory = dependence(scale).hasMemory();
        return EffectiveWeights.together(laws.stream().map(law -> weights.computeIfAbsent(new Place(scale, law),
                key -> EffectiveWeights.on(law, candidate, scale, hasMemory))).toList());
    }
}
