package org.guidecheck.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.guidecheck.claim.Statement;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.statistics.Effort;

/**
 * Count of false alarms: {@code main} guards each built-in sampler at 50, 100 and 250 steps with many seeds and
 * writes the table in reports/. Claims that do not depend on the seed are decided with the first seed only.
 */
final class FalseAlarms {
    private static final double ALPHA = 1e-6;
    private static final List<Integer> STEPS = List.of(50, 100, 250);
    private static final List<String> WITHOUT_CHANCE = List.of("sampler.finite-and-shaped", "sampler.deterministic",
            "sampler.batch-independent", "sampler.cost", "sampler.step-counts", "sampler.order");

    private FalseAlarms() {
    }

    /**
     * Counts.
     *
     * @param args the file, the number of seeds, and the names of the samplers if not all are meant
     * @throws IOException if the file cannot be written
     */
    public static void main(String[] args) throws IOException {
        long seeds = Long.parseLong(args[1]);
        List<String> random =
                Guard.claims().stream().map(Statement::id).filter(id -> !WITHOUT_CHANCE.contains(id)).toList();
        List<String> lines = new ArrayList<>();
        lines.add(
                "Built-in samplers guarded at w = 1, false-alarm rate 1e-6 a run: verdicts that refute them or are undecided.");
        lines.add(String.format(Locale.ROOT, "%-16s %6s %6s %9s %8s %8s", "sampler", "steps", "seeds", "verdicts",
                "failed",
                "seconds"));
        List<String> names = List.of(args).subList(2, args.length);
        for (LinearSampler sampler : Samplers.builtIn().stream()
                .filter(s -> names.isEmpty() || names.contains(s.name())).toList()) {
            for (int steps : STEPS) {
                long begin = System.nanoTime();
                AtomicInteger verdicts = new AtomicInteger();
                AtomicInteger failed = new AtomicInteger();
                LongStream.rangeClosed(1, seeds).parallel().forEach(seed -> Guard.decide(
                        new SamplerUnderTest(sampler, Optional.of(sampler), steps, List.of(1.0), seed)
                                .at(Effort.QUICK),
                        seed == 1 ? List.of() : random, ALPHA, verdict -> {
                            verdicts.incrementAndGet();
                            if (!verdict.outcome().passes()) {
                                failed.incrementAndGet();
                                System.err.println(sampler.name() + " " + steps + " " + seed + " " + verdict);
                            }
                        }));
                lines.add(String.format(Locale.ROOT, "%-16s %6d %6d %9d %8d %8.0f", sampler.name(), steps, seeds,
                        verdicts.get(), failed.get(), (System.nanoTime() - begin) / 1e9));
                System.err.println(lines.get(lines.size() - 1));
                Files.write(Path.of(args[0]), lines);
            }
        }
    }
}
