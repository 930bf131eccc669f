package org.guidecheck.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.guidecheck.report.Results;
import org.guidecheck.report.ResultsJson;
import org.guidecheck.text.InvalidInputException;
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
        options.check();
        BadInput.requireFolder("--out", out);
        Results results = Results.merged(distinct().stream().map(ResultsJson::read).toList());
        if (out != null) {
            System.err.println("guidecheck: " + ResultsOptions.keep(out, results));
        }
        options.show(results);
        return ResultsOptions.exitCode(results);
    }

    /** The files without those that have the same content as one before, which would count its verdicts twice. */
    private List<Path> distinct() throws IOException {
        List<Path> result = new ArrayList<>();
        for (Path file : files) {
            Optional<Path> same = Optional.empty();
            for (Path before : result) {
                if (Files.isRegularFile(file) && Files.mismatch(before, file) < 0) {
                    same = Optional.of(before);
                }
            }
            if (same.isPresent()) {
                System.err.println("guidecheck: " + file + ": counted once, for it is the same as " + same.get());
            } else {
                requireReadable(file);
                result.add(file);
            }
        }
        return result;
    }

    private static void requireReadable(Path file) {
        if (Files.isDirectory(file)) {
            throw new InvalidInputException(file.toString(),
                    "must be a results.json file, but is a folder; name the file in it");
        }
        if (!Files.exists(file)) {
            throw new InvalidInputException(file.toString(), "no such file");
        }
    }
}
