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
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%-33s %-28s %-9s %8s %8s  %s%n", "claim",
                "on", "verdict", "n", "seconds", "evidence"));
        for (ResultsJson.Entry entry : entries) {
            for (Evidence each : entry.verdict().evidence()) {
                text.append(String.format(Locale.ROOT, "%-33s %-28s %-9s %8d %8.2f  %s; %s%n", entry.verdict().claimId(),
                        entry.subject(), each.outcome(), each.samples(), entry.verdict().time().toNanos() / 1e9,
                        measured(each), each.rule()));
            }
        }
        return text.toString();
    }

    private static String measured(Evidence evidence) {
        double lower = evidence.bounds().lower();
        double upper = evidence.bounds().upper();
        if (lower == upper) {
            return String.format(Locale.ROOT, "%s %.2g", evidence.quantity(), evidence.value());
        }
        return Double.isInfinite(lower) || Double.isInfinite(upper)
                ? String.format(Locale.ROOT, "%s %.4g, no bound", evidence.quantity(), evidence.value())
                : String.format(Locale.ROOT, "%s in [%.4f, %.4f]", evidence.quantity(), lower, upper);
    }
}
