package org.guidecheck.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The fields of a JSON object, read one at a time. What is missing, unknown or of the wrong type is an
 * {@link InvalidInputException} whose path starts at the object.
 */
public final class JsonFields {
    private final JsonNode node;

    /**
     * The fields of an object.
     *
     * @param node the object
     * @throws InvalidInputException if it is another kind of value
     */
    public JsonFields(JsonNode node) {
        if (!node.isObject()) {
            throw new InvalidInputException("", JsonText.show(node), "must be an object");
        }
        this.node = node;
    }

    /**
     * The fields of a file's document.
     *
     * @param file     UTF-8 text
     * @param maxBytes a larger file is refused by its size
     * @return the fields
     * @throws InvalidInputException naming the file and what is wrong with it
     */
    public static JsonFields read(Path file, int maxBytes) {
        try {
            return parse(TextFile.read(file, maxBytes));
        } catch (InvalidInputException e) {
            throw e.from(file.toString());
        }
    }

    /**
     * The fields of a document.
     *
     * @param json an object
     * @return the fields
     * @throws InvalidInputException naming line and column and what is wrong there
     */
    public static JsonFields parse(String json) {
        return new JsonFields(JsonText.parse(json));
    }

    /**
     * Refuses every field but these.
     *
     * @param names of fields that are known
     * @throws InvalidInputException naming the first that is not
     */
    public void requireOnly(List<String> names) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!names.contains(field.getKey())) {
                throw new InvalidInputException(JsonText.step(field.getKey()),
                        "unknown field (known here: " + String.join(", ", names) + ")");
            }
        }
    }

    /**
     * Whether there is a field.
     *
     * @param name its name
     * @return true if so, whatever its value
     */
    public boolean has(String name) {
        return node.has(name);
    }

    /**
     * A field as it is.
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
     * @throws InvalidInputException if it is missing or another kind of value
     */
    public String text(String name) {
        JsonNode value = get(name);
        if (!value.isTextual()) {
            throw new InvalidInputException(name, JsonText.show(value), "must be a string");
        }
        return value.textValue();
    }

    /**
     * A finite number.
     *
     * @param name its name
     * @return its value
     * @throws InvalidInputException if it is missing or another kind of value
     */
    public double number(String name) {
        return number(name, get(name));
    }

    /**
     * A seed: a whole number of 64 bits, which a double would round.
     *
     * @param name its name
     * @return its value
     * @throws InvalidInputException if it is missing or another kind of value
     */
    public long seed(String name) {
        JsonNode value = get(name);
        if (!value.canConvertToExactIntegral() || !value.canConvertToLong()) {
            throw new InvalidInputException(name, JsonText.show(value), "must be a whole number of 64 bits");
        }
        return value.longValue();
    }

    /**
     * A whole number.
     *
     * @param name  its name
     * @param least it may be
     * @param most  it may be
     * @return its value
     * @throws InvalidInputException if it is missing, another kind of value or out of range
     */
    public int whole(String name, int least, int most) {
        double value = number(name);
        if (value != Math.rint(value) || value < least || value > most) {
            throw new InvalidInputException(name, JsonText.show(get(name)),
                    "must be a whole number from " + least + " to " + most);
        }
        return (int) value;
    }

    /**
     * An object within this one. What is wrong in it is told by its own path.
     *
     * @param name its name
     * @return its fields
     * @throws InvalidInputException if it is missing or another kind of value
     */
    public JsonFields object(String name) {
        JsonNode value = get(name);
        if (!value.isObject()) {
            throw new InvalidInputException(name, JsonText.show(value), "must be an object");
        }
        return new JsonFields(value);
    }

    /**
     * What an object within this one is read as.
     *
     * @param name its name
     * @param read reads it
     * @param <T>  what it is read as
     * @return what was read
     * @throws InvalidInputException if it is missing or another kind of value, or with the path of what is wrong in it
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
     * A list of objects.
     *
     * @param name its name
     * @param read reads each
     * @param <T>  what each is read as
     * @return what was read, in order
     * @throws InvalidInputException if it is missing or another kind of value, or with the path of what is wrong in it
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
     * The fields of an object that are objects, by whatever names they have.
     *
     * @param name of the object
     * @param read reads each
     * @param <T>  what each is read as
     * @return what was read, by its name, in the file's order
     * @throws InvalidInputException if it is missing or another kind of value, or with the path of what is wrong in it
     */
    public <T> Map<String, T> objectsByName(String name, Function<JsonFields, T> read) {
        Map<String, T> result = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : object(name).node.properties()) {
            try {
                result.put(field.getKey(), read.apply(new JsonFields(field.getValue())));
            } catch (InvalidInputException e) {
                throw e.within(JsonText.step(field.getKey())).within(name);
            }
        }
        return result;
    }

    /**
     * A value as an array.
     *
     * @param path  of the value
     * @param value a node
     * @return the node
     * @throws InvalidInputException if it is another kind of value
     */
    public static JsonNode array(String path, JsonNode value) {
        if (!value.isArray()) {
            throw new InvalidInputException(path, JsonText.show(value), "must be an array");
        }
        return value;
    }

    /**
     * A value as a finite number.
     *
     * @param path  of the value
     * @param value a node
     * @return its value
     * @throws InvalidInputException if it is another kind of value
     */
    public static double number(String path, JsonNode value) {
        if (!value.isNumber()) {
            throw new InvalidInputException(path, JsonText.show(value), "must be a number");
        }
        double result = value.doubleValue();
        if (!Double.isFinite(result)) {
            throw new InvalidInputException(path, JsonText.show(value), "must be a finite number");
        }
        return result;
    }
}
