package org.guidecheck.statistics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.guidecheck.text.InvalidInputException;
import org.guidecheck.text.JsonFields;

/** Reader and writer of evidence as JSON. */
public final class EvidenceJson {
    private EvidenceJson() {
    }

    /**
     * Writes evidence.
     *
     * @param evidence evidence of a verdict
     * @return an array of objects
     */
    public static ArrayNode of(List<Evidence> evidence) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (Evidence each : evidence) {
            ObjectNode item = all.addObject().put("kind", each.kind().label())
                    .put("quantity", each.quantity()).put("value", each.value());
            put(item, each.bounds()).put("rule", each.rule()).put("outcome", each.outcome().name())
                    .put("method", each.method()).put("n", each.samples()).put("alpha", each.alphaSpent());
            put(item.putObject("required"), each.requirement().required());
            each.requirement().allowed().ifPresent(allowed -> put(item.putObject("allowed"), allowed));
            if (each.isAttempt()) {
                item.put("attempt", true);
            }
            each.detectable().ifPresent(size -> item.put("detectable", size));
            ArrayNode tolerances = item.putArray("tolerances");
            each.tolerances().forEach(t -> tolerances.addObject()
                    .put("type", type(t)).put("size", t.size()).put("why", t.why()));
            if (!each.details().isEmpty()) {
                ObjectNode details = item.putObject("details");
                each.details().forEach(details::put);
            }
        }
        return all;
    }

    /**
     * Reads evidence.
     *
     * @param fields fields of the surrounding object
     * @param name   name of the field, an array as {@link #of} writes it
     * @return the evidence, without its excess, which is not written
     * @throws InvalidInputException naming the path of the wrong field
     */
    public static List<Evidence> read(JsonFields fields, String name) {
        return fields.objects(name, EvidenceJson::evidence);
    }

    /**
     * Reads an outcome.
     *
     * @param fields fields of the surrounding object
     * @param name   name of the field
     * @return the outcome
     * @throws InvalidInputException if the field is not an outcome
     */
    public static Outcome outcome(JsonFields fields, String name) {
        String text = fields.text(name);
        return Arrays.stream(Outcome.values()).filter(each -> each.name().equals(text)).findFirst()
                .orElseThrow(() -> new InvalidInputException(name, text,
                        "must be HOLDS, NOT_REFUTED, UNDECIDED or REFUTED"));
    }

    private static Evidence evidence(JsonFields fields) {
        String label = fields.text("kind");
        Evidence.Kind kind = Arrays.stream(Evidence.Kind.values())
                .filter(each -> each.label().equals(label)).findFirst()
                .orElseThrow(() -> new InvalidInputException("kind", label, "must be a kind of evidence"));
        try {
            Evidence evidence = Evidence.of(kind, fields.text("quantity"), fields.number("value"))
                    .within(interval(fields))
                    .by(fields.text("method"), fields.seed("n"), fields.number("alpha"))
                    .allowing(fields.objects("tolerances", EvidenceJson::tolerance))
                    .decides(new Requirement(fields.text("rule"), interval(fields.object("required")),
                            fields.has("allowed") ? Optional.of(interval(fields.object("allowed")))
                                    : Optional.empty()));
            if (fields.has("attempt")) {
                evidence = evidence.asAttempt();
            }
            if (fields.has("details")) {
                for (Map.Entry<String, JsonNode> each : fields.get("details").properties()) {
                    evidence = evidence.with(each.getKey(), each.getValue().asText());
                }
            }
            return fields.has("detectable")
                    ? evidence.detecting(OptionalDouble.of(fields.number("detectable"))) : evidence;
        } catch (InvalidInputException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("", e.getMessage());
        }
    }

    private static ObjectNode put(ObjectNode item, Interval interval) {
        return put(put(item, "lower", interval.lower()), "upper", interval.upper());
    }

    /** JSON has no infinite numbers: an infinite end is written as a word. */
    private static ObjectNode put(ObjectNode item, String name, double end) {
        return Double.isInfinite(end) ? item.put(name, Double.toString(end)) : item.put(name, end);
    }

    private static Interval interval(JsonFields fields) {
        return new Interval(end(fields, "lower"), end(fields, "upper"));
    }

    /** An end of an interval: a number, or the word for infinity. */
    private static double end(JsonFields fields, String name) {
        if (!fields.get(name).isTextual()) {
            return fields.number(name);
        }
        return switch (fields.text(name)) {
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw new InvalidInputException(name, fields.text(name),
                    "must be a number, Infinity or -Infinity");
        };
    }

    private static String type(Tolerance tolerance) {
        if (tolerance instanceof Tolerance.Rounding) {
            return "rounding";
        }
        return tolerance instanceof Tolerance.Discretisation ? "discretisation" : "statistical";
    }

    private static Tolerance tolerance(JsonFields fields) {
        double size = fields.number("size");
        String why = fields.text("why");
        return switch (fields.text("type")) {
            case "rounding" -> new Tolerance.Rounding(size, why);
            case "discretisation" -> new Tolerance.Discretisation(size, why);
            case "statistical" -> new Tolerance.Statistical(size, why);
            default -> throw new InvalidInputException("type", fields.text("type"),
                    "must be rounding, discretisation or statistical");
        };
    }
}
