package org.guidecheck.law.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Law;
import org.guidecheck.text.InvalidInputException;
import org.guidecheck.text.JsonFields;
import org.guidecheck.text.JsonText;
import org.guidecheck.text.TextFile;

/**
 * Reader and writer of laws in JSON. A law that is written and read back is equal, bit for bit.
 *
 * <pre>{@code
 * {"dimension": 1, "classes": [
 *   {"label": "c", "prior": 0.3, "law": {"type": "gaussian", "mean": [-1], "covariance": 0.09}},
 *   {"label": "other", "prior": 0.7, "law": {"type": "atom", "at": [0.2]}}]}
 * }</pre>
 *
 * <p>A covariance is a number (the same variance in every direction), a list (a variance for each coordinate) or a
 * matrix. An invalid document is an {@link InvalidInputException}, whose message gives the path of the field, the rule
 * and the value in one line.
 */
public final class LawJson {
    /** Largest size of a file. */
    static final int MAX_BYTES = 64 << 20;

    private static final List<String> DOCUMENT = List.of("dimension", "classes");
    private static final List<String> CLASS = List.of("label", "prior", "law");

    private LawJson() {
    }

    /**
     * Reads a labelled law from a file.
     *
     * @param file UTF-8 text of at most 64 MiB
     * @return the law
     * @throws InvalidInputException naming the file, the field and the problem
     */
    public static LabelledLaw read(Path file) {
        try {
            return parse(TextFile.read(file, MAX_BYTES));
        } catch (InvalidInputException e) {
            throw e.from(file.toString());
        }
    }

    /**
     * Reads a labelled law.
     *
     * @param json a JSON document
     * @return the law
     * @throws InvalidInputException naming the field, or line and column, and the problem
     */
    public static LabelledLaw parse(String json) {
        return fromJson(JsonText.parse(json));
    }

    /**
     * Reads a law without labels.
     *
     * @param json a JSON document, as {@link #toString(Law)} writes it
     * @return the law
     * @throws InvalidInputException naming the field, or line and column, and the problem
     */
    public static Law parseLaw(String json) {
        return lawFromJson(JsonText.parse(json));
    }

    /**
     * Reads a labelled law that is part of another document.
     *
     * @param json the object with {@code dimension} and {@code classes}
     * @return the law
     * @throws InvalidInputException with a path that starts at that object
     */
    public static LabelledLaw fromJson(JsonNode json) {
        return labelled(new JsonFields(json));
    }

    /**
     * Reads a labelled law.
     *
     * @param fields {@code dimension} and {@code classes}
     * @return the law
     * @throws InvalidInputException with a path that starts at the fields' object
     */
    public static LabelledLaw labelled(JsonFields fields) {
        return labelled(fields, LawFields.MAX_NUMBERS);
    }

    static LabelledLaw labelled(JsonFields fields, long maxNumbers) {
        LawFields.Budget budget = new LawFields.Budget(maxNumbers);
        fields.requireOnly(DOCUMENT);
        int dimension = fields.whole("dimension", 1, Law.LARGEST_DIMENSION);
        return new LabelledLaw(fields.objects("classes", each -> readClass(each, budget, dimension)));
    }

    private static LabelledLaw.LabelledClass readClass(JsonFields fields, LawFields.Budget budget,
            int dimension) {
        fields.requireOnly(CLASS);
        String label = fields.text("label");
        if (label.isBlank()) {
            throw new InvalidInputException("label", '"' + label + '"', "must not be blank");
        }
        double prior = fields.number("prior");
        Law law = new LawFields(fields, budget).law("law");
        if (law.dimension() != dimension) {
            throw new InvalidInputException("law", law.dimension(),
                    "must have the dimension of the document (" + dimension + ")");
        }
        return new LabelledLaw.LabelledClass(label, prior, law);
    }

    /**
     * Reads a law without labels that is part of another document.
     *
     * @param json the object with {@code type}
     * @return the law
     * @throws InvalidInputException with a path that starts at that object
     */
    public static Law lawFromJson(JsonNode json) {
        return new LawFields(new JsonFields(json), new LawFields.Budget(LawFields.MAX_NUMBERS)).read();
    }

    /**
     * The JSON tree of a law.
     *
     * @param law a law
     * @return an object with {@code type} and the family's fields
     */
    public static ObjectNode toJson(Law law) {
        return LawNode.of(law);
    }

    /**
     * The JSON tree of a labelled law.
     *
     * @param law a labelled law
     * @return an object with {@code dimension} and {@code classes}
     */
    public static ObjectNode toJson(LabelledLaw law) {
        ObjectNode result = JsonNodeFactory.instance.objectNode().put("dimension", law.dimension());
        ArrayNode classes = result.putArray("classes");
        for (LabelledLaw.LabelledClass each : law.classes()) {
            ObjectNode json = classes.addObject().put("label", each.label());
            json.set("prior", JsonText.number(each.prior()));
            json.set("law", LawNode.of(each.law()));
        }
        return result;
    }

    /**
     * {@return a law as one line of JSON, which {@link #parseLaw} reads back as an equal law}
     *
     * @param law a law
     */
    public static String toString(Law law) {
        return JsonText.write(toJson(law));
    }

    /**
     * {@return a labelled law as one line of JSON, which {@link #parse} reads back as an equal law}
     *
     * @param law a labelled law
     */
    public static String toString(LabelledLaw law) {
        return JsonText.write(toJson(law));
    }
}
