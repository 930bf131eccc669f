package org.guidecheck.report;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.guidecheck.statistics.Outcome;

/** Results as a Markdown summary, for pull requests and pages of CI services. */
public final class MarkdownSummary {
    /** GitHub accepts step summaries of at most 1024 KiB; one KiB is left for earlier text. */
    public static final int MAX_BYTES = 1023 << 10;
    private static final int WORST = 10;

    private MarkdownSummary() {
    }

    /**
     * The summary.
     *
     * @param results  of any runs
     * @param maxBytes most bytes of UTF-8; a longer summary is cut between lines, and its last line says so
     * @return Markdown, ended by a newline
     */
    public static String of(Results results, int maxBytes) {
        StringBuilder text = new StringBuilder("## guidecheck\n\n");
        List<Finding> surprises = results.surprises();
        int verdicts = results.findings().size();
        text.append(verdicts).append(verdicts == 1 ? " verdict, " : " verdicts, ").append(surprises.isEmpty()
                ? "all as theory says" : surprises.size() + " not as theory says").append(".");
        for (RunInfo run : results.runs()) {
            text.append(String.format(Locale.ROOT, " `%s`: seed %d, false-alarm rate %s, %.0f s.",
                    cell(run.command()), run.seed(), run.alpha(), run.seconds()));
        }
        text.append("\n\n");
        if (!surprises.isEmpty()) {
            text.append("Not as theory says:\n\n| claim | verdict | tried on | evidence |\n|---|---|---|---|\n");
            for (Finding each : surprises) {
                text.append("| `").append(each.verdict().claimId()).append("` | ").append(each.verdict().outcome())
                        .append(" | ").append(cell(each.subject() + "; " + results.where(each))).append(" | ")
                        .append(cell(evidence(each))).append(" |\n");
            }
            text.append("\nAll claims:\n\n");
        }
        text.append("| claim | expected | verdict | tries | seconds |\n|---|---|---|---|---|\n");
        results.byClaim().forEach((claim, findings) -> text.append(String.format(Locale.ROOT,
                "| `%s` | %s | %s | %d | %.1f |\n", claim, findings.get(0).expectation(),
                Outcome.worst(findings.stream().map(e -> e.verdict().outcome()).toList()), findings.size(),
                findings.stream().mapToDouble(e -> e.verdict().time().toNanos() / 1e9).sum())));
        return cut(text.toString(), maxBytes);
    }

    /**
     * The ten worst findings as commands that GitHub shows as annotations.
     *
     * @param results of any runs
     * @return a line each
     */
    public static List<String> annotations(Results results) {
        return results.surprises().stream().limit(WORST).map(each -> "::"
                + (each.verdict().outcome() == Outcome.UNDECIDED ? "warning" : "error") + " title="
                + command(each.verdict().claimId() + " " + each.verdict().outcome()).replace(":", "%3A").replace(",",
                        "%2C")
                + "::" + command(each.statement() + "; " + each.subject() + "; " + evidence(each))).toList();
    }

    private static String evidence(Finding finding) {
        return finding.verdict().evidence().stream().filter(each -> each.outcome() == finding.verdict().outcome())
                .findFirst().map(VerdictTable::describe).orElse(finding.verdict().note());
    }

    private static String command(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    /** The text escaped for a table cell. */
    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ");
    }

    private static String cut(String text, int maxBytes) {
        String notice = "\nShortened: all verdicts are in results.json.\n";
        if (text.getBytes(StandardCharsets.UTF_8).length <= maxBytes) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int bytes = notice.length();
        for (String line : text.lines().toList()) {
            bytes += line.getBytes(StandardCharsets.UTF_8).length + 1;
            if (bytes > maxBytes) {
                break;
            }
            kept.append(line).append('\n');
        }
        return kept + notice;
    }
}
