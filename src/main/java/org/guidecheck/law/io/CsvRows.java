package org.guidecheck.law.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.guidecheck.text.InvalidInputException;
import org.guidecheck.text.JsonText;

/**
 * Rows of a CSV text, without spaces around values and blank rows at the end. Between spaces as separators there are no
 * empty fields. Mutable.
 */
final class CsvRows implements AutoCloseable {
    private static final CsvFactory FACTORY = CsvFactory.builder().enable(CsvParser.Feature.WRAP_AS_ARRAY).build();

    private final CsvParser parser;
    private final boolean hasEmptyFields;
    private int line;

    CsvRows(String text, char separator) throws IOException {
        parser = FACTORY.createParser(text);
        parser.setSchema(CsvSchema.emptySchema().withColumnSeparator(separator));
        parser.nextToken();
        hasEmptyFields = separator != ' ';
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
                throw new InvalidInputException("line " + blank, "is blank, with more after it; remove the line");
            }
        }
        return null;
    }

    /** Line number at which the last row began. */
    int line() {
        return line;
    }

    /** Whether a row has no values, as spreadsheets write for rows that were cleared. */
    private static boolean isBlank(List<String> row) {
        return row.stream().allMatch(String::isEmpty);
    }

    private List<String> read() throws IOException {
        try {
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
