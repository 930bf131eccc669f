package org.guidecheck.law.io;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.guidecheck.text.CsvRows;
import org.guidecheck.text.InvalidInputException;

/** Separators between the fields of a CSV file, and which of them a file uses. */
public final class CsvSeparator {
    /** Rows looked at. */
    private static final int ROWS = 20;
    private static final Map<Character, String> NAMES = new LinkedHashMap<>();

    static {
        NAMES.put(',', "comma");
        NAMES.put(';', "semicolon");
        NAMES.put('\t', "tab");
        NAMES.put('|', "pipe");
        NAMES.put(' ', "space");
    }

    private CsvSeparator() {
    }

    /**
     * {@return the name of a separator, such as semicolon}
     *
     * @param separator one that {@link #named} returns
     */
    public static String name(char separator) {
        return NAMES.get(separator);
    }

    /**
     * Finds a separator.
     *
     * @param text the character itself, its name, or {@code \t}
     * @return the separator; empty if this is none
     */
    public static Optional<Character> named(String text) {
        if (text.equals("\\t")) {
            return Optional.of('\t');
        }
        return NAMES.entrySet().stream().filter(each -> text.equals(each.getKey().toString())
                || text.equalsIgnoreCase(each.getValue())).map(Map.Entry::getKey).findFirst();
    }

    /** {@return the names of all separators, separated by commas} */
    public static String names() {
        return String.join(", ", NAMES.values());
    }

    /**
     * The separator that splits the header and the first rows into equally many fields, and the label's name out of the
     * header. Fields in quotes are kept whole. A space counts only where no other separator does; where none does, it
     * is a comma.
     *
     * @param text  of the file
     * @param label name of the label column
     * @throws InvalidInputException if there are several
     */
    static char of(String text, String label) {
        List<Character> possible = new ArrayList<>();
        List<Character> best = new ArrayList<>();
        for (char each : NAMES.keySet()) {
            if (each == ' ' && !possible.isEmpty()) {
                break;
            }
            List<List<String>> rows = firstRows(text, each);
            if (!rows.isEmpty() && isTable(rows)) {
                possible.add(each);
                if (rows.get(0).contains(label)) {
                    best.add(each);
                }
            }
        }
        List<Character> left = best.isEmpty() ? possible : best;
        if (left.size() > 1) {
            throw new InvalidInputException("", "the separator may be "
                    + left.stream().map(NAMES::get).collect(Collectors.joining(" or "))
                    + "; say which one it is with --separator");
        }
        return left.isEmpty() ? unsure(text, label) : left.get(0);
    }

    /** The separator of a file whose rows do not match: one that finds the label in the header. */
    private static char unsure(String text, String label) {
        return NAMES.keySet().stream().filter(each -> firstRows(text, each).stream().limit(1)
                .anyMatch(header -> header.size() > 1 && header.contains(label))).findFirst().orElse(',');
    }

    private static boolean isTable(List<List<String>> rows) {
        int fields = rows.get(0).size();
        int first = rows.size() == 1 ? fields : rows.get(1).size();
        return fields > 1 && (first == fields || first == fields + 1)
                && rows.stream().skip(1).allMatch(row -> row.size() == first);
    }

    /** The header and the first rows; fewer if they cannot be read with this separator. */
    private static List<List<String>> firstRows(String text, char separator) {
        List<List<String>> result = new ArrayList<>();
        try (CsvRows rows = new CsvRows(text, separator)) {
            for (List<String> row = rows.next(); row != null && result.size() <= ROWS; row = rows.next()) {
                result.add(row);
            }
            return result;
        } catch (InvalidInputException e) {
            // Quotes that do not end where a field ends: these are not its fields, or the file has an error there.
            return result.size() > 1 ? result : List.of();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
