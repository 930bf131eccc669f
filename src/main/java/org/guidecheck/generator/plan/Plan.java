package org.guidecheck.generator.plan;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/**
 * Whole numbers from which a value is built.
 *
 * @param <T> what is built
 */
interface Plan<T> {

    /** The value. */
    T build();

    /** Plans one change away, each of a smaller distance. */
    List<? extends Plan<T>> simpler();

    /** How far the plan is from the simplest. */
    ShrinkingDistance distance();

    /** The value with its shrinking. */
    default Shrinkable<T> shrinkable() {
        return new OfPlan<>(this, distance());
    }

    /**
     * A plan in jqwik's terms.
     *
     * @param plan     the plan
     * @param distance its distance, which sorting asks for again and again
     */
    record OfPlan<T>(Plan<T> plan, ShrinkingDistance distance) implements Shrinkable<T> {
        @Override
        public T value() {
            return plan.build();
        }

        @Override
        public Stream<Shrinkable<T>> shrink() {
            return plan.simpler().stream().map(Plan::shrinkable);
        }
    }
}
