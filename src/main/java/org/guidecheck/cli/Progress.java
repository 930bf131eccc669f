package org.guidecheck.cli;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import picocli.CommandLine;

/** Says on standard error how work goes: on a terminal each second, in place; else now and then, a line each. */
final class Progress {
    private static final int SECONDS_BETWEEN_LINES = 30;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "progress");
        thread.setDaemon(true);
        return thread;
    });
    private final Supplier<String> line;
    private final boolean inPlace;

    private final ScheduledFuture<?> ticks;

    private Progress(Supplier<String> line, boolean inPlace) {
        this.line = line;
        this.inPlace = inPlace;
        int seconds = inPlace ? 1 : SECONDS_BETWEEN_LINES;
        this.ticks = clock.scheduleAtFixedRate(this::show, seconds, seconds, TimeUnit.SECONDS);
    }

    /** Begins. */
    static Progress of(Supplier<String> line) {
        return new Progress(line, CommandLine.Help.Ansi.AUTO.enabled());
    }

    private void show() {
        System.err.print(inPlace ? "\r\u001b[Kguidecheck: " + line.get() : "guidecheck: " + line.get() + System.lineSeparator());
    }

    /** Ends, and leaves the line empty. */
    void end() {
        ticks.cancel(false);
        clock.shutdownNow();
        if (inPlace) {
            System.err.print("\r\u001b[K");
        }
    }
}
