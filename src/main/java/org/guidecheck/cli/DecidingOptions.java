package org.guidecheck.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.guidecheck.report.ResultsJson;
import org.guidecheck.report.VerdictTable;
import org.guidecheck.statistics.Outcome;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What commands that decide claims have in common: claims, seed and error rate, and where the verdicts go. */
final class DecidingOptions {
    @Option(names = "--claim", paramLabel = "ID", description = "Claims to decide (default: all).")
    private List<String> claims = List.of();

    @Mixin
    private Chance chance;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "reports/latest",
            description = "Folder of results.json (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(names = "--json", description = "Print the results as JSON instead of a table.")
    private boolean json;

    /** Refuses a rate that is none. */
    void check() {
        chance.check();
    }

    /** The claims that were named; none if all are meant. */
    List<String> claims() {
        return claims;
    }

    long seed() {
        return chance.seed();
    }

    double alpha() {
        return chance.alpha();
    }

    /** Writes results.json, prints the verdicts, and says on standard error what they were reached with. */
    void report(List<ResultsJson.Entry> entries) throws IOException {
        Path written = ResultsJson.write(out, entries);
        System.out.print(json ? ResultsJson.toJson(entries).toPrettyString() + System.lineSeparator()
                : VerdictTable.of(entries));
        System.err.println("guidecheck: seed " + seed() + ", false-alarm rate " + alpha() + ", results in " + written);
    }

    static int exitCode(List<ResultsJson.Entry> entries) {
        List<ResultsJson.Entry> surprises = entries.stream().filter(e -> !e.isAsExpected()).toList();
        if (surprises.isEmpty()) {
            return 0;
        }
        // A claim that should fail and does not is refuted as a statement about the catalogue.
        return surprises.stream().allMatch(e -> e.verdict().outcome() == Outcome.UNDECIDED) ? Main.UNDECIDED : Main.REFUTED;
    }
}
