package org.guidecheck.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.guidecheck.claim.Catalogue;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.Setting;
import org.guidecheck.distribution.LabelledCsv;
import org.guidecheck.distribution.LabelledDistribution;
import org.guidecheck.report.ResultsJson;
import org.guidecheck.report.VerdictTable;
import org.guidecheck.statistics.ErrorBudget;
import org.guidecheck.statistics.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code verify}: decides the claims on a law, or on the built-in iris data. */
@Command(name = "verify", mixinStandardHelpOptions = true, description = "Decides the claims of the catalogue.",
        footer = {"", "Example: guidecheck verify --data points.csv --label species --weight 1 --weight 3"})
final class Verify implements Callable<Integer> {
    @Mixin
    private LawSource source;

    @Option(names = "--weight", paramLabel = "W", description = "Guidance weights (default: 0.5, 1 and 3).")
    private List<Double> weights = List.of(0.5, 1.0, 3.0);

    @Option(names = "--claim", paramLabel = "ID", description = "Claims to decide (default: all).")
    private List<String> claims = List.of();

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--alpha", paramLabel = "A", defaultValue = "1e-6",
            description = "False-alarm probability of the whole run (default: ${DEFAULT-VALUE}).")
    private double alpha;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "reports/latest",
            description = "Folder of results.json (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(names = "--json", description = "Print the results as JSON instead of a table.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        List<Claim> chosen = claims.isEmpty() ? Catalogue.claims() : claims.stream().map(Catalogue::named).toList();
        LabelledDistribution law = source.given() ? source.read() : LabelledCsv.bundled("iris", true).law();
        int c = source.classOf(law);
        double stop = source.stopOf(law);
        List<Setting> settings = weights.stream()
                .map(w -> Setting.of(law, c, Weights.constant(w), seed).stoppedAt(stop)).toList();
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("--alpha=" + alpha + ": must be in (0, 1)");
        }
        int decisions = chosen.stream().mapToInt(claim -> claim.usesGuidance() ? settings.size() : 1).sum();
        List<ErrorBudget> shares = ErrorBudget.of(alpha).evenly(decisions);
        List<ResultsJson.Entry> entries = new ArrayList<>();
        for (Claim claim : chosen) {
            for (Setting setting : claim.usesGuidance() ? settings : settings.subList(0, 1)) {
                double share = shares.get(entries.size()).spendAll(claim.id());
                String subject = "class " + law.classes().get(c).label()
                        + (claim.usesGuidance() ? ", w = " + setting.guidance() : "");
                entries.add(new ResultsJson.Entry(subject, claim.decide(setting, share)));
            }
        }
        Path written = ResultsJson.write(out, entries);
        System.out.print(json ? ResultsJson.toJson(entries).toPrettyString() + System.lineSeparator()
                : VerdictTable.of(entries));
        System.err.println("guidecheck: seed " + seed + ", false-alarm rate " + alpha + ", results in " + written);
        return exitCode(entries);
    }

    private static int exitCode(List<ResultsJson.Entry> entries) {
        return switch (Outcome.worst(entries.stream().map(e -> e.verdict().outcome()).toList())) {
            case HOLDS -> 0;
            case REFUTED -> Main.REFUTED;
            case UNDECIDED -> Main.UNDECIDED;
        };
    }
}
