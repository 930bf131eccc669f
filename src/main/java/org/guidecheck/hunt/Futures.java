package org.guidecheck.hunt;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Results of other threads, with the exceptions that those threw. */
final class Futures {
    private Futures() {
    }

    /** The value; throws what the computation threw. */
    static <T> T get(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw unchecked(e);
        }
    }

    /** The value, if it comes within some milliseconds; throws what the computation threw. */
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
