package org.guidecheck.coverage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.guidecheck.coverage.Answer.Judgement;

/**
 * Table of the intervals that {@code measure} prints, against known means: {@code main} writes reports/coverage.txt.
 */
final class CoverageTable {
    private static final double LIMIT = 20;
    private static final int WORKERS = 2;
    private static final String HEADER = """
            Intervals of the mean reciprocal that measure prints, on hostile laws whose mean is known to 1e-4 from a
            program that shares no code with guidecheck (src/test/python/reference.py). Each method, with its default
            precision and alpha 1e-6, may take 20 seconds of processor time (10 seconds on two cores). The columns:
              cases       calls
              covered     the interval contains the known mean
              missed      it does not
              impossible  it is empty or not a number, or contains nothing in [1, 1/prior]
              wide        it does, but is wider than asked for, since the time was up
              refused     no interval, and the reason in words
              failed      no answer in time, no reason, or a fault of the program
              loose       an end of the interval lies outside [1, 1/prior]
              median, worst   width of the interval relative to the mean
              seconds, longest    processor time of all calls, and of one

            """;

    private CoverageTable() {
    }

    /**
     * A call and its answer.
     *
     * @param call   the call
     * @param answer the answer
     */
    record Row(MeasureCall call, Answer answer) {
        String name() {
            return call.asked().name() + " by " + call.method();
        }

        boolean is(Judgement judgement) {
            return answer.judgement() == judgement;
        }
    }

    /**
     * Writes the table.
     *
     * @param args the file, and perhaps a regular expression that finds the calls to make, such as
     *             {@code far-.* by finite-difference}
     */
    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        CoverageCase.All all = CoverageCase.load();
        String part = args.length < 2 ? "" : args[1];
        Pattern wanted = Pattern.compile(part);
        List<MeasureCall> calls = all.known().stream().flatMap(each -> MeasureCall.of(each).stream())
                .filter(each -> wanted.matcher(each.asked().name() + " by " + each.method()).find()).toList();
        Files.write(Path.of(args[0]), lines(answers(calls), all, part));
        System.exit(0);
    }

    private static List<Row> answers(List<MeasureCall> calls)
            throws IOException, InterruptedException, ExecutionException {
        Path folder = Files.createTempDirectory("coverage");
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        ThreadLocal<MeasureProcess> process = ThreadLocal.withInitial(() -> new MeasureProcess(LIMIT));
        List<Future<Row>> rows = new ArrayList<>();
        for (MeasureCall call : calls) {
            rows.add(workers.submit(() -> {
                Row row = new Row(call, process.get().answer(call, folder));
                System.err.printf(Locale.ROOT, "%s: %s %s, %.2f s%n", row.name(), row.answer().judgement(),
                        row.answer().reason(), row.answer().seconds());
                return row;
            }));
        }
        List<Row> result = new ArrayList<>();
        for (Future<Row> row : rows) {
            result.add(row.get());
        }
        workers.shutdown();
        return result;
    }

    private static List<String> lines(List<Row> rows, CoverageCase.All all, String part) {
        List<String> lines = new ArrayList<>(HEADER.lines().toList());
        lines.add("");
        lines.add(all.known().size() + " cases; " + all.unsettled().size()
                + " more are left out, as their mean is not known to 1e-4: " + String.join(", ", all.unsettled())
                + "; " + all.unsolved().size() + " are not solved yet");
        lines.add("");
        if (!part.isEmpty()) {
            lines.add("Only the calls that match " + part + ":");
        }
        lines.add(titles());
        Set<String> families = rows.stream().map(row -> row.call().asked().family())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        for (String family : families) {
            addMethods(lines, family, rows, row -> row.call().asked().family().equals(family));
        }
        addMethods(lines, "all", rows, row -> true);
        addMethods(lines, "line, w <= 8", rows, row -> row.call().asked().isOrdinary());
        addList(lines, "Missed", rows, Judgement.MISSED);
        addList(lines, "Impossible", rows, Judgement.IMPOSSIBLE);
        addReasons(lines, "Refused", rows, Judgement.REFUSED);
        addReasons(lines, "Failed", rows, Judgement.FAILED);
        return lines;
    }

    private static String titles() {
        return String.format(Locale.ROOT, "%-13s %-18s %6s %8s %6s %7s %11s %8s %7s %6s %9s %9s %8s %8s", "family",
                "method", "cases", "covered", "wide", "missed", "impossible", "refused", "failed", "loose", "median",
                "worst",
                "seconds", "longest");
    }

    private static void addMethods(List<String> lines, String name, List<Row> rows, Predicate<Row> of) {
        for (String method : MeasureCall.METHODS) {
            List<Row> some = rows.stream().filter(of).filter(row -> row.call().method().equals(method)).toList();
            if (!some.isEmpty()) {
                lines.add(line(name, method, some));
            }
        }
    }

    private static String line(String name, String method, List<Row> rows) {
        double[] widths = rows.stream().mapToDouble(row -> row.answer().width()).filter(width -> !Double.isNaN(width))
                .sorted().toArray();
        double[] seconds = rows.stream().mapToDouble(row -> row.answer().seconds()).toArray();
        return String.format(Locale.ROOT, "%-13s %-18s %6d %8d %6d %7d %11d %8d %7d %6d %9s %9s %8.1f %8.1f", name,
                method,
                rows.size(), count(rows, Judgement.COVERED), count(rows, Judgement.WIDE), count(rows, Judgement.MISSED),
                count(rows, Judgement.IMPOSSIBLE), count(rows, Judgement.REFUSED), count(rows, Judgement.FAILED),
                rows.stream().filter(row -> row.answer().isLoose()).count(), width(widths, widths.length / 2),
                width(widths, widths.length - 1), Arrays.stream(seconds).sum(), Arrays.stream(seconds).max().orElse(0));
    }

    private static String width(double[] sorted, int i) {
        return sorted.length == 0 ? "" : String.format(Locale.ROOT, "%.1e", sorted[i]);
    }

    private static long count(List<Row> rows, Judgement judgement) {
        return rows.stream().filter(row -> row.is(judgement)).count();
    }

    private static void addList(List<String> lines, String title, List<Row> rows, Judgement judgement) {
        lines.add("");
        lines.add(title + ": " + count(rows, judgement));
        rows.stream().filter(row -> row.is(judgement))
                .forEach(row -> lines.add("  " + row.name() + ": " + row.answer().reason()));
    }

    private static void addReasons(List<String> lines, String title, List<Row> rows, Judgement judgement) {
        lines.add("");
        lines.add(title + ": " + count(rows, judgement));
        Map<String, List<String>> reasons = new TreeMap<>();
        rows.stream().filter(row -> row.is(judgement))
                .forEach(row -> reasons.computeIfAbsent(row.call().method() + ": " + row.answer().reason(),
                        reason -> new ArrayList<>()).add(row.call().asked().name()));
        reasons.forEach((reason, names) -> lines
                .add("  " + names.size() + "  " + reason + "  [" + String.join(" ", names) + "]"));
    }
}
