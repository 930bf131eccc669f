package org.guidecheck.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.io.NumberOutput;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Strict reader and one-line writer of JSON trees. */
public final class JsonText {
    static final int MAX_NESTING = 64;

    // NaN and infinities are read here so that the error can name their field; tree() refuses them.
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_NESTING).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern PARSER_INTERNALS = Pattern.compile(" \\(start marker at .*|, from `[^`]*`"
            + "|: was expecting \\(JSON String.*| \\(JSON String.*| \\(not recognized as one since .*");
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

    private JsonText() {
    }

    /**
     * Parses a document.
     *
     * @param text one JSON value; numbers must be finite, names in an object distinct, nesting at most 64 levels
     * @return its tree
     * @throws InvalidInputException naming the field, or line and column, and the problem
     */
    public static JsonNode parse(String text) {
        return parse(text, location -> "line " + location.getLineNr() + ", column " + location.getColumnNr());
    }

    /**
     * Parses one line of a file of documents. Problems name the column alone: the line is the caller's to name.
     *
     * @param line one JSON value, as for {@link #parse}, without line breaks
     * @return its tree
     * @throws InvalidInputException naming the field, or the column, and the problem
     */
    public static JsonNode parseLine(String line) {
        return parse(line, location -> "column " + location.getColumnNr());
    }

    private static JsonNode parse(String text, Function<JsonLocation, String> place) {
        try (JsonParser parser = JSON.createParser(text)) {
            try {
                if (parser.nextToken() == null) {
                    throw new InvalidInputException("", "is empty, must be a JSON document");
                }
                JsonNode tree = tree(parser);
                if (parser.nextToken() != null) {
                    throw new InvalidInputException(place.apply(parser.currentTokenLocation()),
                            '"' + parser.getText() + '"',
                            "must end after the first JSON value");
                }
                return tree;
            } catch (JsonProcessingException e) {
                throw describe(e, parser, place);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The tree of the parser's current value. An ObjectMapper would build the same tree, but loading its data binding
     * takes as long as deciding a claim.
     */
    private static JsonNode tree(JsonParser parser) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                ObjectNode object = NODES.objectNode();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.set(name, tree(parser));
                }
                return object;
            }
            case START_ARRAY -> {
                ArrayNode array = NODES.arrayNode();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(tree(parser));
                }
                return array;
            }
            case VALUE_NUMBER_INT -> {
                return switch (parser.getNumberType()) {
                    case INT -> NODES.numberNode(parser.getIntValue());
                    case LONG -> NODES.numberNode(parser.getLongValue());
                    default -> NODES.numberNode(parser.getBigIntegerValue());
                };
            }
            case VALUE_NUMBER_FLOAT -> {
                double value = parser.getDoubleValue();
                if (!Double.isFinite(value)) {
                    throw new InvalidInputException(path(parser.getParsingContext()), parser.getText(),
                            "must be a finite number");
                }
                return NODES.numberNode(value);
            }
            case VALUE_TRUE, VALUE_FALSE -> {
                return NODES.booleanNode(parser.getBooleanValue());
            }
            case VALUE_NULL -> {
                return NODES.nullNode();
            }
            default -> {
                return NODES.textNode(parser.getText());
            }
        }
    }

    private static InvalidInputException describe(JsonProcessingException e, JsonParser parser,
            Function<JsonLocation, String> named) {
        String place = named.apply(e.getLocation() == null ? parser.currentLocation() : e.getLocation());
        String message = e.getOriginalMessage();
        InvalidInputException result;
        if (message.startsWith("Duplicate field")) {
            result = new InvalidInputException(path(parser.getParsingContext()), "is given twice (" + place + ")");
        } else if (e instanceof StreamConstraintsException && message.contains("nesting depth")) {
            result = new InvalidInputException(place, "is nested deeper than " + MAX_NESTING + " levels");
        } else {
            result = new InvalidInputException(place, message(e));
        }
        result.initCause(e);
        return result;
    }

    /**
     * Jackson's message without its remarks about parser internals.
     *
     * @param e parser error
     * @return the message, shortened
     */
    public static String message(JsonProcessingException e) {
        return InvalidInputException.shorten(PARSER_INTERNALS.matcher(e.getOriginalMessage()).replaceAll(""));
    }

    private static String path(JsonStreamContext context) {
        if (context.inRoot()) {
            return "";
        }
        String outer = path(context.getParent());
        if (context.inArray()) {
            return outer + '[' + context.getCurrentIndex() + ']';
        }
        String name = pathStep(context.getCurrentName());
        return outer.isEmpty() || name.startsWith("[") ? outer + name : outer + '.' + name;
    }

    /**
     * A field's name as one step of a path.
     *
     * @param name any text
     * @return the name; in brackets and quotes if it is long or has special characters
     */
    public static String pathStep(String name) {
        return PLAIN_NAME.matcher(name).matches() && name.length() <= 60
                ? name : '[' + InvalidInputException.shorten(quoted(name)) + ']';
    }

    /**
     * A number's node. Whole numbers below 1e15 in size get an integral node, written without a decimal point.
     *
     * @param value finite
     * @return its node
     */
    public static NumericNode number(double value) {
        boolean negativeZero = value == 0 && 1 / value < 0;
        if (value == Math.rint(value) && Math.abs(value) < 1e15 && !negativeZero) {
            return Math.abs(value) < 1e9 ? IntNode.valueOf((int) value) : LongNode.valueOf((long) value);
        }
        return DoubleNode.valueOf(value);
    }

    /**
     * Writes a tree on one line, with a space after each comma and colon, and each number in its shortest form.
     *
     * @param tree any JSON
     * @return its text
     */
    public static String write(JsonNode tree) {
        StringBuilder out = new StringBuilder();
        append(tree, out);
        return out.toString();
    }

    private static void append(JsonNode node, StringBuilder out) {
        if (node.isObject()) {
            out.append('{');
            for (Iterator<Map.Entry<String, JsonNode>> fields = node.properties().iterator(); fields.hasNext();) {
                Map.Entry<String, JsonNode> field = fields.next();
                out.append(quoted(field.getKey())).append(": ");
                append(field.getValue(), out);
                out.append(fields.hasNext() ? ", " : "");
            }
            out.append('}');
        } else if (node.isArray()) {
            out.append('[');
            for (int i = 0; i < node.size(); i++) {
                out.append(i > 0 ? ", " : "");
                append(node.get(i), out);
            }
            out.append(']');
        } else if (node.isDouble()) {
            out.append(shortest(node.doubleValue()));
        } else {
            out.append(node.isTextual() ? quoted(node.textValue()) : node.asText());
        }
    }

    private static String quoted(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    /** The shortest digits that read back as the same double. */
    private static String shortest(double value) {
        // Double.toString is not always shortest before Java 19.
        String text = NumberOutput.toString(value, true).replace(".0E", "E").replace('E', 'e');
        return text.endsWith(".0") && value != 0 ? text.substring(0, text.length() - 2) : text;
    }

    /**
     * A node as shown in an error message.
     *
     * @param node any JSON
     * @return its text; of objects and long or nested arrays the size only
     */
    public static String summary(JsonNode node) {
        if (node.isObject()) {
            return node.isEmpty() ? "{}" : "an object with " + node.size() + " fields";
        }
        if (node.isArray()) {
            boolean small = node.size() <= 4;
            for (int i = 0; small && i < node.size(); i++) {
                small = node.get(i).isValueNode();
            }
            return small ? write(node) : "an array of " + node.size() + " values";
        }
        return write(node);
    }
}
