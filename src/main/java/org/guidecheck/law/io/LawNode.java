package org.guidecheck.law.io;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import org.guidecheck.law.Law;
import org.guidecheck.law.ParameterWriter;
import org.guidecheck.text.JsonText;

/** Writer of a law's parameters into a JSON object, after its {@code type}. */
final class LawNode implements ParameterWriter {
    private final ObjectNode node = JsonNodeFactory.instance.objectNode();

    private LawNode() {
    }

    /** The JSON object of a law, with its field {@code type} first. */
    static ObjectNode of(Law law) {
        LawNode result = new LawNode();
        result.node.put("type", law.family().label());
        law.writeTo(result);
        return result.node;
    }

    @Override
    public void number(String name, double value) {
        node.set(name, JsonText.number(value));
    }

    @Override
    public void numbers(String name, double[] values) {
        append(node.putArray(name), values);
    }

    @Override
    public void matrix(String name, double[][] rows) {
        ArrayNode array = node.putArray(name);
        Arrays.stream(rows).forEach(row -> append(array.addArray(), row));
    }

    @Override
    public void law(String name, Law law) {
        node.set(name, of(law));
    }

    @Override
    public void laws(String name, List<Law> laws) {
        ArrayNode array = node.putArray(name);
        laws.forEach(law -> array.add(of(law)));
    }

    private static void append(ArrayNode array, double[] values) {
        for (double value : values) {
            array.add(JsonText.number(value));
        }
    }
}
