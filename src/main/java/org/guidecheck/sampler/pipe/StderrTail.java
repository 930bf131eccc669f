package org.guidecheck.sampler.pipe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Reads a program's standard error to its end, however much there is, and keeps the last of it. */
final class StderrTail {
    private static final int KEPT = 4096;
    private static final int LINES = 3;

    private final byte[] ring = new byte[KEPT];
    private long count;
    private final Thread thread;

    private StderrTail(InputStream errors) {
        this.thread = new Thread(() -> drain(errors), "standard error of a sampler");
        thread.setDaemon(true);
    }

    /** Starts to read. */
    static StderrTail of(InputStream errors) {
        StderrTail tail = new StderrTail(errors);
        tail.thread.start();
        return tail;
    }

    /**
     * The last lines with text, up to three of them on one line.
     *
     * @param patience how long to wait for the stream's end
     * @return the lines joined, empty if there are none
     */
    String lastLines(Duration patience) {
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<String> lines = text().lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    }

    private synchronized String text() {
        int kept = (int) Math.min(count, KEPT);
        byte[] bytes = new byte[kept];
        for (int i = 0; i < kept; i++) {
            bytes[i] = ring[(int) ((count - kept + i) % KEPT)];
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private synchronized void keep(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            ring[(int) (count++ % KEPT)] = bytes[i];
        }
    }

    private void drain(InputStream errors) {
        byte[] chunk = new byte[KEPT];
        try (errors) {
            for (int length = errors.read(chunk); length >= 0; length = errors.read(chunk)) {
                keep(chunk, length);
            }
        } catch (IOException e) {
            // The program was ended while it was being read; what came before is kept.
        }
    }
}
