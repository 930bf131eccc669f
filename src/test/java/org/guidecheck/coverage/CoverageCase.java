package org.guidecheck.coverage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Law, class and weight with the mean reciprocal that is known from another program, {@code reference.py}.
 *
 * @param name   family, law and weight
 * @param family kind of law
 * @param law    the law, as {@code measure} reads it
 * @param label  class
 * @param weight weight or schedule of weights
 * @param stop   noise at which the process stops; empty for clean data
 * @param prior  prior of the class
 * @param mean   mean reciprocal
 * @param error  bound on its error, relative
 */
record CoverageCase(String name, String family, JsonNode law, String label, String weight, OptionalDouble stop,
        double prior, double mean, double error) {
    private static final String FOLDER = "/coverage/";

    /**
     * All cases.
     *
     * @param known     cases with a mean
     * @param unsettled names of those whose mean the program could not settle
     * @param unsolved  names of those that it has not solved yet
     */
    record All(List<CoverageCase> known, List<String> unsettled, List<String> unsolved) {
    }

    static All load() {
        Map<String, JsonNode> references = new HashMap<>();
        read("references.json").forEach(each -> references.put(each.get("name").asText(), each));
        List<CoverageCase> known = new ArrayList<>();
        List<String> unsettled = new ArrayList<>();
        List<String> unsolved = new ArrayList<>();
        for (JsonNode each : read("cases.json")) {
            JsonNode reference = references.get(each.get("name").asText());
            if (reference == null) {
                unsolved.add(each.get("name").asText());
            } else if (reference.get("settled").asBoolean()) {
                known.add(of(each, reference));
            } else {
                unsettled.add(each.get("name").asText());
            }
        }
        return new All(known, unsettled, unsolved);
    }

    private static CoverageCase of(JsonNode each, JsonNode reference) {
        String label = each.get("class").asText();
        double prior = 0;
        for (JsonNode one : each.get("law").get("classes")) {
            prior += one.get("label").asText().equals(label) ? one.get("prior").asDouble() : 0;
        }
        return new CoverageCase(each.get("name").asText(), each.get("family").asText(), each.get("law"), label,
                each.get("weight").asText(),
                each.has("stop") ? OptionalDouble.of(each.get("stop").asDouble()) : OptionalDouble.empty(), prior,
                reference.get("mean").asDouble(), reference.get("error").asDouble());
    }

    private static JsonNode read(String name) {
        try (InputStream in = CoverageCase.class.getResourceAsStream(FOLDER + name)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be read", e);
        }
    }

    int dimension() {
        return law.get("dimension").asInt();
    }

    boolean hasSchedule() {
        return weight.contains(",");
    }

    /** {@return whether the law lies on the line and all weights are at most 8} */
    boolean isOrdinary() {
        double largest = 0;
        for (String part : weight.split(",", -1)) {
            largest = Math.max(largest, Double.parseDouble(part.substring(part.indexOf(':') + 1)));
        }
        return dimension() == 1 && largest <= 8;
    }
}
