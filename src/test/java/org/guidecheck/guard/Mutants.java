package org.guidecheck.guard;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.guidecheck.sampler.GuidedSampler;

/**
 * Samplers that are wrong in one line each, to see whether a check tells them from the right ones.
 *
 * <p>Not every fault shows in the law of a point. Some leave it as it is, and say so; of some the points are wrong only
 * beside each other, in the batch or from batch to batch; and some tend to the right law as steps get short, so that it
 * is the order, or a coarse grid, that betrays them.
 */
public final class Mutants {
    private Mutants() {
    }

    /**
     * A sampler with a fault.
     *
     * @param name       what is wrong, after the sampler's name and a slash
     * @param like       name of the built-in sampler that it should be, and that it gives as its own
     * @param sampler    the wrong one
     * @param equalInLaw why the law of its points is the right one all the same; empty if it is not
     */
    public record Mutant(String name, String like, GuidedSampler sampler, Optional<String> equalInLaw) {
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * All of them.
     *
     * @return new samplers at each call, since some keep what they should forget
     */
    public static List<Mutant> all() {
        return Stream.of(GuidanceMutants.all(), DdpmMutants.all(), StreamMutants.all(), NoisyMutants.all(),
                DdimMutants.all(), SecondOrderMutants.all()).flatMap(List::stream).toList();
    }

    /** A fault that changes the law. */
    static Mutant of(String fault, GuidedSampler sampler) {
        return new Mutant(sampler.name() + "/" + fault, sampler.name(), sampler, Optional.empty());
    }

    /** A fault that does not. */
    static Mutant equal(String fault, GuidedSampler sampler, String reason) {
        return new Mutant(sampler.name() + "/" + fault, sampler.name(), sampler, Optional.of(reason));
    }
}
