package org.guidecheck.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Typed reader of a JSON object's fields. A missing field, an unknown one or a value of the wrong type is an
 * {@link InvalidInputException} whose path starts at the object.
 */
public final class JsonFields {
    private final JsonNode node;

    /**
     * Wraps an object.
     *
     * @param node the object
     * @throws InvalidInputException if the node is not an object
     */
    public JsonFields(JsonNode node) {
        if (!node.isObject()) {
            throw new InvalidInputException("", JsonText.summary(node), "must be an object");
        }
        this.node = node;
    }

    /**
     * Reads a file that holds one object.
     *
     * @param file     UTF-8 text
     * @param maxBytes largest size accepted
     * @return the object's fields
     * @throws InvalidInputException naming the file and the problem
     */
    public static JsonFields read(Path file, int maxBytes) {
        try {
            return parse(TextFile.read(file, maxBytes));
        } catch (InvalidInputException e) {
            throw e.from(file.toString());
        }
    }

    /**
     * Parses a document that holds one object.
     *
     * @param json the document
     * @return the object's fields
     * @throws InvalidInputException naming the field, or line and column, and the problem
     */
    public static JsonFields parse(String json) {
        return new JsonFields(JsonText.parse(json));
    }

    /**
     * Requires that the object has no other fields.
     *
     * @param names the known fields
     * @throws InvalidInputException naming the first unknown field
     */
    public void requireOnly(List<String> names) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!names.contains(field.getKey())) {
                throw new InvalidInputException(JsonText.pathStep(field.getKey()),
                        "unknown field (known here: " + String.join(", ", names) + ")");
            }
        }
    }

    /**
     * {@return whether the field exists; its value may be null}
     *
     * @param name its name
     */
    public boolean has(String name) {
        return node.has(name);
    }

    /**
     * The value of a field, of any kind.
     *
     * @param name its name
     * @return its value
     * @throws InvalidInputException if it is missing
     */
    public JsonNode get(String name) {
        JsonNode value = node.get(name);
        if (value == null) {
            throw new InvalidInputException(name, "is missing");
        }
        return value;
    }

    /**
     * A string.
     *
     * @param name its name
     * @return its value
     * @throws InvalidInputException if it is missing or not a string
     */
    public String text(String name) {
        JsonNode value = get(name);
        if (!value.isTextual()) {
            throw new InvalidInputException(name, JsonText.summary(value), "must be a string");
        }
        return value.textValue();
    }

    /**
     * A finite number.
     *
     * @param name its name
     * @return its value
     * @throws InvalidInputException if it is missing or not a finite number
     */
    public double number(String name) {
        return number(name, get(name));
    }

    /**
     * A seed: a whole number of 64 bits, not rounded to a double.
     *
     * @param name its name
     * @return its value
     * @throws InvalidInputException if it is missing or not such a number
     */
    public long seed(String name) {
        JsonNode value = get(name);
        if (!value.canConvertToExactIntegral() || !value.canConvertToLong()) {
            throw new InvalidInputException(name, JsonText.summary(value), "must be a whole number of 64 bits");
        }
        return value.longValue();
    }

    /**
     * A whole number.
     *
     * @param name  its name
     * @param least smallest value allowed
     * @param most  largest value allowed
     * @return its value
     * @throws InvalidInputException if it is missing, not a whole number or out of range
     */
    public int whole(String name, int least, int most) {
        double value = number(name);
        if (value != Math.rint(value) || value < least || value > most) {
            throw new InvalidInputException(name, JsonText.summary(get(name)),
                    "must be a whole number from " + least + " to " + most);
        }
        return (int) value;
    }

    /**
     * An object within this one. Errors in its fields have paths that start at the inner object.
     *
     * @param name its name
     * @return its fields
     * @throws InvalidInputException if it is missing or not an object
     */
    public JsonFields object(String name) {
        JsonNode value = get(name);
        if (!value.isObject()) {
            throw new InvalidInputException(name, JsonText.summary(value), "must be an object");
        }
        return new JsonFields(value);
    }

    /**
     * Converts an object within this one.
     *
     * @param name its name
     * @param read converts its fields
     * @param <T>  type of the result
     * @return the result
     * @throws InvalidInputException if it is missing, not an object or has an invalid field
     */
    public <T> T object(String name, Function<JsonFields, T> read) {
        JsonFields inner = object(name);
        try {
            return read.apply(inner);
        } catch (InvalidInputException e) {
            throw e.within(name);
        }
    }

    /**
     * Converts an array of objects.
     *
     * @param name its name
     * @param read converts the fields of each object
     * @param <T>  type of a result
     * @return the results, in the array's order
     * @throws InvalidInputException if it is missing, not an array of objects or one has an invalid field
     */
    public <T> List<T> objects(String name, Function<JsonFields, T> read) {
        JsonNode values = array(name, get(name));
        List<T> result = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            try {
                result.add(read.apply(new JsonFields(values.get(i))));
            } catch (InvalidInputException e) {
                throw e.within(name + "[" + i + "]");
            }
        }
        return result;
    }

    /**
     * Converts an object that maps names to objects.
     *
     * @param name its name
     * @param read converts the fields of each inner object
     * @param <T>  type of a result
     * @return the results by name, in the file's order
     * @throws InvalidInputException if it is missing, not an object of objects or one has an invalid field
     */
    public <T> Map<String, T> objectsByName(String name, Function<JsonFields, T> read) {
        Map<String, T> result = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : object(name).node.properties()) {
            try {
                result.put(field.getKey(), read.apply(new JsonFields(field.getValue())));
            } catch (InvalidInputException e) {
                throw e.within(JsonText.pathStep(field.getKey())).within(name);
            }
        }
        return result;
    }

    /**
     * Requires an array.
     *
     * @param path  path of the value
     * @param value a node
     * @return the node
     * @throws InvalidInputException if it is not an array
     */
    public static JsonNode array(String path, JsonNode value) {
        if (!value.isArray()) {
            throw new InvalidInputException(path, JsonText.summary(value), "must be an array");
        }
        return value;
    }

    /**
     * Requires a finite number.
     *
     * @param path  path of the value
     * @param value a node
     * @return the number
     * @throws InvalidInputException if it is not a finite number
     */
    public static double number(String path, JsonNode value) {
        if (!value.isNumber()) {
            throw new InvalidInputException(path, JsonText.summary(value), "must be a number");
        }
        double result = value.doubleValue();
        if (!Double.isFinite(result)) {
            throw new InvalidInputException(path, JsonText.summary(value), "must be a finite number");
        }
        return result;
    }
}
