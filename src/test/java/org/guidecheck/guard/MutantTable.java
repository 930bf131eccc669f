package org.guidecheck.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;

/** Which claim finds which mutant, and how soon: {@code main} writes the table that reports/ holds. */
final class MutantTable {
    private static final double ALPHA = 1e-6;
    private static final int STEPS = 50;

    private MutantTable() {
    }

    /** What found a mutant. */
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
    static Optional<Found> find(Mutants.Mutant mutant, long seed) {
        long begin = System.nanoTime();
        SamplerUnderTest candidate = new SamplerUnderTest(mutant.sampler(), Optional.of(Samplers.byName(mutant.like())), STEPS,
                List.of(0.0, 1.0, 3.0), seed);
        try {
            Guard.decide(candidate, List.of(), ALPHA, verdict -> {
                if (verdict.outcome() == Outcome.REFUTED) {
                    throw new Stop(verdict);
                }
            });
            return Optional.empty();
        } catch (Stop stop) {
            Evidence evidence = stop.verdict.evidence().stream().filter(e -> e.outcome() == Outcome.REFUTED).findFirst()
                    .orElseThrow();
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
        List<String> lines = new ArrayList<>(List.of(String.format(Locale.ROOT, "%-66s %-16s %-28s %7s  %s", "mutant",
                "meant to be", "found by", "seconds", "evidence")));
        for (Mutants.Mutant mutant : Mutants.all().stream().filter(m -> args.length < 2 || m.name().contains(args[1])).toList()) {
            Optional<Found> found = find(mutant, 1);
            lines.add(String.format(Locale.ROOT, "%-66s %-16s %-28s %7s  %s", mutant.name(), mutant.like(),
                    found.map(Found::claim).orElse(mutant.equalInLaw().isPresent() ? "nothing: equal in law" : "NOTHING"),
                    found.map(f -> String.format(Locale.ROOT, "%.2f", f.seconds())).orElse(""),
                    found.map(Found::why).or(mutant::equalInLaw).orElse("")).stripTrailing());
            System.err.println(lines.get(lines.size() - 1));
        }
        Files.write(Path.of(args[0]), lines);
    }
}
