package org.guidecheck.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.guidecheck.report.Results;
import org.guidecheck.sampler.DenoiserBackend;
import org.guidecheck.sampler.nd4j.Nd4jBackend;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What commands that decide claims have in common: claims, seed and error rate, and where the verdicts go. */
final class DecidingOptions {
    @Option(names = "--claim", paramLabel = "ID", description = "Claims to decide (default: all).")
    private List<String> claims = List.of();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Mixin
    private Chance chance;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "reports/latest",
            description = "Folder of results.json and report.html (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(names = "--kernel", paramLabel = "NAME",
            description = "What samplers on known laws compute with: fused, loops on the processor, or nd4j"
                    + " (default: fused).", defaultValue = "fused")
    private String kernel;

    @Mixin
    private ResultsOptions results;

    /** Refuses a rate that is none, and a folder that is a file, before any work. */
    void check() {
        backend();
        chance.check();
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new IllegalArgumentException("--out=" + out + ": must be a folder, but is a file");
        }
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

    /** What evaluates exact denoisers. */
    DenoiserBackend backend() {
        return switch (kernel) {
            case "fused" -> DenoiserBackend.FUSED;
            case "nd4j" -> new Nd4jBackend();
            default -> throw new IllegalArgumentException("--kernel=" + kernel + ": must be fused or nd4j");
        };
    }

    /** Findings to come. */
    Findings findings() {
        return new Findings(String.join(" ", command.root().commandLine().getParseResult().originalArgs()), chance);
    }

    /** Writes results.json, shows the results, and says on standard error what they were reached with; the exit code. */
    int report(Results found) throws IOException {
        String where = ResultsOptions.keep(out, found);
        results.show(found);
        System.err.println("guidecheck: seed " + seed() + ", false-alarm rate " + alpha() + ", " + where);
        return ResultsOptions.exitCode(found);
    }
}
