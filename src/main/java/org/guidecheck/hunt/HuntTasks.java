package org.guidecheck.hunt;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Independent tasks of a hunt: rounds of its search, and the shrinking of a counterexample. The result of each follows
 * from the target, the search and the number of the round alone, so tasks can run anywhere, in any order, and again.
 * {@link Hunt} runs them on one machine.
 */
public final class HuntTasks {
    private final HuntTarget target;
    private final Search search;
    private final String version;

    /**
     * Creates the tasks of a hunt.
     *
     * @param target  the claim, the sampler and the laws to try
     * @param search  parameters of the search
     * @param version version of the program, which files name
     * @throws IllegalArgumentException if the claim covers none of the laws that searches draw
     */
    public HuntTasks(HuntTarget target, Search search, String version) {
        this.target = target.checked();
        this.search = search;
        this.version = version;
    }

    /**
     * Runs a round.
     *
     * @param number from 0
     * @return its result
     */
    public RoundResult round(int number) {
        return round(number, () -> false, evaluation -> {});
    }

    RoundResult round(int number, BooleanSupplier stopped, Consumer<Evaluation> watcher) {
        return Round.run(target, search, number, stopped, watcher);
    }

    /**
     * Shrinks the counterexample of a round, which is run again.
     *
     * @param number  number of the round
     * @param laws    number of laws tried in this and all earlier rounds
     * @param limit   longest time of shrinking; after it, the simplest counterexample known is returned
     * @param threads number of laws decided at once, at least 1
     * @return the counterexample
     * @throws IllegalStateException if the round finds none
     * @throws InterruptedException  if the thread is interrupted
     */
    public Discovery shrunk(int number, long laws, Duration limit, int threads) throws InterruptedException {
        Evaluation found = round(number).best().filter(Evaluation::isRefuted)
                .orElseThrow(() -> new IllegalStateException("round=" + number + ": must find a counterexample"));
        ExecutorService workers = workers(threads);
        long end = System.nanoTime() + limit.toNanos();
        try {
            return shrunk(found, laws, workers, () -> System.nanoTime() - end >= 0);
        } finally {
            workers.shutdownNow();
        }
    }

    /** Shrinks a counterexample until nothing simpler is refuted, or until it is stopped. */
    Discovery shrunk(Evaluation found, long laws, ExecutorService workers, BooleanSupplier stopped)
            throws InterruptedException {
        Shrinking.Shrunk shrunk = Shrinking.of(target, found, search.alpha(), workers, stopped);
        return discovery(shrunk.best(), laws).shrunk(shrunk);
    }

    /** An evaluation as a discovery, after a number of laws tried. */
    Discovery discovery(Evaluation evaluation, long laws) {
        Counterexample counterexample = Counterexample.of(target, evaluation, search.alpha(0));
        return new Discovery(counterexample, evaluation.verdict(), Optional.empty(), 0, false, version, search.seed(),
                laws);
    }

    /** Threads that decide laws. */
    static ExecutorService workers(int threads) {
        return Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "hunt");
            // A law that takes long must not keep the program from ending.
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The first line of the journal, which identifies the hunt. */
    ObjectNode header() {
        return JsonNodeFactory.instance.objectNode().put("guidecheck", version).put("claim", target.claim().id())
                .put("sampler", target.sampler().name()).put("dimension", target.dimension()).put("seed", search.seed())
                .put("alpha", search.alpha()).put("targeted", search.targeted());
    }
}
