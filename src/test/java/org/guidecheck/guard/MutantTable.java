package org.guidecheck.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.statistics.Effort;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;

/** Table of the claim that refutes each mutant first: {@code main} writes reports/mutants.txt. */
final class MutantTable {
    private static final double ALPHA = 1e-6;
    private static final int STEPS = 50;
    private static final List<Double> WEIGHTS = List.of(0.0, 1.0, 3.0);
    private static final String HEADER = """
            Wrong samplers, each guarded in 50 steps at w = 0, 1 and 3 with false-alarm rate 1e-6. The columns:
              mutant      the sampler and its one fault
              should be   the built-in sampler that its steps are compared with
              refuted by  the first claim that refutes it; "nothing: equal in law" where its points have the right law
              seconds     until that claim refuted it
              evidence    the quantity at fault: its limit, and the first place where it fails

            """;
    private static final String KEEPS_LAW = "nothing: keeps the law";
    private static final String UNSEEN = "nothing: below 0.001";
    private static final String WITHOUT_SCHEME = """
            Known schemes with a fault in one step, the last ones or all, guarded in 20 or 50 steps at w = 0, 1 and 3, and
            programs guarded through the pipe in 20 steps at w = 3, all without being told the scheme and at effort quick, or normal where that refutes no program.
            A further column:
            Not refuted are steps that are right too, such as ones of lower order: "keeps the law". Not seen are faults that
            move no point by 0.001.
              named       whether the evidence names the first wrong step and the cause

            """;

    private MutantTable() {
    }

    /** The claim that refuted a mutant, its evidence, and the seconds until then. */
    record Found(String claim, String why, double seconds) {
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
        return find(new SamplerUnderTest(mutant.sampler(), Optional.of(Samplers.byName(mutant.like())), STEPS, WEIGHTS,
                seed).at(effort));
    }

    /** The first claim that refutes a mutant without being told its scheme; empty if none does. */
    static Optional<Found> find(SchemeMutants.SchemeMutant mutant, long seed, Effort effort) {
        return find(new SamplerUnderTest(mutant.sampler(), Optional.empty(), mutant.steps(), WEIGHTS, seed).at(effort));
    }

    /** The first claim that refutes a sampler; empty if none does. */
    static Optional<Found> find(SamplerUnderTest candidate) {
        long begin = System.nanoTime();
        try {
            Guard.decide(candidate, List.of(), ALPHA, verdict -> {
                if (verdict.outcome() == Outcome.REFUTED) {
                    throw new Stop(verdict);
                }
            });
            return Optional.empty();
        } catch (Stop stop) {
            Evidence evidence = stop.verdict.evidence().stream().filter(e -> e.outcome() == Outcome.REFUTED)
                    .findFirst().orElseThrow();
            return Optional.of(new Found(stop.verdict.claimId(), evidence.quantity() + ": " + evidence.rule(),
                    (System.nanoTime() - begin) / 1e9));
        }
    }

    /**
     * Writes the table.
     *
     * @param args the file, and perhaps a part of the names of the mutants to try
     * @throws IOException if it cannot be written
     */
    public static void main(String[] args) throws IOException {
        List<String> lines = new ArrayList<>(HEADER.lines().toList());
        lines.add(row("mutant", "should be", "refuted by", "seconds", "", "evidence"));
        String part = args.length < 2 ? "" : args[1];
        for (Mutants.Mutant mutant : Mutants.all().stream().filter(m -> m.name().contains(part)).toList()) {
            Optional<Found> found = find(mutant, 1, Effort.QUICK);
            lines.add(row(mutant.name(), mutant.like(),
                    found.map(Found::claim)
                            .orElse(mutant.equalInLaw().isPresent() ? "nothing: equal in law" : "NOTHING"),
                    found.map(f -> String.format(Locale.ROOT, "%.2f", f.seconds())).orElse(""), "",
                    found.map(Found::why).or(mutant::equalInLaw).orElse("")));
            System.err.println(lines.get(lines.size() - 1));
        }
        lines.add("");
        lines.addAll(withoutScheme(part));
        lines.add("");
        lines.addAll(EvidenceTable.lines());
        Files.write(Path.of(args[0]), lines);
    }

    /** Rows of the scheme mutants of which a part of the name is given, guarded without being told the scheme. */
    static List<String> ofSchemes(String part) {
        return SchemeMutants.all().stream().filter(m -> m.name().contains(part)).map(mutant -> {
            Optional<Found> found = find(mutant, 1, Effort.QUICK);
            return row(mutant.name(), mutant.like(), mutant.isHarmless() ? KEEPS_LAW
                    : found.isPresent() || mutant.change() >= SchemeMutants.VISIBLE ? "NOTHING" : UNSEEN, found,
                    mutant::isNamedBy);
        }).toList();
    }

    /** Rows of the programs of which a part of the name is given, guarded through the pipe without a scheme. */
    static List<String> ofPrograms(String part) {
        return PythonFaults.names().stream().filter(name -> ("faults.py " + name).contains(part))
                .map(name -> row("faults.py " + name, "ddpm", "NOTHING", PythonFaults.find(name),
                        why -> PythonFaults.isNamed(name, why)))
                .toList();
    }

    private static String row(String name, String like, String otherwise, Optional<Found> found,
            Predicate<String> isNamed) {
        String row = row(name, like, found.map(Found::claim).orElse(otherwise),
                found.map(f -> String.format(Locale.ROOT, "%.2f", f.seconds())).orElse(""),
                found.map(f -> isNamed.test(f.why()) ? "yes" : "NO").orElse(""), found.map(Found::why).orElse(""));
        System.err.println(row);
        return row;
    }

    /** How many rows are refuted, and of how many step and cause are named. */
    private static String summary(List<String> rows) {
        long named = rows.stream().filter(row -> row.contains("  yes    ")).count();
        long refuted = rows.stream().filter(row -> row.contains("  NO     ")).count() + named;
        long harmless = rows.stream().filter(row -> row.contains("nothing: keeps the law")).count();
        return String.format(Locale.ROOT, "%d, of which %d refuted, %d with step and cause; %d keep the law",
                rows.size(),
                refuted, named, harmless);
    }

    private static List<String> withoutScheme(String part) {
        List<String> lines = new ArrayList<>(WITHOUT_SCHEME.lines().toList());
        lines.add(row("mutant", "should be", "refuted by", "seconds", "named", "evidence"));
        List<String> schemes = ofSchemes(part);
        lines.addAll(schemes);
        lines.add("scheme mutants: " + summary(schemes));
        List<String> programs = ofPrograms(part);
        lines.addAll(programs);
        lines.add("programs: " + summary(programs));
        return lines;
    }

    private static String row(String... cells) {
        return String.format(Locale.ROOT, "%-66s %-16s %-28s %7s  %-5s  %s", (Object[]) cells).stripTrailing();
    }
}
