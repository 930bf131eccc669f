package org.guidecheck.law.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.guidecheck.law.Empirical;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Law;
import org.guidecheck.text.InvalidInputException;
import org.guidecheck.text.JsonText;
import org.guidecheck.text.TextFile;

/**
 * Reader of labelled points in CSV: a header line, then one point a row, with its class in one column and its
 * coordinates, the features, in all others. Each class becomes the empirical law of its points, with its share of the
 * points as prior. Spaces around values and blank lines at the end are ignored.
 */
public final class LabelledCsv {
    /** Largest size of a file. */
    static final int MAX_BYTES = 256 << 20;
    /** Name of the label column of the bundled data sets. */
    public static final String BUNDLED_LABEL = "label";

    private static final List<String> BUNDLED = List.of("iris", "digits");
    private static final Pattern NUMBER = Pattern.compile("[0-9+\\-.eE]+");
    private static final Pattern NOT_FINITE = Pattern.compile("(?i)[+-]?(nan|inf|infinity)");

    private LabelledCsv() {
    }

    /**
     * Labelled data set.
     *
     * @param law          the classes, in the order in which their labels first appear
     * @param features     the feature columns, in the order of the coordinates
     * @param points       number of points
     * @param standardised whether each coordinate is (value − mean) / scale of its column
     */
    public record Data(LabelledLaw law, List<Feature> features, int points, boolean standardised) {
        /** Copies the list. */
        public Data {
            features = List.copyOf(features);
        }
    }

    /**
     * Name and moments of a feature column.
     *
     * @param name  from the header
     * @param mean  mean over all points
     * @param scale population standard deviation; 1 if the column is constant
     */
    public record Feature(String name, double mean, double scale) {
    }

    /**
     * Reads a file.
     *
     * @param file        UTF-8 text of at most 256 MiB
     * @param labelColumn name of the column with the classes
     * @param standardise whether to subtract each feature's mean and divide by its scale
     * @return the data
     * @throws InvalidInputException naming the file, line and column, and the problem
     */
    public static Data read(Path file, String labelColumn, boolean standardise) {
        try {
            return parse(TextFile.read(file, MAX_BYTES), labelColumn, standardise);
        } catch (InvalidInputException e) {
            throw e.from(file.toString());
        }
    }

    /**
     * Reads a bundled data set.
     *
     * @param name        {@code iris} or {@code digits}
     * @param standardise whether to subtract each feature's mean and divide by its scale
     * @return the data
     * @throws InvalidInputException if the name is unknown
     */
    public static Data bundled(String name, boolean standardise) {
        if (!BUNDLED.contains(name)) {
            throw new InvalidInputException("data", '"' + name + '"', "must be one of " + String.join(", ", BUNDLED));
        }
        try (InputStream in = LabelledCsv.class.getResourceAsStream("/org/guidecheck/data/" + name + ".csv")) {
            return parse(TextFile.decode(in.readAllBytes()), BUNDLED_LABEL, standardise);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Data parse(String text, String labelColumn, boolean standardise) {
        try (Rows rows = new Rows(text)) {
            List<String> header = rows.next();
            if (header == null) {
                throw new InvalidInputException("", "is empty, must have a header line");
            }
            int label = labelIndex(header, labelColumn, rows.line());
            List<double[]> points = new ArrayList<>();
            Map<String, List<double[]>> classes = new LinkedHashMap<>();
            for (List<String> row = rows.next(); row != null; row = rows.next()) {
                double[] point = pointOf(row, header, label, rows.line());
                points.add(point);
                if ((long) points.size() * point.length > LawFields.MAX_NUMBERS) {
                    throw new InvalidInputException("line " + rows.line(), (long) points.size() * point.length,
                            "must keep the data within " + LawFields.MAX_NUMBERS + " numbers, points times features");
                }
                classes.computeIfAbsent(row.get(label), any -> new ArrayList<>()).add(point);
            }
            if (points.isEmpty()) {
                throw new InvalidInputException("", "has only a header line, must have points");
            }
            if (classes.size() < 2) {
                throw new InvalidInputException("column " + labelColumn,
                        "must have at least two classes, but has only '"
                                + InvalidInputException.shorten(row(classes.keySet())) + "'");
            }
            List<String> names = new ArrayList<>(header);
            names.remove(label);
            List<Feature> features = describe(names, points);
            if (standardise) {
                standardise(points, features);
            }
            return new Data(lawOf(classes, points.size()), features, points.size(), standardise);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int labelIndex(List<String> header, String labelColumn, int line) {
        String path = "line " + line;
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < header.size(); i++) {
            if (header.get(i).isEmpty()) {
                throw new InvalidInputException(path, "column " + (i + 1) + " must have a name, but it is empty");
            }
            if (!seen.add(header.get(i))) {
                throw new InvalidInputException(path, "column name '" + header.get(i) + "' is given twice");
            }
        }
        int label = header.indexOf(labelColumn);
        if (label < 0) {
            throw new InvalidInputException(path, "no column '" + labelColumn + "', the columns are "
                    + InvalidInputException.shorten(row(header)));
        }
        if (header.size() == 1) {
            throw new InvalidInputException(path, "must have a feature column beside '" + labelColumn + "'");
        }
        if (header.size() - 1 > Law.LARGEST_DIMENSION) {
            throw new InvalidInputException(path, header.size() - 1,
                    "must have at most " + Law.LARGEST_DIMENSION + " feature columns");
        }
        return label;
    }

    private static String row(Iterable<String> values) {
        return String.join(", ", values);
    }

    private static double[] pointOf(List<String> row, List<String> header, int label, int line) {
        if (row.size() != header.size()) {
            throw new InvalidInputException("line " + line, row.size(),
                    "must have as many fields as the header (" + header.size() + ")");
        }
        double[] point = new double[row.size() - 1];
        for (int i = 0; i < row.size(); i++) {
            if (i != label) {
                point[i < label ? i : i - 1] = number(row.get(i), header.get(i), line);
            } else if (row.get(i).isEmpty()) {
                throw new InvalidInputException(place(header.get(i), line), "the label is empty");
            }
        }
        return point;
    }

    private static String place(String column, int line) {
        return "line " + line + ", column " + column;
    }

    private static double number(String text, String column, int line) {
        double result = Double.NaN;
        if (NUMBER.matcher(text).matches()) {
            try {
                result = Double.parseDouble(text);
            } catch (NumberFormatException e) {
                throw notANumber(text, column, line);
            }
        } else if (!NOT_FINITE.matcher(text).matches()) {
            throw notANumber(text, column, line);
        }
        if (!Double.isFinite(result)) {
            throw new InvalidInputException(place(column, line),
                    "'" + InvalidInputException.shorten(text) + "' is not a finite number");
        }
        return result;
    }

    private static InvalidInputException notANumber(String text, String column, int line) {
        return new InvalidInputException(place(column, line),
                "'" + InvalidInputException.shorten(text) + "' is not a number");
    }

    private static List<Feature> describe(List<String> names, List<double[]> points) {
        List<Feature> result = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            double sum = 0;
            for (double[] point : points) {
                least = Math.min(least, point[i]);
                most = Math.max(most, point[i]);
                sum += point[i];
            }
            // Compared exactly: rounding of the sum would give a constant column a tiny deviation as its scale.
            if (least == most) {
                result.add(new Feature(names.get(i), least, 1));
                continue;
            }
            double mean = sum / points.size();
            double range = most - least;
            if (!Double.isFinite(mean) || !Double.isFinite(range)) {
                throw new InvalidInputException("column " + names.get(i), least + " to " + most,
                        "must have values whose mean and range are finite");
            }
            double squares = 0;
            for (double[] point : points) {
                double share = (point[i] - mean) / range;
                squares += share * share;
            }
            result.add(new Feature(names.get(i), mean, range * Math.sqrt(squares / points.size())));
        }
        return result;
    }

    private static void standardise(List<double[]> points, List<Feature> features) {
        for (double[] point : points) {
            for (int i = 0; i < point.length; i++) {
                point[i] = (point[i] - features.get(i).mean()) / features.get(i).scale();
            }
        }
    }

    private static LabelledLaw lawOf(Map<String, List<double[]>> classes, int points) {
        List<LabelledLaw.LabelledClass> result = new ArrayList<>();
        classes.forEach((label, members) -> result.add(new LabelledLaw.LabelledClass(label,
                (double) members.size() / points, new Empirical(members.toArray(double[][]::new)))));
        return new LabelledLaw(result);
    }

    /** Rows of a CSV text, without spaces around values and blank lines at the end. */
    private static final class Rows implements AutoCloseable {
        private static final CsvFactory FACTORY = CsvFactory.builder().enable(CsvParser.Feature.WRAP_AS_ARRAY).build();

        private final CsvParser parser;
        private int line;

        Rows(String text) throws IOException {
            parser = FACTORY.createParser(text);
            parser.nextToken();
        }

        /** The next row, or null after the last. */
        List<String> next() throws IOException {
            List<String> row = read();
            if (row == null || !isBlank(row)) {
                return row;
            }
            int blank = line;
            for (List<String> after = read(); after != null; after = read()) {
                if (!isBlank(after)) {
                    throw new InvalidInputException("line " + blank, "is blank, with more after it");
                }
            }
            return null;
        }

        /** Line number at which the last row began. */
        int line() {
            return line;
        }

        private static boolean isBlank(List<String> row) {
            return row.size() == 1 && row.get(0).isEmpty();
        }

        private List<String> read() throws IOException {
            try {
                if (parser.nextToken() != JsonToken.START_ARRAY) {
                    return null;
                }
                line = parser.currentLocation().getLineNr();
                List<String> row = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    row.add(parser.getText().strip());
                }
                return row;
            } catch (JsonProcessingException e) {
                InvalidInputException problem = new InvalidInputException("line " + line, JsonText.message(e));
                problem.initCause(e);
                throw problem;
            }
        }

        @Override
        public void close() throws IOException {
            parser.close();
        }
    }
}
