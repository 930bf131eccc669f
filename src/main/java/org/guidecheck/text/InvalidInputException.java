package org.guidecheck.text;

import java.util.Locale;

/** Input that breaks a rule. The message is one line: where it was read, the field, the rule and the value. */
public final class InvalidInputException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_VALUE = 120;

    private final String source;
    private final String path;
    private final String problem;

    /**
     * A field broke a rule.
     *
     * @param path    the field, as a path such as {@code classes[0].law.covariance}
     * @param problem the rule, in words
     */
    public InvalidInputException(String path, String problem) {
        this("", path, problem);
    }

    /**
     * A field's value broke a rule.
     *
     * @param path  the field
     * @param value its value, cut short if it is long
     * @param rule  the rule, in words
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

    /**
     * The field that broke the rule.
     *
     * @return its path, empty if the whole is at fault
     */
    public String path() {
        return path;
    }

    /**
     * The same problem, seen from an enclosing field.
     *
     * @param outer path of the enclosing field
     * @return the exception with the longer path
     */
    public InvalidInputException within(String outer) {
        String joined = path.isEmpty() || path.startsWith("[") ? outer + path : outer + "." + path;
        InvalidInputException result = new InvalidInputException(source, joined, problem);
        result.initCause(this);
        return result;
    }

    /**
     * The same problem, with where it was read from.
     *
     * @param origin a file's name, put before the path
     * @return the exception with the longer message and the same path
     */
    public InvalidInputException from(String origin) {
        InvalidInputException result = new InvalidInputException(origin, path, problem);
        result.initCause(this);
        return result;
    }

    /**
     * The start of a text, where the whole would drown the message.
     *
     * @param text any text
     * @return the text, or its first {@value #LONGEST_VALUE} characters and its length
     */
    public static String shorten(String text) {
        return text.length() <= LONGEST_VALUE
                ? text : text.substring(0, LONGEST_VALUE) + "… (" + text.length() + " characters)";
    }

    /** The text with control characters and line breaks escaped. */
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
