package org.guidecheck.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Notice of progress: says every few seconds what is being computed, for how long, and when it ends at the latest. */
final class Waiting {
    private static final int SECONDS = 5;
    private static final double NANOS = 1e9;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Starts.
     *
     * @param what  what is computed
     * @param limit seconds that it may take
     * @param out   receives the lines
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the notices end with the executor
    Waiting(String what, double limit, PrintStream out) {
        long begin = System.nanoTime();
        clock.scheduleAtFixedRate(() -> out.printf(Locale.ROOT, "guidecheck: %s: %.0f s of at most %.0f s%n", what,
                (System.nanoTime() - begin) / NANOS, limit), SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    /** Ends the notices. */
    void close() {
        clock.shutdownNow();
    }
}
