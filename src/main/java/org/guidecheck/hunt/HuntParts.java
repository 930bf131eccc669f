package org.guidecheck.hunt;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A hunt in parts that can run anywhere, in any order, and again: each follows from the quarry, the search and a number alone.
 * {@link Hunt} runs them on one machine.
 */
public final class HuntParts {
    private final Quarry quarry;
    private final Search search;
    private final String version;

    /**
     * The parts of a hunt.
     *
     * @param quarry  what is hunted
     * @param search  how
     * @param version of the program, which files name
     * @throws IllegalArgumentException if the claim says nothing of the laws that searches draw
     */
    public HuntParts(Quarry quarry, Search search, String version) {
        this.quarry = quarry.checked();
        this.search = search;
        this.version = version;
    }

    /**
     * Runs a round.
     *
     * @param number from 0
     * @return what it came to
     */
    public RoundReport round(int number) {
        RoundResult result = whole(number);
        return new RoundReport(quarry.claim().id(), number, result.laws(), result.undecided(),
                result.best().map(Attempt::score).orElse(Double.NEGATIVE_INFINITY), result.isFound(),
                result.best().map(best -> specimen(best, Optional.empty(), result.laws()).toPrettyString()).orElse(""));
    }

    private RoundResult whole(int number) {
        return Round.run(quarry, search, number, () -> false, attempt -> { });
    }

    /**
     * Shrinks what a round found; the round is run again for it.
     *
     * @param number  of the round
     * @param laws    tried in this and all rounds before
     * @param limit   of the time; a counterexample that took longer is the simplest known by then
     * @param threads that decide laws at once, at least 1
     * @return the counterexample
     * @throws IllegalStateException if the round finds none
     * @throws InterruptedException  if the thread is interrupted
     */
    public ObjectNode shrunk(int number, long laws, Duration limit, int threads) throws InterruptedException {
        Attempt found = whole(number).best().filter(Attempt::isRefuted)
                .orElseThrow(() -> new IllegalStateException("round=" + number + ": found no counterexample"));
        ExecutorService workers = workers(threads);
        long end = System.nanoTime() + limit.toNanos();
        try {
            Shrinking.Shrunk shrunk = Shrinking.of(quarry, found, search.alpha(), workers, () -> System.nanoTime() - end >= 0);
            return specimen(shrunk.attempt(), Optional.of(shrunk), laws);
        } finally {
            workers.shutdownNow();
        }
    }

    /** Threads that decide laws. */
    static ExecutorService workers(int threads) {
        return Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "hunt");
            // A law that takes long does not keep the program from ending.
            thread.setDaemon(true);
            return thread;
        });
    }

    Quarry quarry() {
        return quarry;
    }

    Search search() {
        return search;
    }

    /** What a journal is of. */
    ObjectNode header() {
        return JsonNodeFactory.instance.objectNode().put("guidecheck", version).put("claim", quarry.claim().id())
                .put("sampler", quarry.sampler().name()).put("dimension", quarry.dimension()).put("seed", search.seed())
                .put("alpha", search.alpha()).put("targeted", search.targeted());
    }

    /** A law and how it was come by. */
    ObjectNode specimen(Attempt attempt, Optional<Shrinking.Shrunk> shrunk, long laws) {
        Specimen specimen = Specimen.of(quarry, attempt, search.alpha(0));
        ObjectNode json = specimen.toJson(version, attempt.verdict(), shrunk.map(Shrinking.Shrunk::opinion));
        ObjectNode how = json.putObject("found").put("seed", search.seed()).put("laws", laws);
        shrunk.ifPresent(each -> how.put("neighbours", each.tried()).put("minimal", each.whole()));
        return json;
    }
}
