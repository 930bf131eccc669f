package org.guidecheck.sampler.pipe;

import java.io.IOException;

/** Violation of the protocol by a program. The message continues the program's name: "sent …", "answered …". */
final class ProtocolFault extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_QUOTE = 80;

    ProtocolFault(String message) {
        super(message);
    }

    /** The beginning of a text in quotation marks, with control characters and line breaks as spaces. */
    static String quote(String text) {
        int[] shown = text.codePoints()
                .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c).toArray();
        String line = new String(shown, 0, shown.length).strip();
        boolean isLong = line.codePointCount(0, line.length()) > LONGEST_QUOTE;
        return "'" + (isLong ? line.substring(0, line.offsetByCodePoints(0, LONGEST_QUOTE)) + "…" : line) + "'";
    }
}
