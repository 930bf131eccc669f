package org.guidecheck.law.io;

import java.util.List;
import java.util.Optional;

/**
 * Options for reading labelled points from CSV.
 *
 * @param label        name of the column with the classes
 * @param standardise  whether to subtract each feature's mean and divide by its scale
 * @param separator    comma, semicolon, tab, vertical bar or space; if empty, it is found from the first rows
 * @param decimalComma whether numbers are written with a decimal comma, as 1,5
 * @param columns      names of the columns to take as features, in this order; empty for all but the label, those to
 *                     leave out and those that only number the rows
 * @param drop         names of the columns to leave out; empty if {@code columns} are given
 */
public record CsvOptions(String label, boolean standardise, Optional<Character> separator, boolean decimalComma,
        List<String> columns, List<String> drop) {
    /** Copies the lists. */
    public CsvOptions {
        columns = List.copyOf(columns);
        drop = List.copyOf(drop);
    }

    /**
     * Options for a plain file.
     *
     * @param label       name of the column with the classes
     * @param standardise whether to subtract each feature's mean and divide by its scale
     * @return options with numbers written as 1.5, any separator and all features
     */
    public static CsvOptions of(String label, boolean standardise) {
        return new CsvOptions(label, standardise, Optional.empty(), false, List.of(), List.of());
    }
}
