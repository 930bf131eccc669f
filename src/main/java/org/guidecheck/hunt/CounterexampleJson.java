package org.guidecheck.hunt;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.guidecheck.catalogue.Catalogue;
import org.guidecheck.claim.Claim;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.io.LawJson;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.statistics.EvidenceJson;
import org.guidecheck.statistics.Verdict;
import org.guidecheck.text.InvalidInputException;
import org.guidecheck.text.JsonFields;
import org.guidecheck.text.TextFile;

/** Counterexamples and discoveries as JSON, both ways. */
public final class CounterexampleJson {
    /** A larger file is refused by its size. */
    private static final int MAX_BYTES = 1 << 20;
    private static final int MOST_STEPS = 100_000;
    private static final List<String> FIELDS = List.of("guidecheck", "claim", "statement", "outcome", "class", "weight",
            "stop", "sampler", "steps", "seed", "alpha", "law", "evidence", "secondOpinion", "found");

    private CounterexampleJson() {
    }

    /**
     * Writes a discovery whole or not at all.
     *
     * @param file      its folder is made if missing
     * @param discovery what to write
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, Discovery discovery) throws IOException {
        TextFile.write(file, of(discovery).toPrettyString() + System.lineSeparator());
    }

    /**
     * Reads a counterexample. What the file says of the evidence is for people and is not read.
     *
     * @param file as {@link #write} writes it
     * @return the counterexample
     * @throws InvalidInputException naming the file, the field and what is wrong with it
     */
    public static Counterexample read(Path file) {
        JsonFields fields = JsonFields.read(file, MAX_BYTES);
        try {
            return counterexample(fields);
        } catch (InvalidInputException e) {
            throw e.from(file.toString());
        }
    }

    /**
     * A discovery as JSON.
     *
     * @param discovery of a hunt
     * @return an object
     */
    public static ObjectNode of(Discovery discovery) {
        Counterexample what = discovery.counterexample();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("guidecheck", discovery.version())
                .put("claim", what.claim()).put("statement", Catalogue.named(what.claim()).statement().text())
                .put("outcome", what.outcome().name()).put("class", what.process().label())
                .put("weight", what.process().guidance().toString()).put("stop", what.process().stop())
                .put("sampler", what.sampler());
        if (what.steps() > 0) {
            json.put("steps", what.steps());
        }
        json.put("seed", what.seed()).put("alpha", what.alpha()).set("law", LawJson.toJson(what.process().law()));
        discovery.verdict().ifPresent(each -> json.set("evidence", EvidenceJson.of(each.evidence())));
        discovery.secondOpinion()
                .ifPresent(each -> json.putObject("secondOpinion").put("outcome", each.outcome().name())
                        .set("evidence", EvidenceJson.of(each.evidence())));
        ObjectNode found = json.putObject("found").put("seed", discovery.seed()).put("laws", discovery.laws());
        if (discovery.secondOpinion().isPresent()) {
            found.put("neighbours", discovery.neighbours()).put("minimal", discovery.minimal());
        }
        return json;
    }

    /**
     * Reads a discovery. The times of its verdicts are not written, and read as 0.
     *
     * @param fields of an object as {@link #of} writes it
     * @return the discovery
     * @throws InvalidInputException naming the field and what is wrong with it
     */
    public static Discovery discovery(JsonFields fields) {
        Counterexample what = counterexample(fields);
        JsonFields found = fields.object("found");
        boolean shrunk = fields.has("secondOpinion");
        return new Discovery(what, fields.has("evidence") ? Optional.of(verdict(what, fields)) : Optional.empty(),
                shrunk ? Optional.of(verdict(what, fields.object("secondOpinion"))) : Optional.empty(),
                shrunk ? found.whole("neighbours", 0, Integer.MAX_VALUE) : 0,
                shrunk && found.get("minimal").asBoolean(), fields.text("guidecheck"), found.seed("seed"),
                found.seed("laws"));
    }

    private static Verdict verdict(Counterexample what, JsonFields fields) {
        return new Verdict(what.claim(), EvidenceJson.outcome(fields, "outcome"), EvidenceJson.read(fields, "evidence"),
                what.seed(), Duration.ZERO, "");
    }

    private static Counterexample counterexample(JsonFields fields) {
        fields.requireOnly(FIELDS);
        LabelledLaw law = fields.object("law", LawJson::labelled);
        GuidedProcess process = new GuidedProcess(law, law.indexOf(label(law, fields.text("class"))),
                guidance(fields.text("weight")), stop(law, fields.number("stop")));
        return new Counterexample(claim(fields.text("claim")), EvidenceJson.outcome(fields, "outcome"), process,
                fields.text("sampler"),
                fields.has("steps") ? fields.whole("steps", Candidate.FEWEST_STEPS, MOST_STEPS) : 0,
                fields.seed("seed"), alpha(fields.number("alpha")));
    }

    private static String claim(String claim) {
        if (Catalogue.claims().stream().map(Claim::id).noneMatch(claim::equals)) {
            throw new InvalidInputException("claim", claim, "must be a claim of the catalogue");
        }
        return claim;
    }

    private static String label(LabelledLaw law, String label) {
        if (law.classes().stream().noneMatch(each -> each.label().equals(label))) {
            throw new InvalidInputException("class", label, "must be a label of the law");
        }
        return label;
    }

    private static double stop(LabelledLaw law, double stop) {
        if (!(stop >= 0 && stop < 0.5) || (stop == 0 && law.isDegenerate())) {
            throw new InvalidInputException("stop", stop,
                    "must be a noise in [0, 0.5), above 0 for a law without a density");
        }
        return stop;
    }

    private static double alpha(double alpha) {
        if (!(alpha > 0 && alpha < 1)) {
            throw new InvalidInputException("alpha", alpha, "must be in (0, 1)");
        }
        return alpha;
    }

    private static GuidanceSchedule guidance(String text) {
        try {
            GuidanceSchedule schedule = GuidanceSchedule.parse(text);
            if (schedule.smallest() >= 0) {
                return schedule;
            }
        } catch (IllegalArgumentException e) {
            // Reported below, with the field's name.
        }
        throw new InvalidInputException("weight", text,
                "must be weights of at least 0, such as \"1\" or \"0,-1:3,2:0\"");
    }
}
