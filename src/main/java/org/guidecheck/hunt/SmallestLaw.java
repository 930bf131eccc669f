package org.guidecheck.hunt;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.statistics.ErrorBudget;
import org.guidecheck.statistics.Verdict;

/**
 * Search for the smallest law on which a claim is refuted, for claims that are known to be refuted somewhere: the first
 * refuted one of many small laws, shrunk.
 */
public final class SmallestLaw {
    private static final int MOST_DRAWS = 32;

    private SmallestLaw() {
    }

    /**
     * A small law on which a claim is refuted.
     *
     * @param process law, class and guidance
     * @param verdict the verdict there
     * @param minimal whether nothing simpler is refuted; false if time ran out before
     */
    public record Found(GuidedProcess process, Verdict verdict, boolean minimal) {
    }

    /**
     * Searches with one thread.
     *
     * @param target the claim, the sampler and the laws to try
     * @param seed   seed of the laws drawn
     * @param alpha  false-alarm probability of all verdicts together, in (0, 1)
     * @param limit  longest time of the search
     * @return empty if none of the small laws is refuted in that time
     */
    public static Optional<Found> of(HuntTarget target, long seed, double alpha, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        BooleanSupplier stopped = () -> System.nanoTime() - end >= 0;
        ErrorBudget draws = ErrorBudget.of(alpha / 2);
        for (int i = 0; i < MOST_DRAWS && !stopped.getAsBoolean(); i++) {
            Candidate candidate = target.draw(true, seed, i);
            if (target.appliesTo(candidate)) {
                Evaluation evaluation = target.decide(candidate, draws.spend("draw"));
                if (evaluation.isRefuted()) {
                    return shrunk(target, evaluation, alpha, stopped);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Found> shrunk(HuntTarget target, Evaluation found, double alpha, BooleanSupplier stopped) {
        ExecutorService worker = HuntTasks.workers(1);
        try {
            Shrinking.Shrunk shrunk = Shrinking.of(target, found, alpha, worker, stopped);
            return shrunk.best().verdict().map(verdict -> new Found(
                    target.setting(shrunk.best().candidate()).process(), verdict, shrunk.minimal()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            worker.shutdownNow();
        }
    }
}
