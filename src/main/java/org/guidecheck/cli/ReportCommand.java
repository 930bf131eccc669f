package org.guidecheck.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.guidecheck.report.Results;
import org.guidecheck.report.ResultsJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code report}: shows the results of earlier runs. */
@Command(name = "report", mixinStandardHelpOptions = true,
        description = "Shows the results of earlier runs; merges several files, such as those of parallel CI jobs.",
        footer = {"", "Example: guidecheck report shard-1.json shard-2.json --markdown summary.md"})
final class ReportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "F.json", arity = "1..*", description = "results.json files of earlier runs.")
    private List<Path> files;

    @Mixin
    private ResultsOptions options;

    @Option(names = "--out", paramLabel = "DIR",
            description = "Also write the merged results.json and report.html to this folder.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        Results results = Results.merged(files.stream().map(ResultsJson::read).toList());
        if (out != null) {
            System.err.println("guidecheck: " + ResultsOptions.keep(out, results));
        }
        options.show(results);
        return ResultsOptions.exitCode(results);
    }
}
