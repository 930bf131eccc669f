package org.guidecheck.text;

/** Words of a command line for a POSIX shell. */
public final class ShellText {
    private ShellText() {
    }

    /**
     * A word as a shell reads it back.
     *
     * @param word any text
     * @return the word, in single quotation marks where a shell would take it apart
     */
    public static String quoted(String word) {
        return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
