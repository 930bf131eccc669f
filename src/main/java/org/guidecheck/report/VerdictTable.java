package org.guidecheck.report;

import java.util.List;
import java.util.Locale;
import org.guidecheck.statistics.Evidence;

/** The verdicts of a run as a table of plain text. */
public final class VerdictTable {
    private VerdictTable() {
    }

    /**
     * Lays out the table.
     *
     * @param entries the verdicts
     * @return lines, each ended by a newline
     */
    public static String of(List<ResultsJson.Entry> entries) {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%-28s %-34s %-9s %-46s %8s %8s%n", "claim",
                "on", "verdict", "evidence", "n", "seconds"));
        for (ResultsJson.Entry entry : entries) {
            for (Evidence each : entry.verdict().evidence()) {
                text.append(String.format(Locale.ROOT, "%-28s %-34s %-9s %-46s %8d %8.2f%n", entry.verdict().claimId(),
                        entry.subject(), each.outcome(),
                        String.format(Locale.ROOT, "%s in [%.4f, %.4f]; %s", each.quantity(), each.bounds().lower(),
                                each.bounds().upper(), each.rule()),
                        each.samples(), entry.verdict().time().toNanos() / 1e9));
            }
        }
        return text.toString();
    }
}
