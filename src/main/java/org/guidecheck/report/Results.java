package org.guidecheck.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.text.JsonText;

/**
 * Results of one run, or of several.
 *
 * @param runs     the runs, at least one
 * @param laws     the laws by their keys: for each an object with its {@code dimension}, the labels of its
 *                 {@code classes}, its {@code name} if it has one, and the {@code law} itself unless it is too large
 * @param pictures figures as JSON, for some of the conditions
 * @param samplers figures of the samplers that were guarded
 * @param findings the findings in the order in which they were reached
 */
public record Results(List<RunInfo> runs, Map<String, ObjectNode> laws, Map<FindingContext, ObjectNode> pictures,
        List<SamplerFigures> samplers, List<Finding> findings) {
    /** Copies the collections. */
    public Results {
        runs = List.copyOf(runs);
        laws = Map.copyOf(new TreeMap<>(laws));
        pictures = Collections.unmodifiableMap(new LinkedHashMap<>(pictures));
        samplers = List.copyOf(samplers);
        findings = List.copyOf(findings);
    }

    /**
     * Merges the results of several runs.
     *
     * @param parts at least one
     * @return all runs, laws, figures and findings
     */
    public static Results merged(List<Results> parts) {
        List<RunInfo> runs = new ArrayList<>();
        Map<String, ObjectNode> laws = new TreeMap<>();
        Map<FindingContext, ObjectNode> pictures = new LinkedHashMap<>();
        List<SamplerFigures> samplers = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (Results part : parts) {
            int before = runs.size();
            runs.addAll(part.runs());
            laws.putAll(part.laws());
            pictures.putAll(part.pictures());
            part.samplers().forEach(each -> samplers.add(each.ofRun(before + each.run())));
            part.findings().forEach(each -> findings.add(each.ofRun(before + each.run())));
        }
        return new Results(runs, laws, pictures, samplers, findings);
    }

    /**
     * The findings that are not as theory says.
     *
     * @return decided ones first, then undecided ones
     */
    public List<Finding> surprises() {
        List<Finding> result = new ArrayList<>();
        for (boolean decided : new boolean[] {true, false}) {
            findings.stream().filter(each -> !each.isAsExpected())
                    .filter(each -> (each.verdict().outcome() != Outcome.UNDECIDED) == decided).forEach(result::add);
        }
        return result;
    }

    /** The findings of each claim, in the order in which they were reached. */
    Map<String, List<Finding>> byClaim() {
        return findings.stream()
                .collect(Collectors.groupingBy(each -> each.verdict().claimId(), LinkedHashMap::new,
                        Collectors.toList()));
    }

    /** The law, guidance and seed of a finding, in one line. */
    String where(Finding finding) {
        return finding.conditions().map(on -> "class " + on.label() + ", weight " + on.weight()
                + (on.stop() > 0 ? String.format(Locale.ROOT, ", stopped at noise %.3g", on.stop()) : "") + ", seed "
                + finding.verdict().seed() + ", law " + lawText(on.law())).orElse("seed " + finding.verdict().seed());
    }

    private String lawText(String key) {
        ObjectNode law = laws.get(key);
        return law.has("law") ? JsonText.write(law.get("law"))
                : law.path("name").asText("of " + law.path("dimension").asText() + " dimensions");
    }
}
