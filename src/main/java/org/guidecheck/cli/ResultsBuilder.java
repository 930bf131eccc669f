package org.guidecheck.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.guidecheck.audit.AuditFigures;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.guard.SamplerSummary;
import org.guidecheck.guard.guiders.GuiderSummary;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.io.LawJson;
import org.guidecheck.report.Figure;
import org.guidecheck.report.Finding;
import org.guidecheck.report.FindingContext;
import org.guidecheck.report.Results;
import org.guidecheck.report.RunInfo;
import org.guidecheck.report.SamplerFigures;
import org.guidecheck.report.Versions;
import org.guidecheck.statistics.Effort;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;

/** Findings of a run, collected one by one. */
final class ResultsBuilder {
    /** Longest law, in characters of JSON, that the results contain. */
    private static final int LONGEST_LAW = 20_000;
    private static final int KEY_DIGITS = 12;
    private static final int MOST_PICTURES = 40;

    private final String command;
    private final SeedAndAlphaOptions seedAndAlpha;
    private final Effort effort;
    private final OffsetDateTime began = OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
    private final long start = System.nanoTime();
    private final Map<String, ObjectNode> laws = new TreeMap<>();
    private final Map<LabelledLaw, String> keys = new HashMap<>();
    private final Map<LabelledLaw, String> names = new HashMap<>();
    private final Map<FindingContext, Figure> pictures = new LinkedHashMap<>();
    private final List<SamplerFigures> samplers = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    ResultsBuilder(String command, SeedAndAlphaOptions seedAndAlpha, Effort effort) {
        this.command = command;
        this.seedAndAlpha = seedAndAlpha;
        this.effort = effort;
    }

    /** Gives a law a name. */
    void name(LabelledLaw law, String name) {
        names.put(law, name);
    }

    /** Adds a verdict on a setting. */
    void add(Statement statement, String subject, Setting setting, Optional<Outcome> expected, Verdict verdict) {
        FindingContext conditions = conditions(setting);
        findings.add(new Finding(0, statement.text(), statement.resolution().at(effort).toString(),
                statement.source(), subject, Optional.of(conditions), expected,
                verdict));
        if (verdict.outcome() != Outcome.HOLDS) {
            draw(setting);
        }
    }

    /** Has a setting drawn. */
    void draw(Setting setting) {
        pictures.put(conditions(setting), new Figure(setting.process(), setting.seed()));
    }

    private FindingContext conditions(Setting setting) {
        return new FindingContext(keys.computeIfAbsent(setting.law(), this::key), setting.process().label(),
                setting.guidance().toString(), setting.process().stop());
    }

    /** Adds a verdict on a subject that needs no further description. */
    void add(Statement statement, String subject, Optional<Outcome> expected, Verdict verdict) {
        findings.add(
                new Finding(0, statement.text(), statement.resolution().at(effort).toString(), statement.source(),
                        subject,
                        Optional.empty(), expected, verdict));
    }

    /** Adds figures of the sampler that verdicts are about. */
    void add(String subject, SamplerSummary summary) {
        samplers.add(new SamplerFigures(0, subject, SamplerSummaryJson.of(summary)));
    }

    /** Adds figures of the guider that verdicts are about. */
    void add(String subject, GuiderSummary summary) {
        samplers.add(new SamplerFigures(0, subject, GuiderSummaryJson.of(summary)));
    }

    /** Adds figures of the model that verdicts are about. */
    void add(String subject, AuditFigures figures) {
        samplers.add(new SamplerFigures(0, subject, AuditFiguresJson.of(figures)));
    }

    boolean isEmpty() {
        return findings.isEmpty();
    }

    /** The results so far, with pictures of what does not hold. */
    Results results() {
        RunInfo run =
                new RunInfo(Versions.guidecheck(), command, seedAndAlpha.seed(), seedAndAlpha.alpha(), began.toString(),
                        (System.nanoTime() - start) / 1e9);
        return new Results(List.of(run), laws, drawn(), samplers, findings);
    }

    private Map<FindingContext, ObjectNode> drawn() {
        // If there are too many, those that theory does not expect come first.
        List<FindingContext> wanted = Stream.of(true, false).flatMap(surprise -> findings.stream()
                .filter(each -> each.isAsExpected() != surprise).flatMap(each -> each.conditions().stream()))
                .filter(pictures::containsKey).distinct().limit(MOST_PICTURES).toList();
        Map<FindingContext, ObjectNode> drawn = new LinkedHashMap<>();
        if (wanted.isEmpty()) {
            return drawn;
        }
        AtomicInteger done = new AtomicInteger();
        Progress progress = Progress.of(() -> done + " of " + wanted.size() + " pictures",
                () -> (double) done.get() / wanted.size());
        try {
            List<Optional<ObjectNode>> made = wanted.parallelStream().map(on -> {
                Optional<ObjectNode> drawing = drawing(on);
                done.incrementAndGet();
                return drawing;
            }).toList();
            for (int i = 0; i < made.size(); i++) {
                FindingContext on = wanted.get(i);
                made.get(i).ifPresent(drawing -> drawn.put(on, drawing));
            }
        } finally {
            progress.end();
        }
        return drawn;
    }

    private Optional<ObjectNode> drawing(FindingContext on) {
        try {
            return Optional.of(pictures.get(on).toJson());
        } catch (ArithmeticException | IllegalArgumentException | IllegalStateException e) {
            System.err.println("guidecheck: no picture of class " + on.label() + ", weight " + on.weight() + ": "
                    + e.getMessage());
            return Optional.empty();
        }
    }

    private String key(LabelledLaw law) {
        String text = LawJson.toString(law);
        String key;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            key = HexFormat.of().formatHex(digest).substring(0, KEY_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("dimension", law.dimension());
        law.classes().stream().map(LabelledClass::label).forEach(json.putArray("classes")::add);
        Optional.ofNullable(names.get(law)).or(() -> NamedLaws.nameOf(law)).ifPresent(name -> json.put("name", name));
        if (text.length() <= LONGEST_LAW) {
            json.set("law", LawJson.toJson(law));
        }
        laws.put(key, json);
        return key;
    }
}
