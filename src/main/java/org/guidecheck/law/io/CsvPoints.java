package org.guidecheck.law.io;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Collectors;
import org.guidecheck.text.CsvRows;
import org.guidecheck.text.InvalidInputException;

/**
 * Points of a CSV file before they are scaled.
 *
 * @param names   of the features
 * @param all     the points, in the order of the rows
 * @param classes the same points by their labels, in the order in which these first appear
 * @param notes   what was left out, and what looks odd, one line each
 */
record CsvPoints(List<String> names, List<double[]> all, Map<String, List<double[]>> classes, List<String> notes) {

    /**
     * Reads the header and all points.
     *
     * @param rows      before the header
     * @param separator between the fields
     * @param options   which columns to take, and how numbers are written
     * @param lines     number of lines of the file
     */
    static CsvPoints read(CsvRows rows, char separator, CsvOptions options, long lines) throws IOException {
        List<String> header = rows.next();
        if (header == null) {
            throw new InvalidInputException("", "is empty, must have a header line");
        }
        String place = "line " + rows.line();
        List<String> row = rows.next();
        boolean hasRowNames = row != null && row.size() == header.size() + 1 && !row.get(header.size()).isEmpty();
        if (hasRowNames && separator != ',') {
            // R's write.table writes no name over the names of the rows.
            header = new ArrayList<>(header);
            header.add(0, "");
        }
        CsvColumns columns;
        try {
            columns = CsvColumns.of(header, options);
        } catch (InvalidInputException e) {
            throw e.path().isEmpty() ? e.within(place) : e;
        }
        if (row == null) {
            throw new InvalidInputException("", "has only a header line, must have points");
        }
        requireSize(lines - 1, columns.features().size());
        Reader reader = new Reader(columns, new CsvNumbers(options.decimalComma()));
        for (; row != null; row = rows.next()) {
            reader.add(row, rows.line());
        }
        return reader.points(options.label());
    }

    private static void requireSize(long rows, int features) {
        if (rows * features > LawFields.MAX_NUMBERS) {
            throw new InvalidInputException("", rows * features, "must keep the data within " + LawFields.MAX_NUMBERS
                    + " numbers, rows times features; take fewer rows or --columns");
        }
        new CsvMemory(rows, features, ForkJoinPool.getCommonPoolParallelism() + 1)
                .requireFits(Runtime.getRuntime().maxMemory());
    }

    /** Points so far. Mutable. */
    private static final class Reader {
        private final CsvColumns columns;
        private final CsvNumbers numbers;
        private final List<double[]> points = new ArrayList<>();
        private final List<String> labels = new ArrayList<>();
        private final Map<String, Integer> sizes = new LinkedHashMap<>();

        Reader(CsvColumns columns, CsvNumbers numbers) {
            this.columns = columns;
            this.numbers = numbers;
        }

        void add(List<String> row, int line) {
            int fields = row.size();
            if (fields == columns.fields() + 1 && row.get(fields - 1).isEmpty()) {
                // A separator after the last field.
                fields--;
            }
            if (fields != columns.fields()) {
                throw new InvalidInputException("line " + line, "has " + fields + (fields == 1 ? " field" : " fields")
                        + ", but the header has " + columns.fields() + (fields < columns.fields() ? ""
                                : "; quote fields that contain the separator, and name the column of row names"));
            }
            double[] point = new double[columns.features().size()];
            for (int i = 0; i < point.length; i++) {
                CsvColumn column = columns.features().get(i);
                point[i] = column.take(row.get(column.at()), points.size(), line, numbers);
            }
            String label = row.get(columns.label());
            if (label.isEmpty()) {
                throw new InvalidInputException("line " + line, "the label is empty; fill it in or remove the row");
            }
            points.add(point);
            sizes.merge(label, 1, Integer::sum);
            labels.add(label);
        }

        CsvPoints points(String labelColumn) {
            CsvLabels.check(labelColumn, sizes, points.size());
            List<String> notes = new ArrayList<>();
            int[] kept = kept(notes);
            CsvLabels.missing(sizes).ifPresent(notes::add);
            CsvLabels.single(sizes, points.size()).ifPresent(notes::add);
            if (kept.length < columns.features().size()) {
                points.replaceAll(point -> Arrays.stream(kept).mapToDouble(i -> point[i]).toArray());
            }
            Map<String, List<double[]>> classes = new LinkedHashMap<>();
            for (int i = 0; i < points.size(); i++) {
                classes.computeIfAbsent(labels.get(i), any -> new ArrayList<>()).add(points.get(i));
            }
            return new CsvPoints(Arrays.stream(kept).mapToObj(i -> columns.features().get(i).name()).toList(), points,
                    classes, notes);
        }

        /** Places of the features among the columns read; says which columns are left out. */
        private int[] kept(List<String> notes) {
            List<Integer> kept = new ArrayList<>();
            for (int i = 0; i < columns.features().size(); i++) {
                CsvColumn column = columns.features().get(i);
                Optional<String> why = column.whyLeftOut(points.size());
                why.or(column::remark).ifPresent(notes::add);
                if (why.isEmpty()) {
                    kept.add(i);
                }
            }
            if (kept.isEmpty()) {
                throw new InvalidInputException("", "has no features: "
                        + notes.stream().collect(Collectors.joining("; ")));
            }
            return kept.stream().mapToInt(Integer::intValue).toArray();
        }
    }
}
