package org.guidecheck.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
        lines.add(row("mutant", "should be", "refuted by", "seconds", "evidence"));
        String part = args.length < 2 ? "" : args[1];
        for (Mutants.Mutant mutant : Mutants.all().stream().filter(m -> m.name().contains(part)).toList()) {
            Optional<Found> found = find(mutant, 1, Effort.QUICK);
            lines.add(row(mutant.name(), mutant.like(),
                    found.map(Found::claim)
                            .orElse(mutant.equalInLaw().isPresent() ? "nothing: equal in law" : "NOTHING"),
                    found.map(f -> String.format(Locale.ROOT, "%.2f", f.seconds())).orElse(""),
                    found.map(Found::why).or(mutant::equalInLaw).orElse("")));
            System.err.println(lines.get(lines.size() - 1));
        }
        lines.add("");
        lines.addAll(EvidenceTable.lines());
        Files.write(Path.of(args[0]), lines);
    }

    /** Rows of the scheme mutants of which a part of the name is given, guarded without being told the scheme. */
    static List<String> ofSchemes(String part) {
        List<String> lines = new ArrayList<>();
        for (SchemeMutants.SchemeMutant mutant : SchemeMutants.all().stream().filter(m -> m.name().contains(part))
                .toList()) {
            Optional<Found> found = find(mutant, 1, Effort.QUICK);
            lines.add(row(mutant.name(), mutant.like(), found.map(Found::claim).orElse(mutant.isHarmless() ? "nothing: keeps the law" : "NOTHING"),
                    found.map(f -> String.format(Locale.ROOT, "%.2f", f.seconds())).orElse(""),
                    found.map(f -> mutant.isNamedBy(f.why()) ? "yes" : "NO").orElse(""),
                    found.map(Found::why).orElse("")));
            System.err.println(lines.get(lines.size() - 1));
        }
        return lines;
    }

    private static String row(String... cells) {
        return String.format(Locale.ROOT, "%-66s %-16s %-28s %7s  %-5s  %s", (Object[]) cells).stripTrailing();
    }
}
