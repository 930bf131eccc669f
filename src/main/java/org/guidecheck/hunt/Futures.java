package org.guidecheck.hunt;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** What another thread computed. */
final class Futures {
    private Futures() {
    }

    /** The value; what the computation threw is thrown here as it was. */
    static <T> T get(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
