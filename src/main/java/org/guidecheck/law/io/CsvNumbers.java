package org.guidecheck.law.io;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.guidecheck.text.InvalidInputException;

/**
 * Numbers in the cells of a CSV file.
 *
 * @param decimalComma whether they are written with a decimal comma, as 1,5
 */
record CsvNumbers(boolean decimalComma) {
    private static final Pattern NUMBER = Pattern.compile("[0-9+\\-.eE]+");
    private static final Pattern INFINITE = Pattern.compile("(?i)[+-]?inf(inity)?");
    private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?[0-9]*,[0-9]+([eE][+-]?[0-9]+)?");
    /** Groups of three digits, as in 1,234.5 or 1.234,5 or 1 234 or 1'234. */
    private static final Pattern GROUPED = Pattern.compile(
            "[+-]?[0-9]{1,3}(?:(,[0-9]{3})+\\.[0-9]*|(,[0-9]{3}){2,}|(\\.[0-9]{3})+,[0-9]*|(\\.[0-9]{3}){2,}"
                    + "|([ '_\u2019\u00a0\u2009\u202f][0-9]{3})+([.,][0-9]*)?)");
    /** What programs write for a value that is missing, in lower case. */
    private static final Set<String> MISSING =
            Set.of("", "na", "n/a", "#n/a", "nan", "+nan", "-nan", "null", "none", "nil", "?", "-", ".", "missing");

    private static final String THOUSANDS = "has thousands separators; write numbers without them";

    /** Whether a cell has no value. */
    static boolean isMissing(String cell) {
        return MISSING.contains(cell.toLowerCase(Locale.ROOT));
    }

    /**
     * The number in a cell.
     *
     * @param cell   its text, without spaces around it
     * @param column name of its column, for messages
     * @param line   line number, for messages
     * @return a finite number
     * @throws InvalidInputException saying what is wrong and what to do
     */
    double parse(String cell, String column, int line) {
        String text = decimalComma ? withPoint(cell, column, line) : cell;
        if (NUMBER.matcher(text).matches()) {
            try {
                double result = Double.parseDouble(text);
                if (Double.isFinite(result)) {
                    return result;
                }
                throw notFinite(cell, column, line);
            } catch (NumberFormatException e) {
                InvalidInputException problem = notANumber(cell, column, line);
                problem.initCause(e);
                throw problem;
            }
        }
        throw INFINITE.matcher(text).matches() ? notFinite(cell, column, line) : notANumber(cell, column, line);
    }

    private static String withPoint(String cell, String column, int line) {
        if (cell.indexOf('.') >= 0 && NUMBER.matcher(cell.replace(',', '.')).matches() && !isMissing(cell)) {
            throw refused(cell, column, line, GROUPED.matcher(cell).matches() ? THOUSANDS
                    : "has a decimal point; with --decimal-comma numbers are written as 1,5");
        }
        return cell.replace(',', '.');
    }

    private static InvalidInputException notFinite(String cell, String column, int line) {
        return refused(cell, column, line, "is not a finite number");
    }

    private InvalidInputException notANumber(String cell, String column, int line) {
        if (isMissing(cell)) {
            return new InvalidInputException(place(column, line), "the value is missing"
                    + (cell.isEmpty() ? "" : " ('" + cell + "')")
                    + "; fill it in, remove the row, or leave the column out with --drop");
        }
        if (GROUPED.matcher(cell).matches()) {
            return refused(cell, column, line, THOUSANDS);
        }
        if (!decimalComma && DECIMAL_COMMA.matcher(cell).matches()) {
            return refused(cell, column, line, "is not a number; if this is a decimal comma, give --decimal-comma");
        }
        return refused(cell, column, line,
                "is not a number; leave a column that is no feature out with --drop, or write categories as numbers");
    }

    private static InvalidInputException refused(String cell, String column, int line, String problem) {
        return new InvalidInputException(place(column, line),
                "'" + InvalidInputException.shorten(cell) + "' " + problem);
    }

    static String place(String column, int line) {
        return "line " + line + ", column " + column;
    }
}
