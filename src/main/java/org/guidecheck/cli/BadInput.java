package org.guidecheck.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guidecheck.text.InvalidInputException;

/**
 * Errors in options. The library refuses an argument with a message such as {@code steps=1: must be at least 2}; if the
 * argument is the value of an option, this becomes bad input, {@code --steps=1: must be at least 2}.
 */
final class BadInput {
    private static final Pattern NOT_OF_TYPE = Pattern.compile(
            "Invalid value for option '([^' ]+)'(?: \\([^)]*\\))?(?: at index \\d+ \\([^)]*\\))?: '(.*)' is not an? (\\w+)");
    private static final Map<String, String> RULES = Map.of("int", "must be a whole number of at most 2147483647",
            "long", "must be a whole number of at most 9223372036854775807", "double", "must be a number",
            "boolean", "must be true or false");
    private static final Pattern ARGUMENT = Pattern.compile("^[A-Za-z]+(?==)");

    private BadInput() {
    }

    /** The error that an option has a value it must not have. */
    static InvalidInputException option(String option, Object value, String rule) {
        return new InvalidInputException(option + "=" + value, rule);
    }

    /** A message of the option parser, in the wording of this program. */
    static String wording(String message) {
        Matcher typed = NOT_OF_TYPE.matcher(message);
        return typed.matches() && RULES.containsKey(typed.group(3))
                ? option(typed.group(1), typed.group(2), RULES.get(typed.group(3))).getMessage() : message;
    }

    /** Throws if a file that an option names cannot be written, as far as this is known before. */
    static void requireWritable(String option, Path file) {
        if (file == null) {
            return;
        }
        if (Files.isDirectory(file)) {
            throw option(option, file, "must be a file, but is a folder");
        }
        for (Path folder = file.toAbsolutePath().getParent(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder)) {
                if (!Files.isWritable(folder)) {
                    throw option(option, file, "cannot be written, for the folder " + folder + " is not writable");
                }
                return;
            }
            if (Files.exists(folder)) {
                throw option(option, file, "cannot be written, for " + folder + " is a file, not a folder");
            }
        }
    }

    /** Throws if an option names a folder that is a file, or that cannot be made. */
    static void requireFolder(String option, Path folder) {
        if (folder == null) {
            return;
        }
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw option(option, folder, "must be a folder, but is a file");
        }
        requireWritable(option, folder.resolve("results.json"));
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
