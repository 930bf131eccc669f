package org.guidecheck.hunt;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What another thread computed. */
final class Futures {
    private Futures() {
    }

    /** The value; what the computation threw is thrown here as it was. */
    static <T> T get(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw unchecked(e);
        }
    }

    /** The value, if it comes within some milliseconds. */
    static <T> T get(Future<T> future, long millis) throws InterruptedException, TimeoutException {
        try {
            return future.get(millis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw unchecked(e);
        }
    }

    private static RuntimeException unchecked(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof RuntimeException problem ? problem : new IllegalStateException(e.getCause());
    }
}
