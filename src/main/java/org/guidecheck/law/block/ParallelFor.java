package org.guidecheck.law.block;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Parallel loop over an index, with dynamic scheduling. */
public final class ParallelFor {
    private ParallelFor() {
    }

    /**
     * Runs a task for each index on all processors. Each thread takes the next index when it has finished the one
     * before, so that a late or slow thread does not delay the others, as it would with shares of equal size.
     *
     * @param count number of indices, at least 0
     * @param task  called once with each index from 0 to count − 1, concurrently
     */
    public static void each(int count, IntConsumer task) {
        AtomicInteger next = new AtomicInteger();
        IntStream.range(0, Math.min(count, Runtime.getRuntime().availableProcessors())).parallel().forEach(thread -> {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                task.accept(i);
            }
        });
    }
}
