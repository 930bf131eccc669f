package org.guidecheck.watch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guidecheck.text.CsvRows;
import org.guidecheck.text.InvalidInputException;
import org.guidecheck.text.JsonText;

/**
 * Reader of samples from lines: numbers alone, CSV whose first line names the columns, or JSON objects, one a line. Which
 * it is, the first line tells.
 */
final class SampleReader {
    private final String column;
    private final Optional<String> groupColumn;
    private Form form = Form.UNKNOWN;
    private int probabilityAt = -1;
    private int groupAt = -1;
    private int columns;

    /** What lines are. */
    enum Form {
        UNKNOWN, NUMBERS, CSV, JSON
    }

    /**
     * A sample.
     *
     * @param probability in [0, 1]
     * @param group       its group; empty if there are none
     */
    record Sample(double probability, String group) {
    }

    /**
     * A reader that has seen no line.
     *
     * @param column      name of the column or field of the probability
     * @param groupColumn name of that of the group; empty if there are no groups
     */
    SampleReader(String column, Optional<String> groupColumn) {
        this.column = column;
        this.groupColumn = groupColumn;
    }

    /**
     * Reads a line.
     *
     * @param line without its end
     * @return the sample; empty for a blank line, and for the first one of CSV
     * @throws InvalidInputException if the line is malformed, saying why
     */
    Optional<Sample> read(String line) {
        String text = line.strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (form == Form.UNKNOWN) {
            Form found = text.charAt(0) == '{' ? Form.JSON : isNumber(text) ? Form.NUMBERS : Form.CSV;
            if (found == Form.NUMBERS && groupColumn.isPresent()) {
                throw new InvalidInputException("--group", groupColumn.get(),
                        "needs CSV whose first line names the columns, or JSON lines; the first line is a number");
            }
            if (found == Form.CSV) {
                header(CsvRows.fields(text));
                form = found;
                return Optional.empty();
            }
            form = found;
        }
        return Optional.of(switch (form) {
            case JSON -> ofJson(line.stripTrailing());
            case CSV -> ofCsv(CsvRows.fields(text));
            default -> new Sample(probability(text), "");
        });
    }

    /**
     * What the reader must be told again to go on in the middle of a file.
     *
     * @param form          of the lines
     * @param probabilityAt index of the column of the probability; −1 unless the form is CSV
     * @param groupAt       index of the column of the group; −1 if there is none
     * @param columns       number of columns; 0 unless the form is CSV
     */
    record State(Form form, int probabilityAt, int groupAt, int columns) {
        /** Refuses CSV without a column. */
        State {
            WatchState.require(form != Form.CSV || (probabilityAt >= 0 && Math.max(probabilityAt, groupAt) < columns));
        }
    }

    /** {@return all that the state consists of} */
    State state() {
        return new State(form, probabilityAt, groupAt, columns);
    }

    /** Goes on from a state that {@link #state} gave. */
    void resume(State state) {
        form = state.form();
        probabilityAt = state.probabilityAt();
        groupAt = state.groupAt();
        columns = state.columns();
    }

    private void header(List<String> names) {
        columns = names.size();
        probabilityAt = names.indexOf(column);
        groupAt = groupColumn.map(names::indexOf).orElse(-1);
        if (probabilityAt < 0) {
            throw new InvalidInputException("--column", column, "must be one of the columns "
                    + String.join(", ", names));
        }
        if (groupColumn.isPresent() && groupAt < 0) {
            throw new InvalidInputException("--group", groupColumn.get(), "must be one of the columns "
                    + String.join(", ", names));
        }
    }

    private Sample ofCsv(List<String> fields) {
        if (fields.size() != columns) {
            throw new InvalidInputException("", "has " + WatchText.counted(fields.size(), "field") + ", the header "
                    + columns + (fields.size() > columns ? ": is it a decimal comma, as in 0,95?" : ""));
        }
        return new Sample(probability(fields.get(probabilityAt)), groupAt < 0 ? "" : fields.get(groupAt));
    }

    /** {@return the number of lines read that name the columns, 0 or 1} */
    int headers() {
        return form == Form.CSV ? 1 : 0;
    }

    private Sample ofJson(String text) {
        JsonNode tree = JsonText.parseLine(text);
        JsonNode value = tree.get(column);
        if (value == null) {
            throw new InvalidInputException(column, "is missing");
        }
        if (!value.isNumber()) {
            throw new InvalidInputException(column, value.toString(), "must be a number in [0, 1]");
        }
        String group = "";
        if (groupColumn.isPresent()) {
            JsonNode named = tree.get(groupColumn.get());
            if (named == null || named.isNull() || named.isContainerNode()) {
                throw new InvalidInputException(groupColumn.get(), "must be text or a number");
            }
            group = named.asText();
        }
        return new Sample(inRange(value.doubleValue(), value.toString()), group);
    }

    private double probability(String text) {
        try {
            return inRange(Double.parseDouble(text.strip()), text);
        } catch (NumberFormatException e) {
            InvalidInputException problem = new InvalidInputException(column, '"' + text + '"',
                    "must be a number in [0, 1]");
            problem.initCause(e);
            throw problem;
        }
    }

    private double inRange(double value, String text) {
        if (!(value >= 0 && value <= 1)) {
            throw new InvalidInputException(column, text, "must be a number in [0, 1]");
        }
        return value;
    }

    private static boolean isNumber(String text) {
        if (text.toLowerCase(Locale.ROOT).equals("nan")) {
            return true;
        }
        try {
            Double.parseDouble(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
