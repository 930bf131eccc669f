package org.guidecheck.generator;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCases;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;

/**
 * Values that are drawn as plans.
 *
 * @param draw  draws one
 * @param edges plans that jqwik tries beside those drawn
 * @param <T>   what is built
 */
record PlanArbitrary<T>(Function<Random, Plan<T>> draw, List<? extends Plan<T>> edges) implements Arbitrary<T> {
    @Override
    public RandomGenerator<T> generator(int genSize) {
        return random -> draw.apply(random).shrinkable();
    }

    @Override
    public EdgeCases<T> edgeCases(int maxEdgeCases) {
        return EdgeCases.fromSuppliers(edges.stream().limit(maxEdgeCases)
                .<Supplier<Shrinkable<T>>>map(plan -> plan::shrinkable).toList());
    }
}
