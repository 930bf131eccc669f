package org.guidecheck.guard;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.guidecheck.guard.Mutants.Mutant;

/**
 * A wrong line and the samplers that it is planted in.
 *
 * @param name       the fault, in a few words with hyphens
 * @param expected   what a message must say of it
 * @param change     replaces one formula of a sampler
 * @param samplers   make the right samplers
 * @param equalInLaw why points keep the right law all the same; empty if they do not
 */
record Fault<S extends PlainSampler>(String name, Expectation expected, Consumer<S> change,
        List<Supplier<? extends S>> samplers,
        Optional<String> equalInLaw) {
    static final Supplier<PlainDdpm> DDPM = PlainDdpm::new;
    static final Supplier<PlainEulerMaruyama> EULER = PlainEulerMaruyama::new;
    static final Supplier<PlainDdim> DDIM = () -> new PlainDdim(0);
    static final Supplier<PlainDdim> HALF_NOISY_DDIM = () -> new PlainDdim(0.5);
    static final Supplier<PlainHeun> HEUN = PlainHeun::new;
    static final Supplier<PlainDpmSolverPlusPlus> SECOND_ORDER = () -> new PlainDpmSolverPlusPlus(2);
    static final Supplier<PlainDpmSolverPlusPlus> THIRD_ORDER = () -> new PlainDpmSolverPlusPlus(3);

    /** A fault that changes the law. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    static <S extends PlainSampler> Fault<S> of(String name, Expectation expected, Consumer<S> change,
            Supplier<? extends S>... samplers) {
        return new Fault<>(name, expected, change, List.of(samplers), Optional.empty());
    }

    /** The same fault, which leaves the law right. */
    Fault<S> equalInLaw(String reason) {
        return new Fault<>(name, expected, change, samplers, Optional.of(reason));
    }

    /** A new sampler with the fault for each of its kinds. */
    Stream<Mutant> mutants() {
        return samplers.stream().map(kind -> {
            S sampler = kind.get();
            change.accept(sampler);
            return new Mutant(sampler.name() + "/" + name, sampler.name(), sampler, expected, equalInLaw);
        });
    }
}
