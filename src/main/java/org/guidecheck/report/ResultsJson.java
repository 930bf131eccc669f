package org.guidecheck.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.guidecheck.distribution.TextFile;
import org.guidecheck.statistics.EvidenceJson;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;

/** The verdicts of a run as results.json. */
public final class ResultsJson {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ResultsJson() {
    }

    /**
     * A verdict and what it was reached on.
     *
     * @param subject  what the verdict is about, in a few words; verdicts of one claim and subject make one row
     * @param setting  law, class and guidance in full
     * @param expected what theory says the outcome is; empty where it says nothing
     * @param verdict  the verdict
     */
    public record Entry(String subject, String setting, Optional<Outcome> expected, Verdict verdict) {
        /**
         * Whether the verdict is what theory says.
         *
         * @return true, too, where theory says nothing
         */
        public boolean isAsExpected() {
            return expected.isEmpty() || expected.get() == verdict.outcome();
        }

        /** What theory says, in a word. */
        String expectation() {
            return expected.map(outcome -> outcome == Outcome.HOLDS ? "holds" : "fails").orElse("open");
        }
    }

    /**
     * Writes results.json whole or not at all.
     *
     * @param folder  made if missing
     * @param entries the verdicts
     * @return the file
     * @throws IOException if it cannot be written
     */
    public static Path write(Path folder, List<Entry> entries) throws IOException {
        Path file = folder.resolve("results.json");
        TextFile.write(file, MAPPER.writeValueAsString(toJson(entries)));
        return file;
    }

    /**
     * The verdicts as JSON.
     *
     * @param entries the verdicts
     * @return an array
     */
    public static ArrayNode toJson(List<Entry> entries) {
        ArrayNode all = MAPPER.createArrayNode();
        for (Entry entry : entries) {
            Verdict verdict = entry.verdict();
            ObjectNode node = all.addObject().put("claim", verdict.claimId()).put("subject", entry.subject())
                    .put("setting", entry.setting())
                    .put("expected", entry.expectation()).put("outcome", verdict.outcome().name()).put("seed", verdict.seed())
                    .put("seconds", verdict.time().toNanos() / 1e9).put("note", verdict.note());
            node.set("evidence", EvidenceJson.of(verdict.evidence()));
        }
        return all;
    }
}
