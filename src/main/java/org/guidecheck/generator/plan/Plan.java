package org.guidecheck.generator.plan;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/**
 * Plan of a value: whole numbers from which it is built, with the simpler plans to shrink to.
 *
 * @param <T> type of the value
 */
interface Plan<T> {

    /** Builds the value. */
    T build();

    /** Plans one change away, each with a smaller distance. */
    List<? extends Plan<T>> simpler();

    /** Distance from the simplest plan. */
    ShrinkingDistance distance();

    /** The value as a jqwik shrinkable. */
    default Shrinkable<T> shrinkable() {
        return new OfPlan<>(this, distance());
    }

    /**
     * Adapter of a plan to jqwik.
     *
     * @param plan     the plan
     * @param distance its distance, stored because sorting asks for it repeatedly
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
