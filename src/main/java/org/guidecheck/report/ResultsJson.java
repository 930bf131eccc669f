package org.guidecheck.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.guidecheck.statistics.EvidenceJson;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;
import org.guidecheck.text.InvalidInputException;
import org.guidecheck.text.JsonFields;
import org.guidecheck.text.TextFile;

/** Results as results.json, both ways. */
public final class ResultsJson {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final int MAX_BYTES = 256 << 20;

    private ResultsJson() {
    }

    /**
     * Writes results.json whole or not at all.
     *
     * @param folder  made if missing
     * @param results of a run
     * @return the file
     * @throws IOException if it cannot be written
     */
    public static Path write(Path folder, Results results) throws IOException {
        Path file = folder.resolve("results.json");
        TextFile.write(file, MAPPER.writeValueAsString(toJson(results)));
        return file;
    }

    /**
     * Results as JSON.
     *
     * @param results of any runs
     * @return an object
     */
    public static ObjectNode toJson(Results results) {
        ObjectNode json = MAPPER.createObjectNode();
        ArrayNode runs = json.putArray("runs");
        results.runs().forEach(run -> runs.addObject().put("guidecheck", run.version()).put("command", run.command())
                .put("seed", run.seed()).put("alpha", run.alpha()).put("began", run.began())
                .put("seconds", run.seconds()));
        ObjectNode laws = json.putObject("laws");
        new TreeMap<>(results.laws()).forEach(laws::set);
        ArrayNode pictures = json.putArray("pictures");
        results.pictures().forEach((on, picture) -> pictures.addObject().<ObjectNode>set("conditions", toJson(on))
                .set("picture", picture));
        for (SamplerFigures each : results.samplers()) {
            json.withArray("samplers").addObject().put("run", each.run()).put("subject", each.subject())
                    .set("numbers", each.numbers());
        }
        ArrayNode findings = json.putArray("findings");
        for (Finding finding : results.findings()) {
            Verdict verdict = finding.verdict();
            ObjectNode node = findings.addObject().put("run", finding.run()).put("claim", verdict.claimId())
                    .put("statement", finding.statement()).put("resolution", finding.resolution())
                    .put("source", finding.source())
                    .put("subject", finding.subject())
                    .put("expected", finding.expectation()).put("outcome", verdict.outcome().name());
            finding.conditions().ifPresent(on -> node.set("conditions", toJson(on)));
            node.put("seed", verdict.seed()).put("seconds", verdict.time().toNanos() / 1e9).put("note", verdict.note());
            node.put("found", new ClaimSummary(List.of(finding)).found());
            node.set("evidence", EvidenceJson.of(verdict.evidence()));
        }
        return json;
    }

    private static ObjectNode toJson(FindingContext on) {
        return MAPPER.createObjectNode().put("law", on.law()).put("class", on.label()).put("weight", on.weight())
                .put("stop", on.stop());
    }

    /**
     * Reads results.json.
     *
     * @param file as {@link #write} writes it
     * @return the results
     * @throws InvalidInputException naming the file, the field and what is wrong with it
     */
    public static Results read(Path file) {
        JsonFields fields = JsonFields.read(file, MAX_BYTES);
        try {
            return results(fields);
        } catch (InvalidInputException e) {
            throw e.from(file.toString());
        }
    }

    private static Results results(JsonFields fields) {
        fields.requireOnly(List.of("runs", "laws", "pictures", "samplers", "findings"));
        List<RunInfo> runs =
                fields.objects("runs", run -> new RunInfo(run.text("guidecheck"), run.text("command"), run.seed("seed"),
                        run.number("alpha"), run.text("began"), run.number("seconds")));
        Map<String, ObjectNode> laws = new TreeMap<>();
        for (Map.Entry<String, JsonNode> each : fields.get("laws").properties()) {
            if (!(each.getValue() instanceof ObjectNode law)) {
                throw new InvalidInputException("laws." + each.getKey(), "must be an object");
            }
            laws.put(each.getKey(), law);
        }
        Map<FindingContext, ObjectNode> pictures = new LinkedHashMap<>();
        if (fields.has("pictures")) {
            fields.objects("pictures",
                    each -> pictures.put(conditions(each.object("conditions"), laws),
                            numbers(each, "picture")));
        }
        List<SamplerFigures> samplers = fields.has("samplers") ? fields.objects("samplers",
                each -> new SamplerFigures(each.whole("run", 0, runs.size() - 1), each.text("subject"),
                        numbers(each, "numbers")))
                : List.of();
        List<Finding> findings = fields.objects("findings", each -> finding(each, runs.size(), laws));
        return new Results(runs, laws, pictures, samplers, findings);
    }

    private static Finding finding(JsonFields fields, int runs, Map<String, ObjectNode> laws) {
        double seconds = fields.number("seconds");
        if (!(seconds >= 0)) {
            throw new InvalidInputException("seconds", seconds, "must be at least 0");
        }
        Verdict verdict = new Verdict(fields.text("claim"), EvidenceJson.outcome(fields, "outcome"),
                EvidenceJson.read(fields, "evidence"), fields.seed("seed"), Duration.ofNanos(Math.round(1e9 * seconds)),
                fields.text("note"));
        return new Finding(fields.whole("run", 0, runs - 1), fields.text("statement"),
                fields.has("resolution") ? fields.text("resolution") : "", fields.text("source"),
                fields.text("subject"),
                fields.has("conditions") ? Optional.of(conditions(fields.object("conditions"), laws))
                        : Optional.empty(),
                expected(fields.text("expected")), verdict);
    }

    private static FindingContext conditions(JsonFields on, Map<String, ObjectNode> laws) {
        String law = on.text("law");
        if (!laws.containsKey(law)) {
            throw new InvalidInputException("conditions.law", law, "must be a key of laws");
        }
        return new FindingContext(law, on.text("class"), on.text("weight"), on.number("stop"));
    }

    /** Numbers to draw, which only the page reads. */
    private static ObjectNode numbers(JsonFields fields, String name) {
        if (!(fields.get(name) instanceof ObjectNode numbers)) {
            throw new InvalidInputException(name, "must be an object");
        }
        return numbers;
    }

    private static Optional<Outcome> expected(String word) {
        return switch (word) {
            case "holds" -> Optional.of(Outcome.HOLDS);
            case "fails" -> Optional.of(Outcome.REFUTED);
            case "open" -> Optional.empty();
            default -> throw new InvalidInputException("expected", word, "must be holds, fails or open");
        };
    }
}
