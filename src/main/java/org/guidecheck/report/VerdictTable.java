package org.guidecheck.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;

/** Verdicts of a run as a plain-text table. */
public final class VerdictTable {
    private static final String TRIED_ON = "tried on";
    /** Least width of the column of what was tried. */
    private static final int LEAST_WIDTH = 26;
    private static final int MOST_SURPRISES = 3;
    private static final int LEAST_DECIMALS = 4;
    private static final int MOST_DECIMALS = 10;
    /** From here on a number is written with few digits and an exponent. */
    private static final double HUGE = 1e7;

    private VerdictTable() {
    }

    /**
     * Lays out a line for each claim, with what was found in words, and a line that counts the verdicts. Below a claim
     * stand its first verdicts that are not as theory says. What all claims were tried on stands once, above the table.
     *
     * @param results of any runs
     * @return lines, each ended by a newline
     */
    public static String of(Results results) {
        Map<String, ClaimSummary> claims = new LinkedHashMap<>();
        results.byClaim().forEach((claim, findings) -> claims.put(claim, new ClaimSummary(findings)));
        List<String> subjects = results.findings().stream().map(Finding::subject).distinct().toList();
        boolean isOne = subjects.size() == 1;
        StringBuilder text = new StringBuilder(isOne ? TRIED_ON + ": " + subjects.get(0) + System.lineSeparator() : "");
        // The second column, %3$s, is left out where it would be the same in each row.
        String line = "%1$-32s %2$-11s " + (isOne ? ""
                : "%3$" + column(claims.values().stream().map(ClaimSummary::triedOn)) + " ") + "%4$7s  %5$s%n";
        text.append(String.format(Locale.ROOT, line, "claim", "verdict", TRIED_ON, "seconds", "found"));
        claims.forEach((claim, summary) -> {
            text.append(String.format(Locale.ROOT, line, claim, summary.outcome(), summary.triedOn(),
                    String.format(Locale.ROOT, "%.1f", summary.seconds()), summary.found()));
            summary.findings().stream()
                    .filter(each -> !each.isAsExpected() && each.conditions().isPresent()).limit(MOST_SURPRISES)
                    .forEach(each -> text.append(
                            String.format(Locale.ROOT, "    %s: %s%n", each.verdict().outcome(), results.where(each))));
        });
        return text.append(counts(results)).append(System.lineSeparator()).toString();
    }

    /** Format of a column that is as wide as its longest text. */
    private static String column(Stream<String> texts) {
        return "-" + texts.mapToInt(String::length).reduce(LEAST_WIDTH, Math::max) + "s";
    }

    /** The number of verdicts of each outcome, in a line. */
    private static String counts(Results results) {
        List<String> parts = new ArrayList<>();
        for (Outcome outcome : Outcome.values()) {
            long count = results.findings().stream().filter(each -> each.verdict().outcome() == outcome).count();
            if (count > 0) {
                parts.add(count + " " + outcome);
            }
        }
        int surprises = results.surprises().size();
        return results.findings().size() + (results.findings().size() == 1 ? " verdict: " : " verdicts: ")
                + String.join(", ", parts) + "; "
                + (surprises == 0 ? "all as theory says" : surprises + " not as theory says");
    }

    /**
     * Lays out all evidence, a row for each claim and subject. Below a row of one verdict stands its further evidence,
     * each piece with its own outcome, so that those that refute can be told; below one of several the verdicts that are
     * not as theory says.
     *
     * @param results of any runs
     * @return lines, each ended by a newline
     */
    public static String detailed(Results results) {
        Map<List<String>, List<Finding>> rows = new LinkedHashMap<>();
        for (Finding each : results.findings()) {
            rows.computeIfAbsent(List.of(each.verdict().claimId(), each.subject()), key -> new ArrayList<>()).add(each);
        }
        String line = "%-32s %" + column(results.findings().stream().map(Finding::subject))
                + " %-8s %-11s %-12s %5s %8s %7s  %s%n";
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, line, "claim", TRIED_ON, "expected",
                "verdict", "kind", "tries", "samples", "seconds", "evidence"));
        rows.forEach((key, row) -> text.append(row(line, results, key, row)));
        return text.toString();
    }

    private static String row(String line, Results results, List<String> key, List<Finding> row) {
        double seconds = row.stream().mapToDouble(e -> e.verdict().time().toNanos() / 1e9).sum();
        long samples = row.stream().flatMap(e -> e.verdict().evidence().stream()).mapToLong(Evidence::samples).sum();
        Outcome outcome = Outcome.worst(row.stream().map(e -> e.verdict().outcome()).toList());
        StringBuilder text = new StringBuilder();
        String summary;
        if (row.size() == 1) {
            // What refutes comes first, then what is undecided.
            List<Evidence> evidence = row.get(0).verdict().evidence().stream()
                    .sorted(Comparator.comparing(Evidence::outcome).reversed()).toList();
            summary = describe(evidence.get(0));
            for (Evidence each : evidence.subList(1, evidence.size())) {
                text.append(
                        String.format(Locale.ROOT, line, "", "", "", each.outcome(), each.kind().shortLabel(), "", "",
                                "", describe(each)));
            }
        } else {
            summary = new ClaimSummary(row).found();
            row.stream().filter(e -> !e.isAsExpected()).forEach(e -> text.append(String.format(
                    Locale.ROOT, "    %s: %s%n", e.verdict().outcome(), results.where(e))));
        }
        return String.format(Locale.ROOT, line, key.get(0), key.get(1), row.get(0).expectation(), outcome, weakest(row),
                row.size(), samples, String.format(Locale.ROOT, "%.2f", seconds), summary) + text;
    }

    /** The weakest kind of evidence that the row rests on. */
    private static String weakest(List<Finding> row) {
        return row.stream().flatMap(e -> e.verdict().evidence().stream()).map(Evidence::kind)
                .max(Comparator.naturalOrder()).map(Evidence.Kind::shortLabel).orElse("");
    }

    /** Quantity, value or bounds, and rule, in one line. */
    static String describe(Evidence evidence) {
        return evidence.quantity() + " " + value(evidence.value(), evidence.bounds()) + "; " + evidence.rule();
    }

    private static String value(double value, Interval bounds) {
        boolean below = Double.isFinite(bounds.lower());
        boolean above = Double.isFinite(bounds.upper());
        if (below && above) {
            return bounds.width() == 0 ? String.format(Locale.ROOT, "%.2g", value) : within(bounds);
        }
        String measured = String.format(Locale.ROOT, "%.4g", value);
        return below
                ? (value == bounds.lower() ? "" : measured + ", ")
                        + String.format(Locale.ROOT, "at least %.4g", bounds.lower())
                : above ? measured + String.format(Locale.ROOT, ", at most %.4g", bounds.upper())
                        : measured + ", no bound";
    }

    /** Bounds with enough decimals to tell one end from the other. */
    private static String within(Interval bounds) {
        int decimals = Math.max(LEAST_DECIMALS, 1 - (int) Math.floor(Math.log10(bounds.width())));
        boolean isHuge = Math.max(Math.abs(bounds.lower()), Math.abs(bounds.upper())) >= HUGE;
        String format = isHuge || decimals > MOST_DECIMALS ? "in [%.4g, %.4g]"
                : "in [%." + decimals + "f, %." + decimals + "f]";
        return String.format(Locale.ROOT, format, bounds.lower(), bounds.upper());
    }
}
