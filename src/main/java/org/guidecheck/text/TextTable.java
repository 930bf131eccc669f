package org.guidecheck.text;

import java.util.List;
import java.util.stream.Collectors;

/** Tables of text whose columns are aligned by spaces. */
public final class TextTable {
    private static final int GAP = 2;

    private TextTable() {
    }

    /**
     * A table, each column as wide as its widest cell.
     *
     * @param rows at least one row, the headings first; all as long as it
     * @return a line for each row, without spaces at its end
     */
    public static String aligned(List<List<String>> rows) {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream().map(row -> {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                text.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + GAP));
            }
            return text.toString().stripTrailing();
        }).collect(Collectors.joining("\n", "", "\n"));
    }
}
