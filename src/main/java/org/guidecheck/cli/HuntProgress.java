package org.guidecheck.cli;

import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.guidecheck.hunt.HuntLog;
import picocli.CommandLine;

/** Says on standard error how a hunt goes: on a terminal each second, in place; else now and then, a line each. */
final class HuntProgress {
    private static final int SECONDS_BETWEEN_LINES = 30;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "progress");
        thread.setDaemon(true);
        return thread;
    });
    private final HuntLog log;
    private final boolean inPlace;

    private final ScheduledFuture<?> ticks;

    private HuntProgress(HuntLog log, boolean inPlace) {
        this.log = log;
        this.inPlace = inPlace;
        int seconds = inPlace ? 1 : SECONDS_BETWEEN_LINES;
        this.ticks = clock.scheduleAtFixedRate(this::show, seconds, seconds, TimeUnit.SECONDS);
    }

    /** Begins. */
    static HuntProgress of(HuntLog log) {
        return new HuntProgress(log, CommandLine.Help.Ansi.AUTO.enabled());
    }

    private void show() {
        HuntLog.Summary now = log.summary();
        String line = now.shrinking()
                ? String.format(Locale.ROOT, "found after %d laws, shrinking for %.0f s, at most %.0f s more", now.laws(),
                        now.shrinkSeconds(), now.secondsLeft())
                : String.format(Locale.ROOT, "%d laws, %.1f/s, best score %.3g, %.0f s left", now.laws(), now.rate(),
                        now.score(), now.secondsLeft());
        System.err.print(inPlace ? "\r\u001b[Kguidecheck: " + line : "guidecheck: " + line + System.lineSeparator());
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
