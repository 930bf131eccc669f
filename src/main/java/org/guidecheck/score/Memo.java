package org.guidecheck.score;

import java.util.function.Supplier;

/**
 * Value that is computed when it is first needed, once for all threads.
 *
 * @param <T> its type
 */
final class Memo<T> {
    private final Supplier<T> work;
    private T value;

    Memo(Supplier<T> work) {
        this.work = work;
    }

    synchronized T get() {
        if (value == null) {
            value = work.get();
        }
        return value;
    }
}
