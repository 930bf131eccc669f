package org.guidecheck.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of a CSV text, without spaces around values and blank rows at the end. Between spaces as separators there are no
 * empty fields. Mutable.
 */
public final class CsvRows implements AutoCloseable {
    private static final CsvFactory FACTORY = CsvFactory.builder().enable(CsvParser.Feature.WRAP_AS_ARRAY).build();

    private final CsvParser parser;
    private final boolean hasEmptyFields;
    private int line;

    /**
     * Rows of a text, the first not read yet.
     *
     * @param text      the whole text
     * @param separator between fields
     * @throws IOException if the text cannot be read
     */
    public CsvRows(String text, char separator) throws IOException {
        parser = FACTORY.createParser(text);
        parser.setSchema(CsvSchema.emptySchema().withColumnSeparator(separator));
        parser.nextToken();
        hasEmptyFields = separator != ' ';
    }

    /**
     * Fields of one line, which is not blank.
     *
     * @param line between commas, without its end
     * @return the fields
     * @throws InvalidInputException if the line is malformed, saying why but not where
     */
    public static List<String> fields(String line) {
        try (CsvRows rows = new CsvRows(line, ',')) {
            return rows.row();
        } catch (JsonProcessingException e) {
            throw malformed("", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A field as it is written, in quotation marks where any of the usual separators, a quotation mark or the end of a
     * line is in it.
     *
     * @param field any text
     * @return the field, quoted if it must be
     */
    public static String quoted(String field) {
        return field.matches("[^\",;|\\t\\r\\n]*") ? field : '"' + field.replace("\"", "\"\"") + '"';
    }

    /**
     * The next row, or null after the last.
     *
     * @return its fields
     * @throws InvalidInputException if it is malformed, saying where
     * @throws IOException           if the text cannot be read
     */
    public List<String> next() throws IOException {
        List<String> row = read();
        if (row == null || !isBlank(row)) {
            return row;
        }
        int blank = line;
        for (List<String> after = read(); after != null; after = read()) {
            if (!isBlank(after)) {
                throw new InvalidInputException("line " + blank, "is blank, with more after it; remove the line");
            }
        }
        return null;
    }

    /** {@return number of the line at which the last row began} */
    public int line() {
        return line;
    }

    /** Whether a row has no values, as spreadsheets write for rows that were cleared. */
    private static boolean isBlank(List<String> row) {
        return row.stream().allMatch(String::isEmpty);
    }

    private List<String> read() throws IOException {
        try {
            return row();
        } catch (JsonProcessingException e) {
            throw malformed("line " + line, e);
        }
    }

    private List<String> row() throws IOException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            return null;
        }
        line = parser.currentLocation().getLineNr();
        List<String> row = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String value = parser.getText().strip();
            if (hasEmptyFields || !value.isEmpty()) {
                row.add(value);
            }
        }
        return row;
    }

    private static InvalidInputException malformed(String where, JsonProcessingException e) {
        InvalidInputException problem = new InvalidInputException(where, JsonText.message(e));
        problem.initCause(e);
        return problem;
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
