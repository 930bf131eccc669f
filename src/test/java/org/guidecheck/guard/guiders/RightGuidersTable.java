package org.guidecheck.guard.guiders;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.guidecheck.sampler.SamplerFailure;
import org.guidecheck.guider.Guider;
import org.guidecheck.guider.Guiders;
import org.guidecheck.sampler.pipe.PipedGuider;
import org.guidecheck.claim.Statement;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;

/**
 * Table of right rules that are guarded on many seeds: {@code main} decides all claims about the rules of {@link
 * RightGuiders} and about those of {@code src/test/python/guiders.py}, and writes reports/right-guiders.txt. Rules with a
 * built-in counterpart are declared to be like it on even seeds. Runs are kept in a file of records, to which later
 * calls add.
 */
final class RightGuidersTable {
    private static final double ALPHA = 1e-6;
    private static final String PROGRAM = "src/test/python/guiders.py";
    private static final String JAVA = "java";
    private static final String PYTHON = "python";
    /** Its weight grows with the number of steps (theory.md, rules without a limit), which must be found. */
    private static final String HAS_NO_LIMIT = "cfg++";
    private static final String STEPS = "guider.step-count-invariant";
    /** It measures and cannot refute. */
    private static final String MEASURES = "guider.diversity";
    /** Most of its work is on named laws, where what is computed does not depend on the seed. */
    private static final String ON_LAWS = "guider.mean-reciprocal";
    private static final int SEEDS_ON_LAWS = 3;
    private static final String HEADER = """
            Right guidance rules under all claims of the guard, false-alarm rate 1e-6 a run, usual scales and 50 steps.
            "java" are rules of RightGuiders, "python" those of src/test/python/guiders.py through the pipe. On even seeds
            a rule that has a built-in counterpart is declared to be like it. guider.diversity, which measures and cannot
            refute, is left out after seed 1, and guider.mean-reciprocal, most of whose computations do not depend on the
            seed, after seed 3. The weight of cfg++ has no limit as steps are added: a run is right if
            guider.step-count-invariant refutes that, and this is not counted as an alarm.

            """;

    private RightGuidersTable() {
    }

    /** A rule, the built-in one that it is (empty if there is none), and how it is called. */
    private record Rule(String kind, String name, String like) {
        String key() {
            return kind + " " + name;
        }
    }

    /** What a run came to. */
    record Result(String rule, long seed, int verdicts, int refuted, int undecided, double seconds, String why) {
        private static final int FIELDS = 7;

        String line() {
            return String.join("\t", rule, Long.toString(seed), Integer.toString(verdicts), Integer.toString(refuted),
                    Integer.toString(undecided), String.format(Locale.ROOT, "%.1f", seconds), why);
        }

        static Result of(String line) {
            String[] parts = line.split("\t", FIELDS);
            return new Result(parts[0], Long.parseLong(parts[1]), Integer.parseInt(parts[2]),
                    Integer.parseInt(parts[3]), Integer.parseInt(parts[4]), Double.parseDouble(parts[5]), parts[6]);
        }
    }

    /**
     * Guards for some time, and writes the table of all records.
     *
     * @param args the table's file; the file of records; seconds after which no further run begins; the number of seeds;
     *             and the kinds, java or python or both with a comma
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        Path records = Path.of(args[1]);
        List<Result> known = new ArrayList<>();
        if (Files.exists(records)) {
            Files.readAllLines(records).forEach(line -> known.add(Result.of(line)));
        }
        long end = System.nanoTime() + Duration.ofSeconds(Long.parseLong(args[2])).toNanos();
        List<Rule> rules = rules().stream().filter(rule -> List.of(args[4].split(",")).contains(rule.kind())).toList();
        for (long seed : LongStream.rangeClosed(1, Long.parseLong(args[3])).toArray()) {
            for (Rule rule : rules) {
                boolean isKnown = known.stream()
                        .anyMatch(each -> each.rule().equals(rule.key()) && each.seed() == seed);
                if (!isKnown && System.nanoTime() < end) {
                    Result result = guard(rule, seed);
                    known.add(result);
                    Files.writeString(records, result.line() + "\n", StandardOpenOption.CREATE,
                            StandardOpenOption.APPEND);
                }
            }
        }
        Files.write(Path.of(args[0]), lines(known));
    }

    private static List<Rule> rules() throws IOException {
        List<Rule> rules = new ArrayList<>();
        Map<String, String> likes = RightGuiders.likes();
        RightGuiders.all().forEach(guider -> rules.add(
                new Rule(JAVA, guider.name(), likes.getOrDefault(guider.name(), ""))));
        Process process = new ProcessBuilder("python3", PROGRAM, "--list").start();
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines()
                .map(line -> line.split("\\s+")).filter(parts -> parts[1].equals("right"))
                .forEach(parts -> rules.add(new Rule(PYTHON, parts[0], parts[2].equals("-") ? "" : parts[2])));
        return rules;
    }

    private static Result guard(Rule rule, long seed) {
        long begin = System.nanoTime();
        List<Verdict> verdicts = new ArrayList<>();
        String fault = "";
        try {
            if (rule.kind().equals(JAVA)) {
                guard(RightGuiders.all().stream().filter(each -> each.name().equals(rule.name())).findFirst()
                        .orElseThrow(), rule, seed, verdicts);
            } else {
                try (PipedGuider guider =
                        PipedGuider.start("python3 " + PROGRAM + " " + rule.name(), Duration.ofMinutes(2))) {
                    guard(guider, rule, seed, verdicts);
                }
            }
        } catch (SamplerFailure failure) {
            fault = "FAILED " + failure.getMessage();
        } catch (RuntimeException failure) {
            // A fault of the guard counts as an alarm; the other runs go on.
            failure.printStackTrace();
            fault = "FAULT " + failure;
        }
        String why = verdicts.stream().filter(verdict -> isAlarm(rule, verdict))
                .map(RightGuidersTable::inWords).collect(Collectors.joining("; "));
        Result result = new Result(rule.key(), seed, verdicts.size(),
                count(rule, verdicts, Outcome.REFUTED) + (fault.isEmpty() ? 0 : 1),
                count(rule, verdicts, Outcome.UNDECIDED),
                (System.nanoTime() - begin) / 1e9, (fault + why).replaceAll("\\s+", " "));
        System.err.println(result.line());
        return result;
    }

    private static void guard(Guider guider, Rule rule, long seed, List<Verdict> verdicts) {
        GuiderUnderTest usual = GuiderUnderTest.of(guider);
        Optional<Guider> like = rule.like().isEmpty() || seed % 2 == 1 ? Optional.empty()
                : Optional.of(Guiders.byName(rule.like()));
        GuiderGuard.decide(new GuiderUnderTest(guider, like, usual.convention(), usual.scales(), usual.steps(), seed,
                usual.effort()), claims(seed), ALPHA, verdicts::add);
    }

    private static List<String> claims(long seed) {
        return GuiderGuard.claims().stream().map(Statement::id)
                .filter(id -> (seed == 1 || !id.equals(MEASURES)) && (seed <= SEEDS_ON_LAWS || !id.equals(ON_LAWS)))
                .toList();
    }

    private static int count(Rule rule, List<Verdict> verdicts, Outcome outcome) {
        return (int) verdicts.stream().filter(verdict -> (isAlarm(rule, verdict) && verdict.outcome() == outcome)
                || (isMissed(rule, verdict) && outcome == Outcome.REFUTED)).count();
    }

    private static boolean isAlarm(Rule rule, Verdict verdict) {
        return (!verdict.outcome().passes() && !isExpected(rule, verdict)) || isMissed(rule, verdict);
    }

    private static boolean isExpected(Rule rule, Verdict verdict) {
        return rule.name().equals(HAS_NO_LIMIT) && verdict.claimId().equals(STEPS);
    }

    /** Whether a true finding was missed, which counts as an alarm. */
    private static boolean isMissed(Rule rule, Verdict verdict) {
        return isExpected(rule, verdict) && verdict.outcome() != Outcome.REFUTED;
    }

    private static String inWords(Verdict verdict) {
        return verdict.outcome() + " " + verdict.claimId() + ": "
                + verdict.evidence().stream().filter(e -> e.outcome() == verdict.outcome())
                        .map(e -> e.quantity() + " in " + e.bounds() + " " + e.rule())
                        .collect(Collectors.joining(", "));
    }

    private static List<String> lines(List<Result> all) {
        List<String> lines = new ArrayList<>(HEADER.lines().toList());
        lines.add(String.format(Locale.ROOT, "%-46s %6s %9s %7s %10s %8s", "rule", "runs", "verdicts", "refute",
                "undecided", "seconds"));
        Map<String, List<Result>> byRule = new TreeMap<>(all.stream().collect(Collectors.groupingBy(Result::rule)));
        byRule.forEach((rule, results) -> lines.add(row(rule, results)));
        for (String kind : List.of(JAVA, PYTHON)) {
            List<Result> own = all.stream().filter(each -> each.rule().startsWith(kind + " ")).toList();
            if (!own.isEmpty()) {
                lines.add(row("all, " + kind, own));
            }
        }
        lines.add("");
        all.stream().filter(each -> each.refuted() + each.undecided() > 0)
                .forEach(each -> lines.add(each.rule() + ", seed " + each.seed() + ": " + each.why()));
        return lines;
    }

    private static String row(String name, List<Result> results) {
        return String.format(Locale.ROOT, "%-46s %6d %9d %7d %10d %8.0f", name, results.size(),
                results.stream().mapToInt(Result::verdicts).sum(), results.stream().mapToInt(Result::refuted).sum(),
                results.stream().mapToInt(Result::undecided).sum(),
                results.stream().mapToDouble(Result::seconds).sum());
    }
}
