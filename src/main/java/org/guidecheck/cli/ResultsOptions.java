package org.guidecheck.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.guidecheck.report.HtmlReport;
import org.guidecheck.report.JunitXml;
import org.guidecheck.report.MarkdownSummary;
import org.guidecheck.report.Results;
import org.guidecheck.report.ResultsJson;
import org.guidecheck.report.VerdictTable;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.text.TextFile;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Options for how to show results, and where to write them. */
final class ResultsOptions {
    /** Environment variable that names the summary file of a step of GitHub Actions. */
    private static final String SUMMARY = "GITHUB_STEP_SUMMARY";

    @Option(names = "--json", description = "Print the results as JSON instead of a table.")
    private boolean json;

    @Option(names = "--details", description = "Print all evidence with its bounds instead of a line for each claim.")
    private boolean details;

    @Option(names = "--text", paramLabel = "F.txt", description = "Also write the table, as plain text.")
    private Path text;

    @Option(names = "--junit", paramLabel = "F.xml",
            description = "Also write the verdicts as JUnit XML, for CI services.")
    private Path junit;

    @Option(names = "--markdown", paramLabel = "F.md", description = "Also write a summary in Markdown. If " + SUMMARY
            + " is set, the summary is also appended to that file.")
    private Path markdown;

    @Option(names = "--html", paramLabel = "F.html", description = "Also write the report, as one HTML file.")
    private Path html;

    /** Checks before any work that the files can be written. */
    void check() {
        BadInput.requireWritable("--text", text);
        BadInput.requireWritable("--junit", junit);
        BadInput.requireWritable("--markdown", markdown);
        BadInput.requireWritable("--html", html);
    }

    /** Prints the results and writes the files that the options name. */
    void show(Results results) throws IOException {
        String table = details ? VerdictTable.detailed(results) : VerdictTable.of(results);
        System.out.print(json ? ResultsJson.toJson(results).toPrettyString() + System.lineSeparator()
                : coloured(table));
        if (text != null) {
            TextFile.write(text, table);
        }
        if (junit != null) {
            JunitXml.write(junit, results);
        }
        if (html != null) {
            HtmlReport.write(html, results);
        }
        if (markdown != null) {
            TextFile.write(markdown, MarkdownSummary.of(results, MarkdownSummary.MAX_BYTES));
        }
        String summary = System.getenv(SUMMARY);
        if (summary != null && !summary.isEmpty()) {
            append(Path.of(summary), results);
        }
        if ("true".equals(System.getenv("GITHUB_ACTIONS"))) {
            MarkdownSummary.annotations(results).forEach(System.err::println);
        }
    }

    /** Writes results.json and report.html into a folder, and returns a text that says where they are. */
    static String keep(Path folder, Results results) throws IOException {
        Path written = ResultsJson.write(folder, results);
        HtmlReport.write(folder.resolve("report.html"), results);
        return "results in " + written + " and report.html beside it";
    }

    /** The table with coloured verdicts, on a terminal, unless NO_COLOR is set. */
    private static String coloured(String table) {
        CommandLine.Help.Ansi ansi = CommandLine.Help.Ansi.AUTO;
        if (!ansi.enabled()) {
            return table;
        }
        return table.replaceAll("(?<!NOT )REFUTED", ansi.string("@|red REFUTED|@"))
                .replace("UNDECIDED", ansi.string("@|yellow UNDECIDED|@"))
                .replace("NOT REFUTED", ansi.string("@|green NOT REFUTED|@"))
                .replace("HOLDS", ansi.string("@|green HOLDS|@"));
    }

    private static void append(Path file, Results results) throws IOException {
        long before = Files.exists(file) ? Files.size(file) : 0;
        String text = MarkdownSummary.of(results, (int) Math.max(0, MarkdownSummary.MAX_BYTES - before));
        Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** The exit code: 0 if all verdicts are as theory says. */
    static int exitCode(Results results) {
        if (results.surprises().isEmpty()) {
            return 0;
        }
        // A claim that should fail but holds also counts as refuted: what the catalogue says of it is wrong.
        boolean open = results.surprises().stream().allMatch(each -> each.verdict().outcome() == Outcome.UNDECIDED);
        return open ? Main.UNDECIDED : Main.REFUTED;
    }
}
