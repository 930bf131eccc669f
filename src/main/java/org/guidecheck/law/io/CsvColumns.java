package org.guidecheck.law.io;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.guidecheck.law.Law;
import org.guidecheck.text.InvalidInputException;
import org.guidecheck.text.Suggestions;

/**
 * Columns of a CSV file: the label, and those that may be features.
 *
 * @param fields   number of fields of a row
 * @param label    place of the label among them, from 0
 * @param features in the order of the coordinates
 */
record CsvColumns(int fields, int label, List<CsvColumn> features) {
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]*[.,][0-9]+([eE][+-]?[0-9]+)?");

    /**
     * Chooses the columns.
     *
     * @param header  names of all columns; may be empty for those that number the rows or have no values
     * @param options names of the label, and of the columns to take or to leave out
     * @throws InvalidInputException without a path, if a name is unknown or given twice, or no feature is left
     */
    static CsvColumns of(List<String> header, CsvOptions options) {
        requireDistinct(header, "the header");
        requireDistinct(options.columns(), "--columns");
        if (!header.contains(options.label())
                && header.stream().filter(each -> NUMBER.matcher(each).matches()).count() * 2 >= header.size()) {
            throw new InvalidInputException("", "must be a header with the names of the columns, but has numbers: "
                    + InvalidInputException.shorten(String.join(", ", header)));
        }
        int label = place(header, options.label(), "");
        if (!options.columns().isEmpty() && !options.drop().isEmpty()) {
            throw new InvalidInputException("--columns and --drop", "give only one of the two");
        }
        List<CsvColumn> features = new ArrayList<>();
        for (String each : options.columns()) {
            requireFeature(each, options.label(), "--columns");
            features.add(new CsvColumn(each, place(header, each, "--columns"), true));
        }
        Set<Integer> dropped = new HashSet<>();
        for (String each : options.drop()) {
            requireFeature(each, options.label(), "--drop");
            dropped.add(place(header, each, "--drop"));
        }
        for (int i = 0; i < header.size() && options.columns().isEmpty(); i++) {
            if (i != label && !dropped.contains(i)) {
                features.add(new CsvColumn(header.get(i), i, false));
            }
        }
        if (features.isEmpty()) {
            throw new InvalidInputException("", "must have a feature column beside '" + options.label() + "'"
                    + (dropped.isEmpty() ? "" : " that is not dropped"));
        }
        if (features.size() > Law.LARGEST_DIMENSION) {
            throw new InvalidInputException("", features.size(),
                    "must have at most " + Law.LARGEST_DIMENSION + " feature columns; take fewer with --columns");
        }
        return new CsvColumns(header.size(), label, features);
    }

    private static void requireFeature(String name, String label, String option) {
        if (name.equals(label)) {
            throw new InvalidInputException(option, "'" + name + "' is the label column, it cannot be a feature");
        }
    }

    private static void requireDistinct(List<String> names, String where) {
        Set<String> seen = new HashSet<>();
        for (String each : names) {
            if (!each.isEmpty() && !seen.add(each)) {
                throw new InvalidInputException("", "column name '" + each + "' is given twice in " + where);
            }
        }
    }

    private static int place(List<String> header, String name, String option) {
        int result = header.indexOf(name);
        if (result < 0 || name.isEmpty()) {
            throw new InvalidInputException(option, "no column '" + name + "'" + Suggestions.hint(name, header)
                    + "; the columns are " + InvalidInputException.shorten(String.join(", ", header))
                    + (option.isEmpty() ? "; name the column of the classes with --label" : ""));
        }
        return result;
    }
}
