package org.guidecheck.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.guidecheck.claim.VerdictText;
import org.guidecheck.hunt.Specimen;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.pipe.PipedSampler;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code replay}: decides a counterexample again, from its file alone. */
@Command(name = "replay", mixinStandardHelpOptions = true,
        description = "Decides a counterexample again from its file alone: as it was found, and by another oracle.",
        footer = {"", "Example: guidecheck replay reports/counterexamples/naive.log-loss-1.json"})
final class Replay implements Callable<Integer> {
    @Parameters(paramLabel = "F.json", description = "A file that hunt has written.")
    private Path file;

    @ArgGroup
    private SamplerSource sampler = new SamplerSource();

    @Mixin
    private Patience patience;

    @Override
    public Integer call() {
        Specimen specimen = Specimen.read(file);
        System.out.printf(Locale.ROOT, "%s on %s, class %s, weight %s: %s in the file%n", specimen.claim(),
                specimen.process().law(),
                specimen.process().label(), specimen.process().guidance(), specimen.outcome());
        try (PipedSampler program = sampler.start(patience)) {
            // A program is never started because a file says so.
            GuidedSampler held = program != null ? program
                    : sampler.named().orElseGet(() -> SamplerSource.named(specimen.sampler()));
            Outcome first = show(specimen.decide(held, false));
            Outcome second = show(specimen.decide(held, true));
            if (first == specimen.outcome() && second == specimen.outcome()) {
                return 0;
            }
            return first == Outcome.UNDECIDED || second == Outcome.UNDECIDED ? Main.UNDECIDED : Main.REFUTED;
        }
    }

    private static Outcome show(Verdict verdict) {
        System.out.printf(Locale.ROOT, "%s in %.1f s%s%n", verdict.outcome(), verdict.time().toNanos() / 1e9,
                VerdictText.evidence(verdict));
        return verdict.outcome();
    }
}
