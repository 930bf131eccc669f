package org.guidecheck.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.guidecheck.catalogue.Catalogue;
import org.guidecheck.report.Results;
import org.guidecheck.sampler.DenoiserBackend;
import org.guidecheck.sampler.nd4j.Nd4jBackend;
import org.guidecheck.statistics.Effort;
import org.guidecheck.text.ShellText;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options of the commands that decide claims: which claims, seed and error rate, and where the verdicts go. */
final class DecidingOptions {
    @Option(names = "--claim", paramLabel = "ID",
            description = "Claim to decide; give the option once for each claim. Default: all.")
    private List<String> claims = List.of();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Mixin
    private SeedAndAlphaOptions seedAndAlpha;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "reports/latest",
            description = "Folder to write results.json and report.html to. Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Option(names = "--kernel", paramLabel = "NAME",
            description = "How to evaluate the scores of known laws: fused (loops on the processor) or nd4j. "
                    + "Default: fused.",
            defaultValue = "fused")
    private String kernel;

    @Option(names = "--effort", paramLabel = "E", defaultValue = "normal",
            description = "How small a departure to look for: quick, normal or thorough. Quick looks for departures "
                    + "four times as large as normal, thorough for half as large ones. Default: ${DEFAULT-VALUE}.")
    private String effort;

    @Mixin
    private ResultsOptions results;

    /** Checks the options before any work begins. */
    void check() {
        backend();
        effort();
        seedAndAlpha.check();
        BadInput.requireFolder("--out", out);
        results.check();
    }

    /** The claims that were named; empty means all. */
    List<String> claims() {
        return claims;
    }

    /** Throws if a claim that was named is not among the known ones. */
    void checkClaims(List<String> known) {
        for (String each : claims) {
            if (!known.contains(each)) {
                throw BadInput.translated("--claim", Catalogue.noClaim(each, known));
            }
        }
    }

    long seed() {
        return seedAndAlpha.seed();
    }

    double alpha() {
        return seedAndAlpha.alpha();
    }

    /** How exact denoisers of known laws are evaluated. */
    DenoiserBackend backend() {
        return switch (kernel) {
            case "fused" -> DenoiserBackend.FUSED;
            case "nd4j" -> new Nd4jBackend();
            default -> throw BadInput.option("--kernel", kernel, "must be fused or nd4j");
        };
    }

    /** How small the departures are that the run looks for. */
    Effort effort() {
        return Arrays.stream(Effort.values()).filter(each -> each.name().toLowerCase(Locale.ROOT).equals(effort))
                .findFirst()
                .orElseThrow(() -> BadInput.option("--effort", effort, "must be quick, normal or thorough"));
    }

    /** Arguments as one line for a shell, quoted where a shell would take them apart. */
    static String commandLine(List<String> arguments) {
        return arguments.stream().map(ShellText::quoted).collect(Collectors.joining(" "));
    }

    /** A new, empty collection of findings. */
    ResultsBuilder findings() {
        return new ResultsBuilder(commandLine(command.root().commandLine().getParseResult().originalArgs()),
                seedAndAlpha, effort());
    }

    /** Reports a fault in one line, with what it ended. */
    void explain(RuntimeException fault, String claim) {
        CommandLine line = command.root().commandLine();
        line.getErr().println("guidecheck: " + claim + " is left undecided:");
        Main.explain(fault, line.getErr(), ((Main) line.getCommand()).verbose());
    }

    /** Writes and shows the results, reports seed and error rate on standard error, and returns the exit code. */
    int report(Results found) throws IOException {
        String where = ResultsOptions.keep(out, found);
        results.show(found);
        System.err.println("guidecheck: seed " + seed() + ", false-alarm rate " + alpha() + ", effort " + effort + ", "
                + where);
        return ResultsOptions.exitCode(found);
    }
}
