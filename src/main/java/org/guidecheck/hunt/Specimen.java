package org.guidecheck.hunt;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.guidecheck.catalogue.Catalogue;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.OfSteps;
import org.guidecheck.claim.Setting;
import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.diffusion.GuidedProcess;
import org.guidecheck.distribution.InvalidLawException;
import org.guidecheck.distribution.JsonFields;
import org.guidecheck.distribution.LabelledDistribution;
import org.guidecheck.distribution.LawJson;
import org.guidecheck.distribution.TextFile;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.statistics.EvidenceJson;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;

/**
 * A law and its guidance that a claim was decided on, kept in a file: a counterexample, or the nearest to one. The file says all
 * that it takes to decide again; what it says of the evidence is for people.
 *
 * @param claim    the claim's name
 * @param outcome  what was decided
 * @param process  law, class, guidance and end
 * @param sampler  name or class of the sampler held against the law
 * @param steps    of the sampler, for claims about a number of steps; 0 for the others
 * @param seed     of the random numbers of the decision
 * @param alpha    false-alarm rate of the decision
 */
public record Specimen(String claim, Outcome outcome, GuidedProcess process, String sampler, int steps, long seed,
                       double alpha) {
    /** A larger file is refused by its size. */
    private static final int MAX_BYTES = 1 << 20;
    private static final int MOST_STEPS = 100_000;
    private static final List<String> FIELDS = List.of("guidecheck", "claim", "statement", "outcome", "class", "weight", "stop",
            "sampler", "steps", "seed", "alpha", "law", "evidence", "secondOpinion", "found");

    /** What an attempt was decided on. */
    static Specimen of(Quarry quarry, Attempt attempt, double alpha) {
        Setting setting = quarry.setting(attempt.trial());
        return new Specimen(quarry.claim().id(), attempt.verdict().map(Verdict::outcome).orElse(Outcome.UNDECIDED),
                setting.process(), setting.sampler().name(), attempt.trial().steps(), setting.seed(), alpha);
    }

    /**
     * Reads a file.
     *
     * @param file as a hunt writes it
     * @return the specimen
     * @throws InvalidLawException naming the file, the field and what is wrong with it
     */
    public static Specimen read(Path file) {
        JsonFields fields = JsonFields.read(file, MAX_BYTES);
        try {
            return from(fields);
        } catch (InvalidLawException e) {
            throw e.from(file.toString());
        }
    }

    private static Specimen from(JsonFields fields) {
        fields.requireOnly(FIELDS);
        LabelledDistribution law = fields.labelled("law");
        String label = fields.text("class");
        if (law.classes().stream().noneMatch(each -> each.label().equals(label))) {
            throw new InvalidLawException("class", label, "must be a label of the law");
        }
        String claim = fields.text("claim");
        if (Catalogue.claims().stream().noneMatch(each -> each.id().equals(claim))) {
            throw new InvalidLawException("claim", claim, "must be a claim of the catalogue");
        }
        double stop = fields.number("stop");
        if (!(stop >= 0 && stop < 0.5) || (stop == 0 && law.isDegenerate())) {
            throw new InvalidLawException("stop", stop, "must be a noise in [0, 0.5), above 0 for a law without a density");
        }
        double alpha = fields.number("alpha");
        if (!(alpha > 0 && alpha < 1)) {
            throw new InvalidLawException("alpha", alpha, "must be in (0, 1)");
        }
        GuidedProcess process = new GuidedProcess(law, law.indexOf(label), guidance(fields.text("weight")), stop);
        return new Specimen(claim, EvidenceJson.outcome(fields, "outcome"), process, fields.text("sampler"),
                fields.has("steps") ? fields.whole("steps", Trial.FEWEST_STEPS, MOST_STEPS) : 0,
                fields.seed("seed"), alpha);
    }

    private static GuidanceSchedule guidance(String text) {
        try {
            GuidanceSchedule schedule = GuidanceSchedule.parse(text);
            if (schedule.smallest() >= 0) {
                return schedule;
            }
        } catch (IllegalArgumentException e) {
            // Told below, with the field's name.
        }
        throw new InvalidLawException("weight", text, "must be weights of at least 0, such as \"1\" or \"0,-1:3,2:0\"");
    }

    /**
     * Decides the claim again.
     *
     * @param held      the sampler named in the file
     * @param otherwise by another oracle than the one that found it
     * @return the verdict
     */
    public Verdict decide(GuidedSampler held, boolean otherwise) {
        Claim of = OfSteps.with(Catalogue.named(claim), steps);
        Setting setting = new Setting(process, held, seed);
        return otherwise ? of.decideOtherwise(setting, alpha) : of.decide(setting, alpha);
    }

    /** All of it as JSON, with what is known of it. */
    ObjectNode toJson(String version, Optional<Verdict> verdict, Optional<Verdict> opinion) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("guidecheck", version).put("claim", claim)
                .put("statement", Catalogue.named(claim).says().text()).put("outcome", outcome.name())
                .put("class", process.label())
                .put("weight", process.guidance().toString()).put("stop", process.stop()).put("sampler", sampler);
        if (steps > 0) {
            json.put("steps", steps);
        }
        json.put("seed", seed).put("alpha", alpha).set("law", LawJson.toJson(process.law()));
        verdict.ifPresent(each -> json.set("evidence", EvidenceJson.of(each.evidence())));
        opinion.ifPresent(each -> json.putObject("secondOpinion").put("outcome", each.outcome().name())
                .set("evidence", EvidenceJson.of(each.evidence())));
        return json;
    }

    /**
     * Writes a specimen's JSON whole or not at all.
     *
     * @param file its folder is made if missing
     * @param json as a hunt gives it
     * @throws UncheckedIOException if it cannot be written
     */
    public static void write(Path file, ObjectNode json) {
        try {
            TextFile.write(file, json.toPrettyString() + System.lineSeparator());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
