package org.guidecheck.sampler.pipe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Tail of a program's standard error: reads the stream to its end and keeps its last 4 KiB. */
final class StderrTail {
    private static final int KEPT = 4096;
    private static final int LINES = 3;
    private static final int LONGEST_LINE = 160;

    private final byte[] ring = new byte[KEPT];
    private long count;
    private final Thread thread;

    private StderrTail(InputStream errors) {
        this.thread = new Thread(() -> drain(errors), "standard error of a program");
        thread.setDaemon(true);
    }

    /** Starts reading on a thread of its own. */
    static StderrTail of(InputStream errors) {
        StderrTail tail = new StderrTail(errors);
        tail.thread.start();
        return tail;
    }

    /**
     * The last three lines that are not blank, joined with " | ".
     *
     * @param timeout maximum time to wait for the end of the stream
     * @return the lines, empty if there are none
     */
    String lastLines(Duration timeout) {
        return String.join(" | ", last(LINES, timeout));
    }

    /**
     * The last lines that are not blank, each of at most 160 characters.
     *
     * @param count   number of lines, at least 1
     * @param timeout maximum time to wait for the end of the stream
     * @return at most that many lines
     */
    List<String> last(int count, Duration timeout) {
        try {
            thread.join(timeout.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<String> lines = text().lines().map(StderrTail::shown).filter(line -> !line.isEmpty()).toList();
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }

    /** A line without control characters, and cut if it is long. */
    private static String shown(String line) {
        String text = line.replaceAll("\\p{Cntrl}", " ").strip();
        return text.codePointCount(0, text.length()) <= LONGEST_LINE ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_LINE)) + "…";
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
            // The program was ended while its output was read; the lines up to then are kept.
        }
    }
}
