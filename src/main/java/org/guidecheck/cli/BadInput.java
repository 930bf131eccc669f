package org.guidecheck.cli;

import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guidecheck.text.InvalidInputException;

/**
 * Errors in options. The library refuses an argument with a message such as {@code steps=1: must be at least 2}; if the
 * argument is the value of an option, this becomes bad input, {@code --steps=1: must be at least 2}.
 */
final class BadInput {
    private static final Pattern ARGUMENT = Pattern.compile("^[A-Za-z]+(?==)");

    private BadInput() {
    }

    /** The error that an option has a value it must not have. */
    static InvalidInputException option(String option, Object value, String rule) {
        return new InvalidInputException(option + "=" + value, rule);
    }

    /** The result of work whose arguments are the values of options with the same names. */
    static <T> T translate(Supplier<T> work) {
        return translate("--$0", work);
    }

    /** The result of work whose argument is the value of one option, or of one field of a file. */
    static <T> T translate(String name, Supplier<T> work) {
        try {
            return work.get();
        } catch (InvalidInputException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw translated(name, e);
        }
    }

    /** An error of the library, with the name of the argument replaced. */
    static InvalidInputException translated(String name, IllegalArgumentException problem) {
        Matcher argument = ARGUMENT.matcher(String.valueOf(problem.getMessage()));
        InvalidInputException refused = new InvalidInputException("", argument.replaceFirst(name));
        refused.initCause(problem);
        return refused;
    }
}
