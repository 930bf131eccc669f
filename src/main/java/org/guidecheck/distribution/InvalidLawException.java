package org.guidecheck.distribution;

/**
 * A law that cannot be: says which field, what its value was, and the rule it broke, in one line.
 */
public final class InvalidLawException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String problem;

    /**
     * A field broke a rule.
     *
     * @param path    the field, as a path such as {@code classes[0].law.covariance}
     * @param problem the rule, in words
     */
    public InvalidLawException(String path, String problem) {
        super(path.isEmpty() ? problem : path + ": " + problem);
        this.path = path;
        this.problem = problem;
    }

    /**
     * A field's value broke a rule.
     *
     * @param path  the field
     * @param value its value
     * @param rule  the rule, in words
     */
    public InvalidLawException(String path, Object value, String rule) {
        this(path, rule + ", but is " + value);
    }

    /**
     * The same problem, seen from an enclosing field.
     *
     * @param outer path of the enclosing field
     * @return the exception with the longer path
     */
    public InvalidLawException within(String outer) {
        String joined = path.isEmpty() || path.startsWith("[") ? outer + path : outer + "." + path;
        InvalidLawException result = new InvalidLawException(joined, problem);
        result.initCause(this);
        return result;
    }
}
