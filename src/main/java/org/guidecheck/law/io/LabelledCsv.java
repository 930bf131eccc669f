package org.guidecheck.law.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guidecheck.law.Empirical;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.text.CsvRows;
import org.guidecheck.text.InvalidInputException;
import org.guidecheck.text.TextFile;

/**
 * Reader of labelled points in CSV: a header line, then one point a row, with its class in one column and its
 * coordinates, the features, in others. Each class becomes the empirical law of its points, with its share of the
 * points as prior. Spaces around values and blank lines at the end are ignored; so are columns that only number the
 * rows, unless the options name them.
 */
public final class LabelledCsv {
    /** Largest size of a file. */
    static final int MAX_BYTES = 256 << 20;
    /** Name of the label column of the bundled data sets. */
    public static final String BUNDLED_LABEL = "label";

    private static final List<String> BUNDLED = List.of("iris", "digits");

    private LabelledCsv() {
    }

    /**
     * Labelled data set.
     *
     * @param law          the classes, in the order in which their labels first appear
     * @param features     the feature columns, in the order of the coordinates
     * @param points       number of points
     * @param standardised whether each coordinate is (value − mean) / scale of its column
     * @param notes        what a user should know of how the file was read, one line each
     */
    public record Data(LabelledLaw law, List<Feature> features, int points, boolean standardised,
            List<String> notes) {
        /** Copies the lists. */
        public Data {
            features = List.copyOf(features);
            notes = List.copyOf(notes);
        }
    }

    /**
     * Name and moments of a feature column.
     *
     * @param name       from the header
     * @param mean       mean over all points
     * @param scale      population standard deviation; 1 if the column is constant
     * @param isConstant whether the column has one value
     */
    public record Feature(String name, double mean, double scale, boolean isConstant) {
    }

    /**
     * Reads a file.
     *
     * @param file    UTF-8 text of at most 256 MiB
     * @param options which columns to take, and how fields and numbers are written
     * @return the data
     * @throws InvalidInputException naming the file, line and column, and the problem
     */
    public static Data read(Path file, CsvOptions options) {
        try {
            return parse(TextFile.read(file, MAX_BYTES), options);
        } catch (InvalidInputException e) {
            throw e.from(file.toString());
        }
    }

    /**
     * Reads all features of a bundled data set.
     *
     * @param name        {@code iris} or {@code digits}
     * @param standardise whether to subtract each feature's mean and divide by its scale
     * @return the data
     * @throws InvalidInputException if the name is unknown
     */
    public static Data bundled(String name, boolean standardise) {
        return bundled(name, CsvOptions.of(BUNDLED_LABEL, standardise));
    }

    /**
     * Reads a bundled data set.
     *
     * @param name    {@code iris} or {@code digits}
     * @param options which columns to take; the label's name is {@value #BUNDLED_LABEL}
     * @return the data
     * @throws InvalidInputException if the name is unknown, or a column
     */
    public static Data bundled(String name, CsvOptions options) {
        if (!BUNDLED.contains(name)) {
            throw new InvalidInputException("data", '"' + name + '"', "must be one of " + String.join(", ", BUNDLED));
        }
        try (InputStream in = LabelledCsv.class.getResourceAsStream("/org/guidecheck/data/" + name + ".csv")) {
            return parse(TextFile.decode(in.readAllBytes()), options);
        } catch (InvalidInputException e) {
            throw e.from(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Data parse(String text, CsvOptions options) {
        Optional<Character> declared = declared(text);
        char separator =
                options.separator().or(() -> declared).orElseGet(() -> CsvSeparator.of(text, options.label()));
        List<String> notes = new ArrayList<>();
        if (separator != ',' && options.separator().isEmpty()) {
            notes.add("fields are separated by " + CsvSeparator.name(separator) + "s");
        }
        try (CsvRows rows = new CsvRows(text, separator)) {
            if (declared.isPresent()) {
                rows.next();
            }
            CsvPoints points = CsvPoints.read(rows, separator, options, lines(text));
            notes.addAll(points.notes());
            List<Feature> features = describe(points.names(), points.all());
            notes.addAll(constant(features, options.standardise()));
            if (options.standardise()) {
                standardise(points.all(), features);
            }
            return new Data(lawOf(points.classes(), points.all().size()), features, points.all().size(),
                    options.standardise(), notes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The separator that a first line such as sep=; declares, as spreadsheets write and read it. */
    private static Optional<Character> declared(String text) {
        return text.startsWith("sep=") && text.indexOf('\n') - text.indexOf('=') <= 3 && text.indexOf('\n') > 0
                ? CsvSeparator.named(text.substring(4, 5)) : Optional.empty();
    }

    private static long lines(String text) {
        return text.chars().filter(each -> each == '\n').count();
    }

    /** Says which features are constant. */
    private static List<String> constant(List<Feature> features, boolean standardised) {
        List<String> names = features.stream().filter(Feature::isConstant).map(Feature::name).toList();
        if (names.isEmpty()) {
            return List.of();
        }
        String shown = InvalidInputException.shorten(String.join(", ", names));
        boolean one = names.size() == 1;
        return List.of((one ? "column " + shown + " is" : names.size() + " columns are") + " constant"
                + (standardised ? " and moved to 0, not scaled" : "") + (one ? "" : ": " + shown));
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
                result.add(new Feature(names.get(i), least, 1, true));
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
            result.add(new Feature(names.get(i), mean, range * Math.sqrt(squares / points.size()),
                    false));
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
}
