package org.guidecheck.guard;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.guidecheck.sampler.GuidedSampler;

/**
 * Samplers with one fault each, to test that the claims about samplers refute wrong ones: every {@link Fault} in each
 * sampler that it applies to.
 *
 * <p>Not every fault shows in the law of a point. Some leave that law right, and say so; some make the points of a
 * batch, or of two batches, dependent; and some vanish as steps get short, so that only the order or a coarse grid
 * shows them.
 */
public final class Mutants {
    private Mutants() {
    }

    /**
     * A sampler with a fault.
     *
     * @param name       the sampler's name, a slash and the fault
     * @param like       name of the built-in sampler that it should be, and that it gives as its own
     * @param sampler    the wrong sampler
     * @param expected   what a message must say of the fault
     * @param equalInLaw why its points have the right law all the same; empty if they have not
     */
    record Mutant(String name, String like, GuidedSampler sampler, Expectation expected,
            Optional<String> equalInLaw) {
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * All mutants.
     *
     * @return new samplers at each call, since one of them keeps state from run to run
     */
    static List<Mutant> all() {
        return Stream.of(GuidanceFaults.all(), StepFaults.all(), NoiseFaults.all()).flatMap(List::stream)
                .flatMap(Fault::mutants).toList();
    }

    /** The mutant of this name. */
    public static GuidedSampler named(String name) {
        return all().stream().filter(mutant -> mutant.name().equals(name)).findFirst().orElseThrow().sampler();
    }
}
