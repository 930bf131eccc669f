package org.guidecheck.guard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.guidecheck.sampler.SamplerFailure;
import org.guidecheck.sampler.pipe.PipedSampler;
import org.guidecheck.statistics.Effort;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;

/**
 * Table of right schemes that are guarded: {@code main} runs the programs of {@code src/test/python/schemes.py} at many
 * numbers of steps, on many levels, in both precisions, and writes reports/right-schemes.txt.
 *
 * <p>All combinations are too many. They are ordered in rounds, like Latin squares: in each, every scheme meets every
 * number of steps once, on levels that differ from one number to the next, and with precisions that alternate. All
 * rounds together are all combinations. Runs are kept in a file of records, to which later calls add.
 */
final class RightSchemesTable {
    private static final double ALPHA = 1e-6;
    private static final long SEED = 1;
    private static final List<Double> WEIGHTS = List.of(0.0, 1.0, 3.0, 7.5);
    private static final List<Integer> STEPS = List.of(5, 10, 15, 20, 25, 50, 100, 250, 1000);
    private static final List<String> LEVELS = List.of("offered", "karras", "linear-beta --spacing leading",
            "flow --shift 3", "exponential", "linear-beta --spacing trailing", "cosine --spacing trailing", "beta",
            "scaled-linear-beta --spacing leading", "uniform-lambda", "linear-beta --spacing linspace", "flow",
            "cosine --spacing leading");
    /** Next levels for the next number of steps; coprime to the number of levels. */
    private static final int STRIDE = 5;
    private static final String SINGLE = "--float32";
    private static final String DOUBLE = "";
    /** Its points do not have the law, whatever the number of steps, so that it must be refuted. */
    private static final String KEEPS_NO_LAW = "lcm";
    /** Five steps of these levels begin at √ᾱ = 0.31: a start from noise lacks that much of the data, and is refuted. */
    private static final String STARTS_LATE = "cosine --spacing leading";
    private static final String HEADER = """
            Right schemes guarded through the pipe at w = 0, 1, 3 and 7.5, false-alarm rate 1e-6 a run.
            Cells: runs, and after a slash the runs with a verdict that refutes the scheme, or after a question mark those
            with one that is undecided. Levels and precision differ from cell to cell; the rows below count them.
            Five steps of cosine, leading, start from noise at √ᾱ = 0.31, which lacks that much of the data: not run.
            lcm keeps no law: its row is right if every run is refuted, and is not among the sums.

            """;

    private RightSchemesTable() {
    }

    /** A scheme in a number of steps on some levels, in a precision, at an effort. */
    record Run(String scheme, int steps, String levels, String precision, Effort effort) {
        String command() {
            return "python3 src/test/python/schemes.py " + scheme + " --levels " + levels + " " + precision;
        }
    }

    /** What a run came to. */
    record Result(Run run, int verdicts, int refuted, int undecided, double seconds, String why) {
        private static final int FIELDS = 10;

        String line() {
            return String.join("\t", run.scheme, Integer.toString(run.steps), run.levels, run.precision,
                    run.effort.name(), Integer.toString(verdicts), Integer.toString(refuted),
                    Integer.toString(undecided), String.format(Locale.ROOT, "%.1f", seconds), why);
        }

        static Result of(String line) {
            String[] parts = line.split("\t", FIELDS);
            return new Result(new Run(parts[0], Integer.parseInt(parts[1]), parts[2], parts[3],
                    Effort.valueOf(parts[4])), Integer.parseInt(parts[5]), Integer.parseInt(parts[6]),
                    Integer.parseInt(parts[7]), Double.parseDouble(parts[8]), parts[9]);
        }
    }

    /**
     * Guards for some time, and writes the table of all records.
     *
     * @param args the table's file; the file of records; the effort; seconds after which no further run begins; the
     *             first round and the one after the last; and optionally the numbers of steps and the schemes, parted
     *             by commas, all if not given
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        Path records = Path.of(args[1]);
        List<Result> known = new ArrayList<>();
        if (Files.exists(records)) {
            Files.readAllLines(records).forEach(line -> known.add(Result.of(line)));
        }
        long end = System.nanoTime() + Duration.ofSeconds(Long.parseLong(args[3])).toNanos();
        for (Run run : plan(args)) {
            if (System.nanoTime() > end) {
                break;
            }
            if (known.stream().noneMatch(result -> result.run.equals(run))) {
                Result result = guard(run);
                known.add(result);
                Files.writeString(records, result.line() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        }
        Files.write(Path.of(args[0]), lines(known));
    }

    private static List<Run> plan(String... args) throws IOException {
        List<String> all = names();
        List<Integer> steps =
                args.length > 6 ? Arrays.stream(args[6].split(",")).map(Integer::valueOf).toList() : STEPS;
        List<String> schemes = args.length > 7 ? List.of(args[7].split(",")) : all;
        Effort effort = Effort.valueOf(args[2]);
        return IntStream.range(Integer.parseInt(args[4]), Integer.parseInt(args[5])).boxed()
                .flatMap(round -> STEPS.stream().filter(steps::contains).flatMap(n -> all.stream()
                        .filter(schemes::contains).map(scheme -> run(round, n, scheme, all, effort))))
                .filter(run -> !(run.steps == STEPS.get(0) && run.levels.equals(STARTS_LATE)))
                .toList();
    }

    private static Run run(int round, int steps, String scheme, List<String> all, Effort effort) {
        int i = all.indexOf(scheme);
        int j = STEPS.indexOf(steps);
        String levels = LEVELS.get((i + STRIDE * j + round) % LEVELS.size());
        // After as many rounds as there are levels, all combinations come again in the other precision.
        int half = round / LEVELS.size();
        return new Run(scheme, steps, levels, (i + j + round + half * (LEVELS.size() + 1)) % 2 == 0 ? SINGLE : DOUBLE,
                effort);
    }

    private static List<String> names() throws IOException {
        Process process = new ProcessBuilder("python3", "src/test/python/schemes.py", "--list").start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines()
                .toList();
    }

    private static Result guard(Run run) {
        long begin = System.nanoTime();
        List<Verdict> verdicts = new ArrayList<>();
        try (PipedSampler sampler = PipedSampler.start(run.command(), Duration.ofMinutes(2))) {
            Guard.decide(new SamplerUnderTest(sampler, Optional.empty(), run.steps, WEIGHTS, SEED).at(run.effort),
                    List.of(), ALPHA, verdicts::add);
        } catch (SamplerFailure failure) {
            System.err.println(run + ": " + failure.getMessage());
        } catch (RuntimeException fault) {
            // A fault of the guard counts as an alarm; the other runs go on.
            fault.printStackTrace();
            return new Result(run, verdicts.size() + 1, 1, 0, (System.nanoTime() - begin) / 1e9, "FAULT " + fault);
        }
        String why = verdicts.stream().filter(verdict -> !verdict.outcome().passes())
                .map(RightSchemesTable::inWords).collect(Collectors.joining("; "));
        Result result = new Result(run, verdicts.size(), count(verdicts, Outcome.REFUTED),
                count(verdicts, Outcome.UNDECIDED), (System.nanoTime() - begin) / 1e9, why);
        System.err.println(result.line());
        return result;
    }

    private static int count(List<Verdict> verdicts, Outcome outcome) {
        return (int) verdicts.stream().filter(verdict -> verdict.outcome() == outcome).count();
    }

    private static String inWords(Verdict verdict) {
        return verdict.outcome() + " " + verdict.claimId() + ": "
                + verdict.evidence().stream().filter(e -> e.outcome() == verdict.outcome())
                        .map(e -> e.quantity() + " in " + e.bounds() + " " + e.rule())
                        .map(text -> text.replaceAll("\\s+", " "))
                        .collect(Collectors.joining(", "));
    }

    private static List<String> lines(List<Result> all) throws IOException {
        List<String> lines = new ArrayList<>(HEADER.lines().toList());
        lines.add("");
        for (Effort effort : Effort.values()) {
            List<Result> results = all.stream().filter(result -> result.run.effort == effort).toList();
            if (!results.isEmpty()) {
                lines.addAll(ofEffort(effort, results));
            }
        }
        List<Result> right = right(all);
        int combinations = (STEPS.size() * LEVELS.size() - 1) * 2 * (names().size() - 1);
        lines.add("All: " + sum(right) + "; there are " + combinations + " combinations at each effort.");
        return lines;
    }

    private static List<String> ofEffort(Effort effort, List<Result> results) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("Effort " + effort.name().toLowerCase(Locale.ROOT));
        lines.add(row("scheme", STEPS.stream().map(n -> Integer.toString(n)), "seconds"));
        for (String scheme : names()) {
            lines.add(row(scheme, results.stream().filter(result -> result.run.scheme.equals(scheme)).toList()));
        }
        List<Result> right = right(results);
        lines.add(row("seconds a run", STEPS.stream().map(n -> average(of(right, r -> r.run.steps == n))), ""));
        for (String levels : LEVELS) {
            lines.add(row(levels, of(right, r -> r.run.levels.equals(levels))));
        }
        lines.add(row("single precision", of(right, r -> r.run.precision.equals(SINGLE))));
        lines.add(row("double precision", of(right, r -> r.run.precision.equals(DOUBLE))));
        lines.add("Sum: " + sum(right) + ".");
        right.stream().filter(result -> result.refuted + result.undecided > 0)
                .forEach(result -> lines.add(result.run.scheme + ", " + result.run.steps + " steps, "
                        + result.run.levels + (result.run.precision.isEmpty() ? "" : ", single") + ": " + result.why));
        lines.add("");
        return lines;
    }

    private static List<Result> right(List<Result> results) {
        return of(results, result -> !result.run.scheme.equals(KEEPS_NO_LAW));
    }

    private static List<Result> of(List<Result> results, Predicate<Result> which) {
        return results.stream().filter(which).toList();
    }

    private static String sum(List<Result> results) {
        return String.format(Locale.ROOT, "%d runs, %d verdicts, of which %d refute and %d are undecided, in %.0f s",
                results.size(), results.stream().mapToInt(Result::verdicts).sum(),
                results.stream().mapToInt(Result::refuted).sum(), results.stream().mapToInt(Result::undecided).sum(),
                results.stream().mapToDouble(Result::seconds).sum());
    }

    private static String row(String name, List<Result> results) {
        return row(name, STEPS.stream().map(n -> cell(of(results, r -> r.run.steps == n))),
                String.format(Locale.ROOT, "%.0f", results.stream().mapToDouble(Result::seconds).sum()));
    }

    private static String row(String name, Stream<String> cells, String last) {
        return String.format(Locale.ROOT, "%-38s", name)
                + cells.map(cell -> String.format(Locale.ROOT, "%7s", cell)).collect(Collectors.joining())
                + String.format(Locale.ROOT, "%9s", last);
    }

    private static String cell(List<Result> results) {
        long refuted = results.stream().filter(r -> r.refuted > 0).count();
        long undecided = results.stream().filter(r -> r.refuted == 0 && r.undecided > 0).count();
        return results.size() + (refuted > 0 ? "/" + refuted : "") + (undecided > 0 ? "?" + undecided : "");
    }

    private static String average(List<Result> results) {
        return results.isEmpty() ? "" : String.format(Locale.ROOT, "%.1f",
                results.stream().mapToDouble(Result::seconds).average().orElse(0));
    }
}
