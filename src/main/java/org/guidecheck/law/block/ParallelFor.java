package org.guidecheck.law.block;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Work in numbered pieces. */
public final class ParallelFor {
    private ParallelFor() {
    }

    /**
     * Does all pieces on the processors there are. Each takes the next piece when it is done with the one before, so that one
     * that comes late or is slow does not keep the others waiting, as shares of equal size would.
     *
     * @param count how many, at least 0
     * @param piece does the piece with this index, from 0; at the same time as others
     */
    public static void each(int count, IntConsumer piece) {
        AtomicInteger next = new AtomicInteger();
        IntStream.range(0, Math.min(count, Runtime.getRuntime().availableProcessors())).parallel().forEach(processor -> {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                piece.accept(i);
            }
        });
    }
}
