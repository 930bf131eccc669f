package org.guidecheck.text;

import java.util.Locale;

/**
 * Invalid user input. The message is one line: the source it was read from, the path of the field, the rule and the
 * value.
 */
public final class InvalidInputException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_VALUE = 120;

    private final String source;
    private final String path;
    private final String problem;

    /**
     * Reports a problem with a field.
     *
     * @param path    path of the field, such as {@code classes[0].law.covariance}; empty for the whole input
     * @param problem what is wrong, in words
     */
    public InvalidInputException(String path, String problem) {
        this("", path, problem);
    }

    /**
     * Reports a value that breaks a rule, as {@code path: rule, but is value}.
     *
     * @param path  path of the field; empty for the whole input
     * @param value its value; long ones are shortened
     * @param rule  the rule, in words, such as {@code must be above 0}
     */
    public InvalidInputException(String path, Object value, String rule) {
        this(path, rule + ", but is " + shorten(String.valueOf(value)));
    }

    private InvalidInputException(String source, String path, String problem) {
        super(oneLine((source.isEmpty() ? "" : source + ": ") + (path.isEmpty() ? "" : path + ": ") + problem));
        this.source = source;
        this.path = path;
        this.problem = problem;
    }

    /** {@return the path of the field at fault; empty for the whole input} */
    public String path() {
        return path;
    }

    /**
     * {@return the same problem, with the path of an enclosing field put before its own}
     *
     * @param outer path of the enclosing field
     */
    public InvalidInputException within(String outer) {
        String joined = path.isEmpty() || path.startsWith("[") ? outer + path : outer + "." + path;
        InvalidInputException result = new InvalidInputException(source, joined, problem);
        result.initCause(this);
        return result;
    }

    /**
     * {@return the same problem and path, with the source put before the message}
     *
     * @param origin where the input was read from, such as a file's name
     */
    public InvalidInputException from(String origin) {
        InvalidInputException result = new InvalidInputException(origin, path, problem);
        result.initCause(this);
        return result;
    }

    /**
     * Shortens a text for use in a message.
     *
     * @param text any text
     * @return the text; if it is long, its first {@value #LONGEST_VALUE} characters and its length
     */
    public static String shorten(String text) {
        return text.length() <= LONGEST_VALUE
                ? text : text.substring(0, LONGEST_VALUE) + "… (" + text.length() + " characters)";
    }

    /** Escapes control characters and line breaks. */
    private static String oneLine(String text) {
        StringBuilder result = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                result.append(c == '\n' ? "\\n" : c == '\t' ? "\\t" : String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                result.append(c);
            }
        }
        return result.toString();
    }
}
