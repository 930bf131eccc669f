package org.guidecheck.watch;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/** Splits bytes of UTF-8 text, as they come, into lines. Of one that is too long it keeps no more. Not thread-safe. */
final class LineSplitter {
    /** Largest number of bytes of a line, without its end. */
    static final int LONGEST = 1 << 20;

    private final ByteArrayOutputStream open = new ByteArrayOutputStream();
    private long openBytes;
    private long bytes;

    /**
     * Takes bytes.
     *
     * @param buffer holds them
     * @param count  how many
     * @param lines  is given each line that they complete, without its end; empty for one that is too long
     */
    void accept(byte[] buffer, int count, Consumer<Optional<String>> lines) {
        int from = 0;
        for (int i = 0; i < count; i++) {
            if (buffer[i] == '\n') {
                extend(buffer, from, i - from);
                bytes += openBytes + 1;
                lines.accept(line());
                from = i + 1;
            }
        }
        extend(buffer, from, count - from);
    }

    private void extend(byte[] buffer, int from, int count) {
        openBytes += count;
        if (openBytes <= LONGEST) {
            open.write(buffer, from, count);
        }
    }

    private Optional<String> line() {
        Optional<String> line =
                openBytes > LONGEST ? Optional.empty() : Optional.of(open.toString(StandardCharsets.UTF_8));
        open.reset();
        openBytes = 0;
        return line;
    }

    /** {@return number of bytes of the lines given so far, their ends included} */
    long bytes() {
        return bytes;
    }

    /**
     * Ends the text.
     *
     * @param lines is given the last line if it has no end, as by {@link #accept}
     */
    void end(Consumer<Optional<String>> lines) {
        if (openBytes > 0) {
            lines.accept(line());
        }
    }
}
