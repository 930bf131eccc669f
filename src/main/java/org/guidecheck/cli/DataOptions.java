package org.guidecheck.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.io.CsvOptions;
import org.guidecheck.law.io.CsvSeparator;
import org.guidecheck.law.io.LabelledCsv;
import org.guidecheck.text.InvalidInputException;
import picocli.CommandLine.Option;

/** Options that give labelled points, and how to read them. */
final class DataOptions {
    private static final String LABEL = "label";

    @Option(names = "--data", paramLabel = "F.csv",
            description = "Labelled points, as a CSV file with a header line; iris and digits are built in.")
    private String data;

    @Option(names = "--label", paramLabel = "COLUMN",
            description = "Column of the CSV file that holds the labels. Default: " + LABEL + ".")
    private String label;

    @Option(names = "--columns", paramLabel = "NAME", split = ",",
            description = "Columns of the CSV file to take as features, in this order, separated by commas. "
                    + "Default: all but the label and those that number the rows.")
    private List<String> columns = List.of();

    @Option(names = "--drop", paramLabel = "NAME", split = ",",
            description = "Columns of the CSV file to leave out, separated by commas.")
    private List<String> drop = List.of();

    @Option(names = "--separator", paramLabel = "CHAR",
            description = "Separator of the CSV file: comma, semicolon, tab, pipe or space, or the character itself. "
                    + "Default: found from the first rows.")
    private String separator;

    @Option(names = "--decimal-comma", description = "Numbers of the CSV file have a decimal comma, as 1,5.")
    private boolean decimalComma;

    @Option(names = "--standardise", negatable = true, defaultValue = "true", fallbackValue = "true",
            description = "Scale each feature of the CSV file to mean 0 and variance 1. Default: yes.")
    private boolean standardise;

    boolean isGiven() {
        return data != null;
    }

    Optional<String> name() {
        return Optional.ofNullable(data);
    }

    /** Refuses options that have no effect without data. */
    void requireUnused() {
        Map<String, Boolean> given = new LinkedHashMap<>();
        given.put("--label", label != null);
        given.put("--columns", !columns.isEmpty());
        given.put("--drop", !drop.isEmpty());
        given.put("--separator", separator != null);
        given.put("--decimal-comma", decimalComma);
        given.forEach((option, isGiven) -> {
            if (isGiven) {
                throw new InvalidInputException(option, "needs --data");
            }
        });
    }

    /** Reads the points and says on standard error what was read, and what was left out. */
    LabelledLaw read() {
        if (data == null) {
            throw new InvalidInputException("--law or --data", "give one of the two");
        }
        boolean bundled = data.equals("iris") || data.equals("digits");
        CsvOptions options = new CsvOptions(label == null ? bundled ? LabelledCsv.BUNDLED_LABEL : LABEL : label,
                standardise, separator(), decimalComma, columns, drop);
        LabelledCsv.Data read =
                bundled ? LabelledCsv.bundled(data, options) : LabelledCsv.read(Path.of(data), options);
        read.notes().forEach(note -> System.err.println("guidecheck: " + data + ": " + note));
        System.err.println("guidecheck: " + data + ": " + read.points() + " points, "
                + read.law().classes().size() + " classes, " + features(read));
        return read.law();
    }

    private static String features(LabelledCsv.Data read) {
        int count = read.features().size();
        return count + (count == 1 ? " feature, " : " features, ")
                + (read.standardised() ? "scaled to mean 0 and variance 1" : "not scaled");
    }

    private Optional<Character> separator() {
        if (separator == null) {
            return Optional.empty();
        }
        Optional<Character> found = CsvSeparator.named(separator);
        if (found.isEmpty()) {
            throw BadInput.option("--separator", separator,
                    "must be one of " + CsvSeparator.names() + ", or the character itself");
        }
        return found;
    }
}
