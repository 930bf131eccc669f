package org.guidecheck.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.guidecheck.claim.VerdictText;
import org.guidecheck.hunt.Counterexample;
import org.guidecheck.hunt.CounterexampleJson;
import org.guidecheck.law.io.LawJson;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.pipe.PipedSampler;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;
import org.guidecheck.text.InvalidInputException;
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
    private TimeoutOption timeout;

    @Override
    public Integer call() {
        Counterexample counterexample = CounterexampleJson.read(file);
        GuidedProcess process = counterexample.process();
        try (PipedSampler program = sampler.start(timeout)) {
            System.out.printf(Locale.ROOT, "%s on %s, class %s, weight %s: %s in the file%n", counterexample.claim(),
                    LawJson.toString(process.law()), process.label(), process.guidance(), counterexample.outcome());
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
        } catch (InvalidInputException e) {
            throw e.from(file.toString());
        }
    }

    private static Outcome show(Verdict verdict) {
        System.out.printf(Locale.ROOT, "%s in %.1f s%s%n", verdict.outcome(), verdict.time().toNanos() / 1e9,
                VerdictText.evidence(verdict));
        return verdict.outcome();
    }
}
