package org.guidecheck.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.guidecheck.distribution.JsonText;
import org.guidecheck.statistics.Outcome;

/**
 * What one run found, or several.
 *
 * @param runs     at least one
 * @param laws     by their keys: an object with the {@code dimension}, the {@code classes}' labels, a {@code name} if the law has
 *                 one, and the {@code law} itself unless it is too large to be read
 * @param pictures what there is to draw of some conditions, numbers of curves and points
 * @param findings in the order in which they were reached
 */
public record Results(List<Run> runs, Map<String, ObjectNode> laws, Map<Conditions, ObjectNode> pictures,
                      List<Finding> findings) {
    /** Copies. */
    public Results {
        runs = List.copyOf(runs);
        laws = Map.copyOf(new TreeMap<>(laws));
        pictures = Collections.unmodifiableMap(new LinkedHashMap<>(pictures));
        findings = List.copyOf(findings);
    }

    /**
     * The findings of several runs as one.
     *
     * @param parts at least one
     * @return all runs, laws and findings
     */
    public static Results merged(List<Results> parts) {
        List<Run> runs = new ArrayList<>();
        Map<String, ObjectNode> laws = new TreeMap<>();
        Map<Conditions, ObjectNode> pictures = new LinkedHashMap<>();
        List<Finding> findings = new ArrayList<>();
        for (Results part : parts) {
            int before = runs.size();
            runs.addAll(part.runs());
            laws.putAll(part.laws());
            pictures.putAll(part.pictures());
            part.findings().forEach(each -> findings.add(each.ofRun(before + each.run())));
        }
        return new Results(runs, laws, pictures, findings);
    }

    /**
     * What is not as theory says.
     *
     * @return findings, refuted ones first
     */
    public List<Finding> surprises() {
        List<Finding> result = new ArrayList<>();
        for (boolean decided : new boolean[] {true, false}) {
            findings.stream().filter(each -> !each.isAsExpected())
                    .filter(each -> (each.verdict().outcome() != Outcome.UNDECIDED) == decided).forEach(result::add);
        }
        return result;
    }

    /** What a finding was reached on, in one line. */
    String where(Finding finding) {
        return finding.conditions().map(on -> "class " + on.label() + ", weight " + on.weight()
                + (on.stop() > 0 ? String.format(Locale.ROOT, ", left at noise %.3g", on.stop()) : "") + ", seed "
                + finding.verdict().seed() + ", law " + lawText(on.law())).orElse("seed " + finding.verdict().seed());
    }

    private String lawText(String key) {
        ObjectNode law = laws.get(key);
        return law.has("law") ? JsonText.write(law.get("law"))
                : law.path("name").asText("of " + law.path("dimension").asText() + " dimensions");
    }
}
