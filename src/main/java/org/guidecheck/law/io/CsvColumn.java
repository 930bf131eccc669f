package org.guidecheck.law.io;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.guidecheck.text.InvalidInputException;

/**
 * Column of a CSV file that may be a feature, or else only numbers or names the rows, which its values decide. Mutable.
 */
final class CsvColumn {
    /** Rows from which a column that counts them is taken for their index, whatever its name. */
    private static final int LEAST_COUNT = 10;
    private static final Pattern INDEX_NAME =
            Pattern.compile(
                    "(row|sample|case|record)?[ _.-]?(id|index|idx|no|nr|number|name|names)|row|unnamed: ?\\d+");
    private static final Pattern WHOLE = Pattern.compile("[0-9]+");

    private final String name;
    private final int at;
    private final boolean isChosen;
    private final boolean hasIndexName;
    /** Values so far of a column with the name of an index. */
    private final Set<String> values = new HashSet<>();
    private boolean countsFromZero = true;
    private boolean countsFromOne = true;
    private boolean isBlank = true;
    private boolean isWhole = true;
    private boolean isText = true;
    private boolean isDistinct = true;
    private InvalidInputException problem;

    /**
     * Creates a column.
     *
     * @param name     from the header; may be empty
     * @param at       its place among the fields of a row, from 0
     * @param isChosen whether the user asked for it by its name
     */
    CsvColumn(String name, int at, boolean isChosen) {
        this.name = name;
        this.at = at;
        this.isChosen = isChosen;
        hasIndexName = !isChosen && INDEX_NAME.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }

    String name() {
        return name;
    }

    int at() {
        return at;
    }

    /**
     * Reads the next cell.
     *
     * @param cell    its text
     * @param row     number of rows before it
     * @param line    line number, for messages
     * @param numbers how numbers are written
     * @return its number; NaN if it has none and the column may turn out to be no feature
     * @throws InvalidInputException if it must have a number and has none
     */
    double take(String cell, int row, int line, CsvNumbers numbers) {
        countsFromZero = countsFromZero && cell.equals(Integer.toString(row));
        countsFromOne = countsFromOne && cell.equals(Integer.toString(row + 1));
        if (!name.isEmpty() && !hasIndexName) {
            return numbers.parse(cell, name, line);
        }
        isBlank = isBlank && cell.isEmpty();
        boolean whole = WHOLE.matcher(cell).matches();
        isWhole = isWhole && whole;
        isDistinct = isDistinct && values.add(cell);
        try {
            double number = numbers.parse(cell, name.isEmpty() ? Integer.toString(at + 1) : name, line);
            isText = false;
            return number;
        } catch (InvalidInputException e) {
            problem = problem == null ? e : problem;
            return Double.NaN;
        }
    }

    /**
     * Whether the column is a feature, after all rows.
     *
     * @param rows number of rows
     * @return why it is left out; empty if it is a feature
     * @throws InvalidInputException if it must be a feature and has cells without numbers, or has values but no name
     */
    Optional<String> whyLeftOut(int rows) {
        if (isChosen) {
            return Optional.empty();
        }
        boolean counts = countsFromZero || countsFromOne;
        if (name.isEmpty()) {
            if (isBlank) {
                return Optional.of("column " + (at + 1) + " is left out: it has no name and no values");
            }
            if (counts || at == 0) {
                return Optional.of("column " + (at + 1) + " is left out, for it has no name and "
                        + (counts ? "counts" : "seems to name") + " the rows; to keep it, give it a name");
            }
            throw new InvalidInputException("column " + (at + 1), "has values but no name; name it in the header");
        }
        boolean names = hasIndexName && isDistinct && rows > 1 && (isWhole || isText);
        if (names || (counts && (hasIndexName || rows >= LEAST_COUNT))) {
            return Optional.of("column " + name + " is left out, for it " + (counts ? "counts" : "seems to number")
                    + " the rows; to keep it, name it with the other features in --columns");
        }
        if (problem != null) {
            throw problem;
        }
        return Optional.empty();
    }

    /** A line that says that a column with the name of an index is a feature; empty if the name is another. */
    Optional<String> remark() {
        return hasIndexName ? Optional.of("column " + name + " is taken as a feature, for its values do not number the "
                + "rows; leave it out with --drop if it is none") : Optional.empty();
    }
}
