package org.guidecheck.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Outcome;

/**
 * Verdicts on one claim, summed up in words for a line of a table.
 *
 * @param findings verdicts on one claim, at least one
 */
record ClaimSummary(List<Finding> findings) {
    /** Copies the list. */
    ClaimSummary {
        findings = List.copyOf(findings);
    }

    /** The worst outcome of all verdicts. */
    Outcome outcome() {
        return Outcome.worst(findings.stream().map(each -> each.verdict().outcome()).toList());
    }

    /** The subject, if there is but one, else the number of verdicts. */
    String triedOn() {
        List<String> subjects = findings.stream().map(Finding::subject).distinct().toList();
        return subjects.size() == 1 ? subjects.get(0) : findings.size() + " settings";
    }

    double seconds() {
        return findings.stream().mapToDouble(each -> each.verdict().time().toNanos() / 1e9).sum();
    }

    /** What was found, in words. */
    String found() {
        Finding first = findings.get(0);
        String words = switch (outcome()) {
            case HOLDS -> first.resolution().isEmpty() ? "holds" : "no departure " + size(first.resolution());
            case NOT_REFUTED ->
                count(Outcome.HOLDS) == 0 ? said().orElse("not contradicted; these checks can only refute")
                        : "holds in " + of(Outcome.HOLDS)
                                + "; not contradicted in the others, where checks can only refute";
            case UNDECIDED -> in("undecided", Outcome.UNDECIDED) + decisive(Outcome.UNDECIDED);
            case REFUTED -> (first.expected().filter(Outcome.REFUTED::equals).isPresent()
                    ? "false, as theory says: " : in("refuted", Outcome.REFUTED))
                    + decisive(Outcome.REFUTED);
        };
        return first.expected().filter(Outcome.REFUTED::equals).isPresent() && outcome() != Outcome.REFUTED
                ? words + "; theory says that it fails here" : words;
    }

    /** A size such as 1 % reads "of 1 % of M_0 or more"; other resolutions, such as "beyond rounding", stand alone. */
    private static String size(String resolution) {
        return Character.isDigit(resolution.charAt(0)) ? "of " + resolution + " or more" : resolution;
    }

    /** What evidence that decides nothing says of itself: all that leaves the verdict open, else the first attempt. */
    private Optional<String> said() {
        List<Evidence> evidence = findings.get(0).verdict().evidence();
        String open = evidence.stream().filter(each -> !each.isAttempt() && each.outcome() == Outcome.NOT_REFUTED)
                .flatMap(each -> each.saying().stream()).distinct().collect(Collectors.joining("; "));
        return open.isEmpty() ? evidence.stream().flatMap(each -> each.saying().stream()).findFirst()
                : Optional.of(open);
    }

    private long count(Outcome outcome) {
        return findings.stream().filter(each -> each.verdict().outcome() == outcome).count();
    }

    private String of(Outcome outcome) {
        return count(outcome) + " of " + findings.size();
    }

    private String in(String what, Outcome outcome) {
        return findings.size() == 1 ? "" : what + " in " + of(outcome) + ", ";
    }

    /** The first evidence with the given outcome, in the first verdict that has it. */
    private String decisive(Outcome outcome) {
        Finding finding = findings.stream().filter(each -> each.verdict().outcome() == outcome).findFirst()
                .orElseThrow();
        return (findings.size() == 1 ? "" : finding.subject() + ": ") + finding.verdict().evidence().stream()
                .filter(each -> each.outcome() == outcome).findFirst()
                .map(each -> each.saying().orElseGet(() -> VerdictTable.describe(each)))
                .orElse(finding.verdict().note());
    }
}
