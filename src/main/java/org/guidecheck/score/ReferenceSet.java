package org.guidecheck.score;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.io.LabelledCsv;
import org.guidecheck.law.io.LawJson;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.text.InvalidInputException;
import org.guidecheck.text.JsonText;
import org.guidecheck.text.Suggestions;
import org.guidecheck.text.TextFile;

/**
 * Reference set of laws on which samplers are scored. The law of an id never changes: another law gets another id, such
 * as {@code line/case-t@2}.
 */
public final class ReferenceSet {
    private static final String RESOURCE = "reference-set.json";
    private static final List<Case> CASES = read();

    private ReferenceSet() {
    }

    /**
     * Law of the set.
     *
     * @param id     its name, which ends with its version
     * @param reason what it is there for, in one line
     * @param json   its definition
     */
    public record Case(String id, String reason, JsonNode json) {

        /** {@return the law as a problem} */
        public ScoreProblem problem() {
            if (json.has("scores")) {
                JsonNode scores = json.get("scores");
                return new ScoreProblem.OfPair(id, new GaussianPair(gaussian(scores.get("class")),
                        gaussian(scores.get("data"))));
            }
            LabelledLaw law = json.has("data") ? LabelledCsv.bundled(json.get("data").asText(), true).law()
                    : LawJson.fromJson(json.get("law"));
            return ScoreProblem.of(id, GuidedProcess.of(law, law.indexOf(json.get("class").asText()),
                    GuidanceSchedule.constant(0)));
        }

        private static Gaussian gaussian(JsonNode json) {
            return (Gaussian) LawJson.lawFromJson(json);
        }
    }

    private static List<Case> read() {
        try (InputStream in = ReferenceSet.class.getResourceAsStream(RESOURCE)) {
            List<Case> cases = new ArrayList<>();
            for (JsonNode json : JsonText.parse(TextFile.decode(in.readAllBytes())).get("cases")) {
                cases.add(new Case(json.get("id").asText(), json.get("reason").asText(), json));
            }
            return List.copyOf(cases);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return all laws, in a fixed order} */
    public static List<Case> all() {
        return CASES;
    }

    /**
     * Finds a law.
     *
     * @param id its id, with or without the version; without it means the latest
     * @return the law
     * @throws InvalidInputException if there is none
     */
    public static Case byId(String id) {
        Case found = null;
        for (Case each : CASES) {
            if (each.id().equals(id) || each.id().substring(0, each.id().indexOf('@')).equals(id)) {
                found = each;
            }
        }
        if (found == null) {
            List<String> ids = CASES.stream().map(Case::id).toList();
            throw new InvalidInputException("reference", InvalidInputException.shorten(id)
                    + " is not in the reference set; must be one of " + ids + Suggestions.hint(id, ids));
        }
        return found;
    }
}
