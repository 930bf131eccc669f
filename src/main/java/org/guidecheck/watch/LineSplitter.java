package org.guidecheck.watch;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.guidecheck.text.InvalidInputException;

/** Splits bytes of UTF-8 text, as they come, into lines. Not thread-safe. */
final class LineSplitter {
    private static final int LONGEST = 1 << 20;

    private final ByteArrayOutputStream open = new ByteArrayOutputStream();
    private long bytes;

    /**
     * Takes bytes.
     *
     * @param buffer holds them
     * @param count  how many
     * @param lines  is given each line that they complete, without its end
     * @throws InvalidInputException if a line has more than a MiB
     */
    void accept(byte[] buffer, int count, Consumer<String> lines) {
        int from = 0;
        for (int i = 0; i < count; i++) {
            if (buffer[i] == '\n') {
                bytes += i + 1 - from;
                if (open.size() == 0) {
                    lines.accept(new String(buffer, from, i - from, StandardCharsets.UTF_8));
                } else {
                    open.write(buffer, from, i - from);
                    bytes += open.size() - (i - from);
                    lines.accept(rest());
                }
                from = i + 1;
            }
        }
        open.write(buffer, from, count - from);
        if (open.size() > LONGEST) {
            throw new InvalidInputException("",
                    "a line has more than " + LONGEST + " bytes; must be one sample a line");
        }
    }

    /** {@return number of bytes of the lines given so far, their ends included} */
    long bytes() {
        return bytes;
    }

    /** {@return the line that has no end yet, and forgets it; empty text if there is none} */
    String rest() {
        String line = open.toString(StandardCharsets.UTF_8);
        open.reset();
        return line;
    }
}
