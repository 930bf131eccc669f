package org.guidecheck.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.guidecheck.distribution.InvalidLawException;
import org.guidecheck.hunt.Counterexample;
import org.guidecheck.hunt.CounterexampleJson;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.pipe.PipedSampler;
import org.guidecheck.statistics.Evidence;
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
final class ReplayCommand implements Callable<Integer> {
    @Parameters(paramLabel = "F.json", description = "Counterexample, as a file that hunt wrote.")
    private Path file;

    @ArgGroup
    private SamplerSource sampler = new SamplerSource();

    @Mixin
    private Patience patience;

    @Override
    public Integer call() {
        Counterexample counterexample = CounterexampleJson.read(file);
        System.out.printf(Locale.ROOT, "%s on %s, class %s, weight %s: %s in the file%n", counterexample.claim(),
                counterexample.law(), counterexample.label(), counterexample.guidance(), counterexample.outcome());
        try (PipedSampler program = sampler.start(patience)) {
            // A program is started only on the user's request, never because a file names it.
            GuidedSampler tested = program != null ? program
                    : sampler.named().orElseGet(() -> named(counterexample.sampler()));
            Outcome first = show(counterexample.decide(tested, false));
            Outcome second = show(counterexample.decide(tested, true));
            if (first == counterexample.outcome() && second == counterexample.outcome()) {
                return 0;
            }
            return first == Outcome.UNDECIDED || second == Outcome.UNDECIDED ? Main.UNDECIDED : Main.REFUTED;
        }
    }

    private GuidedSampler named(String name) {
        try {
            return SamplerSource.named("sampler", name);
        } catch (InvalidLawException e) {
            throw e.from(file.toString());
        }
    }

    private static Outcome show(Verdict verdict) {
        for (Evidence each : verdict.evidence()) {
            System.out.printf(Locale.ROOT, "%-9s %s = %.6g in [%.6g, %.6g], claimed %s; %s, %.1f s%n", each.outcome(),
                    each.quantity(), each.value(), each.bounds().lower(), each.bounds().upper(), each.rule(),
                    each.method(), verdict.time().toNanos() / 1e9);
        }
        return verdict.outcome();
    }
}
