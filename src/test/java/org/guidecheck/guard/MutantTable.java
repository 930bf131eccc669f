package org.guidecheck.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.statistics.Effort;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;

/** Table of the claim that refutes each mutant first: {@code main} writes reports/mutants.txt, in one run. */
final class MutantTable {
    private static final double ALPHA = 1e-6;
    private static final int STEPS = 50;
    private static final List<Double> WEIGHTS = List.of(0.0, 1.0, 3.0);
    private static final String HEADER = """
            Wrong samplers, each with one fault, guarded with false-alarm rate 1e-6 until a claim refutes it. The columns:
              mutant      the sampler and its one fault
              should be   the built-in sampler or known scheme that it is but for the fault
              refuted by  the first claim that refutes it; "keeps the law" where its points have the right law, or tend to
                          it as steps get short; "below 0.001" where the fault moves no point by that much
              seconds     until that claim refuted it, the start of a program included
              step        whether the evidence names a right step: the first wrong one of a fault that begins in a step,
                          any of a fault in all steps; "-" for faults that belong to no step: in the start, in the batch
              cause       whether the evidence names the cause
              evidence    the quantity at fault, its limit, and where and why it fails; what keeps the law and why

            What names a step and a cause is part of each mutant's definition.
            """;
    private static final String COPIES =
            "Built-in samplers written out anew, with one wrong line, in Java; guarded in 50 "
                    + "steps at w = 0, 1 and 3 as copies (--like), effort quick:";
    private static final String SCHEMES =
            "Known schemes with a fault in one step, the last ones or all, in Java; guarded in "
                    + "20 or 50 steps at w = 0, 1 and 3 without --like, effort quick:";
    private static final String PROGRAMS =
            "Programs, through the pipe; guarded in 20 steps at w = 3 without --like, effort "
                    + "quick, and normal where that refutes nothing:";

    private MutantTable() {
    }

    /** The claim that refuted a mutant, its evidence, and the seconds until then. */
    record Found(String claim, String why, double seconds) {
    }

    /** What guarding a mutant gave: the refutation, if any, and what is said of its scheme. */
    record Guarded(Optional<Found> found, Optional<String> says) {
    }

    /**
     * A row of the table.
     *
     * @param name     of the mutant
     * @param like     what it should be
     * @param found    what refutes it
     * @param expected what must be named; empty if it keeps the law
     * @param keepsLaw why it keeps the law; empty if it does not
     * @param isSeen   whether the fault moves a point visibly
     * @param says     what is said of its scheme
     */
    record Row(String name, String like, Optional<Found> found, Optional<Expectation> expected,
            Optional<String> keepsLaw, boolean isSeen, String says) {
        boolean isNamed() {
            return found.isPresent() && expected.filter(each -> each.isNamedBy(found.get().why())).isPresent();
        }

        @Override
        public String toString() {
            String why = found.map(Found::why).orElse("");
            return cells(name, like,
                    found.map(Found::claim)
                            .orElse(keepsLaw.isPresent() ? "keeps the law" : isSeen ? "NOTHING" : "below 0.001"),
                    found.map(f -> String.format(Locale.ROOT, "%.2f", f.seconds())).orElse(""),
                    found.flatMap(f -> expected).map(e -> e.step().isEmpty() ? "-" : yes(e.isStepIn(why))).orElse(""),
                    found.flatMap(f -> expected).map(e -> yes(e.isCauseIn(why))).orElse(""),
                    found.map(Found::why)
                            .orElse(keepsLaw.orElse("") + (says.isEmpty() ? "" : "; said of it: " + says)));
        }

        private static String yes(boolean is) {
            return is ? "yes" : "NO";
        }
    }

    /** Ends a run at the first refutation. */
    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Verdict verdict;

        Stop(Verdict verdict) {
            super(verdict.claimId(), null, false, false);
            this.verdict = verdict;
        }
    }

    /** The first claim that refutes a mutant; empty if none does. */
    static Optional<Found> find(Mutants.Mutant mutant, long seed, Effort effort) {
        return guard(new SamplerUnderTest(mutant.sampler(), Optional.of(Samplers.byName(mutant.like())), STEPS, WEIGHTS,
                seed).at(effort), System.nanoTime()).found();
    }

    /** The first claim that refutes a mutant without being told its scheme; empty if none does. */
    static Optional<Found> find(SchemeMutants.SchemeMutant mutant, long seed, Effort effort) {
        return guard(mutant, seed, effort).found();
    }

    private static Guarded guard(SchemeMutants.SchemeMutant mutant, long seed, Effort effort) {
        return guard(new SamplerUnderTest(mutant.sampler(), Optional.empty(), mutant.steps(), WEIGHTS, seed).at(effort),
                System.nanoTime());
    }

    /**
     * Guards a sampler up to the first refutation.
     *
     * @param begin when it began, in nanoseconds
     */
    static Guarded guard(SamplerUnderTest candidate, long begin) {
        List<String> says = new ArrayList<>();
        try {
            Guard.decide(candidate, List.of(), ALPHA, verdict -> {
                if (verdict.outcome() == Outcome.REFUTED) {
                    throw new Stop(verdict);
                }
                verdict.evidence().forEach(each -> each.saying().ifPresent(says::add));
            });
            return new Guarded(Optional.empty(), Optional.of(String.join("; ", says)));
        } catch (Stop stop) {
            Evidence evidence = stop.verdict.evidence().stream().filter(e -> e.outcome() == Outcome.REFUTED)
                    .findFirst().orElseThrow();
            return new Guarded(Optional.of(new Found(stop.verdict.claimId(), evidence.quantity() + ": "
                    + evidence.rule(), (System.nanoTime() - begin) / 1e9)), Optional.empty());
        }
    }

    /**
     * Writes the table.
     *
     * @param args the file, and perhaps a part of the names of the mutants to try
     * @throws IOException if it cannot be written
     */
    public static void main(String[] args) throws IOException {
        String part = args.length < 2 ? "" : args[1];
        List<Row> copies = shown(ofCopies(part));
        List<Row> schemes = shown(ofSchemes(part));
        List<Row> programs = shown(ofPrograms(part));
        List<String> lines = new ArrayList<>(HEADER.lines().toList());
        lines.add("");
        lines.add(summary("copies", copies));
        lines.add(summary("schemes", schemes));
        lines.add(summary("programs", programs));
        lines.add(summary("all", Stream.of(copies, schemes, programs).flatMap(List::stream).toList()));
        add(COPIES, copies, lines);
        add(SCHEMES, schemes, lines);
        add(PROGRAMS, programs, lines);
        lines.add("");
        lines.addAll(EvidenceTable.lines());
        Files.write(Path.of(args[0]), lines);
    }

    private static List<Row> shown(Stream<Row> rows) {
        return rows.peek(System.err::println).toList();
    }

    private static void add(String title, List<Row> rows, List<String> lines) {
        lines.add("");
        lines.add(title);
        lines.add(cells("mutant", "should be", "refuted by", "seconds", "step", "cause", "evidence"));
        rows.forEach(row -> lines.add(row.toString()));
    }

    /** Rows of the built-in samplers with a wrong line of which a part of the name is given. */
    static Stream<Row> ofCopies(String part) {
        return Mutants.all().stream().filter(m -> m.name().contains(part))
                .map(m -> new Row(m.name(), m.like(), find(m, 1, Effort.QUICK), Optional.of(m.expected()),
                        m.equalInLaw(), true, ""));
    }

    /** Rows of the scheme mutants, guarded without being told the scheme. */
    static Stream<Row> ofSchemes(String part) {
        return SchemeMutants.all().stream().filter(m -> m.name().contains(part)).map(m -> {
            Guarded guarded = guard(m, 1, Effort.QUICK);
            return new Row(m.name(), m.like(), guarded.found(), Optional.of(m.expected()), m.keepsLaw(),
                    guarded.found().isPresent() || m.change() >= SchemeMutants.VISIBLE, guarded.says().orElse(""));
        });
    }

    /** Rows of the programs, guarded through the pipe without a scheme. */
    static Stream<Row> ofPrograms(String part) {
        return PythonFaults.all().stream().filter(p -> ("faults.py " + p.name()).contains(part)).map(p -> {
            Guarded guarded = PythonFaults.guard(p.name());
            return new Row("faults.py " + p.name(), "ddpm", guarded.found(), p.expected(), p.keepsLaw(), true,
                    guarded.says().orElse(""));
        });
    }

    /** How many rows are refuted, of how many step and cause are named, and how long the longest took. */
    static String summary(String name, List<Row> rows) {
        long keep = rows.stream().filter(row -> row.keepsLaw().isPresent() && row.found().isEmpty()).count();
        long unseen = rows.stream().filter(row -> !row.isSeen()).count();
        long refuted = rows.stream().filter(row -> row.found().isPresent()).count();
        long named = rows.stream().filter(Row::isNamed).count();
        double longest =
                rows.stream().flatMap(row -> row.found().stream()).mapToDouble(Found::seconds).max().orElse(0);
        return String.format(Locale.ROOT,
                "%-9s %3d mutants, %3d keep the law, %d below 0.001; refuted %3d of %3d, step and "
                        + "cause named of %3d (%.1f %%), longest %.1f s",
                name + ":", rows.size(), keep, unseen, refuted,
                rows.size() - keep - unseen, named, 100.0 * named / Math.max(1, refuted), longest);
    }

    private static String cells(String... cells) {
        return String.format(Locale.ROOT, "%-66s %-17s %-26s %7s  %-4s %-5s  %s", (Object[]) cells).stripTrailing();
    }
}
