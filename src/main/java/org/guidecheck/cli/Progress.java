package org.guidecheck.cli;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import picocli.CommandLine;

/** Progress display on standard error: a bar on a terminal, updated each second; else a line every 30 seconds. */
final class Progress {
    private static final int SECONDS_BETWEEN_LINES = 30;
    private static final int BAR = 20;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "progress");
        thread.setDaemon(true);
        return thread;
    });
    private final Supplier<String> line;
    private final DoubleSupplier share;
    private final boolean inPlace;

    private final ScheduledFuture<?> ticks;

    private Progress(Supplier<String> line, DoubleSupplier share, boolean inPlace) {
        this.line = line;
        this.share = share;
        this.inPlace = inPlace;
        int seconds = inPlace ? 1 : SECONDS_BETWEEN_LINES;
        this.ticks = clock.scheduleAtFixedRate(this::show, seconds, seconds, TimeUnit.SECONDS);
    }

    /**
     * Begins to show progress.
     *
     * @param line  text to show
     * @param share share of the work that is done, in [0, 1]
     */
    static Progress of(Supplier<String> line, DoubleSupplier share) {
        return new Progress(line, share, CommandLine.Help.Ansi.AUTO.enabled());
    }

    private void show() {
        System.err.print(inPlace ? "\r\u001b[K" + bar(share.getAsDouble()) + " " + line.get()
                : "guidecheck: " + line.get() + System.lineSeparator());
    }

    static String bar(double share) {
        int full = (int) Math.round(BAR * Math.max(0, Math.min(1, share)));
        return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "]";
    }

    /** Ends the display and clears its line. */
    void end() {
        ticks.cancel(false);
        clock.shutdownNow();
        if (inPlace) {
            System.err.print("\r\u001b[K");
        }
    }
}
