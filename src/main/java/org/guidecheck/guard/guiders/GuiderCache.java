package org.guidecheck.guard.guiders;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.sampler.Streams;

/** Measurements of a guider that several claims use, each made once. For use by one thread. */
final class GuiderCache {
    private final GuiderUnderTest candidate;
    private final Map<Double, Dependence> dependences = new HashMap<>();
    private final Map<Place, EffectiveWeights> weights = new HashMap<>();
    private OptionalDouble range;
    private Precision precision;

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

    /** The precision in which the guider computes at the first of its scales. */
    Precision precision() {
        if (precision == null) {
            precision = Precision.of(candidate.guider(), candidate.scales().get(0),
                    new Streams(candidate.seed()).derived("precision"));
        }
        return precision;
    }

    /** End B of the range to which clean predictions are cut, in which the rule expects the data to lie; empty if none. */
    OptionalDouble range() {
        if (range == null) {
            range = CutToRange.rangeOf(candidate);
        }
        return range;
    }

    /** The effective weights at a scale on some laws, at least one, in their order. */
    EffectiveWeights weights(double scale, List<LabelledLaw> laws) {
        boolean hasMemory = dependence(scale).hasMemory();
        return EffectiveWeights.together(laws.stream().map(law -> weights.computeIfAbsent(new Place(scale, law),
                key -> EffectiveWeights.on(law, candidate, scale, hasMemory))).toList());
    }
}
