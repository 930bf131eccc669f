package org.guidecheck.hunt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;

/**
 * A search for a law that breaks a claim, round after round, and the shrinking of what it finds. The rounds, and so the first
 * counterexample in their order, follow from the seed; the clock only says how many there are.
 */
public final class Hunt {
    /** How long a law that is being decided at the end is waited for. */
    private static final double GRACE_SECONDS = 5;
    private static final int PATIENCE_MILLIS = 100;

    private final HuntParts parts;
    private final Limits limits;
    private final HuntLog log;

    /**
     * How much is done.
     *
     * @param time      for the search, and again for the shrinking
     * @param shrinking time for the shrinking
     * @param rounds    the most rounds, at least 1
     * @param threads   that decide laws at once, at least 1
     */
    public record Limits(Duration time, Duration shrinking, int rounds, int threads) {
    }

    /**
     * What a hunt came to.
     *
     * @param found   the counterexample, shrunk; empty if there was none
     * @param nearest the counterexample as it was found, or the law nearest to one; empty if none was decided
     * @param log     laws tried, times and the like
     */
    public record Result(Optional<ObjectNode> found, Optional<ObjectNode> nearest, HuntLog.Summary log) {
    }

    /**
     * A hunt, not begun.
     *
     * @param parts  what is hunted, and how
     * @param limits for how long
     */
    public Hunt(HuntParts parts, Limits limits) {
        this.parts = parts;
        this.limits = limits;
        this.log = new HuntLog();
    }

    /**
     * What is known while the hunt runs, and after.
     *
     * @return may be asked by any thread
     */
    public HuntLog log() {
        return log;
    }

    /**
     * Hunts.
     *
     * @param file   the journal
     * @param resume whether to go on where it ends
     * @return what came of it
     * @throws IOException          if the journal cannot be written
     * @throws InterruptedException if the thread is interrupted
     */
    public Result run(Path file, boolean resume) throws IOException, InterruptedException {
        Journal.Opened opened = Journal.open(file, parts.header(), resume);
        ExecutorService workers = HuntParts.workers(limits.threads());
        try (Journal journal = opened.journal()) {
            opened.entries().forEach(log::resumed);
            log.begin(limits.time());
            Optional<Attempt> found = search(workers, journal, opened.entries().size(), log.summary());
            if (found.isEmpty()) {
                return new Result(Optional.empty(), log.nearest(), log.summary());
            }
            log.shrink(limits.shrinking());
            Shrinking.Shrunk shrunk = Shrinking.of(parts.quarry(), found.get(), parts.search().alpha(), workers, log::isOver);
            log.shrunk(shrunk.tried(), shrunk.whole());
            ObjectNode json = json(shrunk.attempt(), Optional.of(shrunk));
            return new Result(Optional.of(json), log.nearest(), log.summary());
        } finally {
            workers.shutdownNow();
        }
    }

    private Optional<Attempt> search(ExecutorService workers, Journal journal, int first, HuntLog.Summary before)
            throws IOException, InterruptedException {
        long laws = before.laws();
        long undecided = before.undecided();
        Deque<Future<RoundResult>> running = new ArrayDeque<>();
        int next = first;
        try {
            while (true) {
                while (running.size() < limits.threads() && next < first + limits.rounds() && !log.isOver()) {
                    int number = next++;
                    running.add(workers.submit(() -> Round.run(parts.quarry(), parts.search(), number, log::isOver,
                            this::seen)));
                }
                if (running.isEmpty()) {
                    return Optional.empty();
                }
                Optional<RoundResult> awaited = await(running.remove());
                if (awaited.isEmpty()) {
                    return Optional.empty();
                }
                RoundResult round = awaited.get();
                laws += round.laws();
                undecided += round.undecided();
                if (round.isFound()) {
                    log.found(laws, undecided);
                    return round.best();
                }
                if (round.whole() && round.best().isPresent()) {
                    Attempt best = round.best().get();
                    journal.append(new Journal.Entry(round.laws(), round.undecided(), best.score(),
                            json(best, Optional.empty())));
                }
            }
        } finally {
            log.stop();
            for (Future<RoundResult> each : running) {
                await(each);
            }
        }
    }

    /** A round's result; none if a law keeps its thread beyond the end. */
    private Optional<RoundResult> await(Future<RoundResult> round) throws InterruptedException {
        while (!log.isOverBy(GRACE_SECONDS)) {
            try {
                return Optional.of(Futures.get(round, PATIENCE_MILLIS));
            } catch (TimeoutException e) {
                // Not yet: the clock is looked at again.
            }
        }
        return Optional.empty();
    }

    private void seen(Attempt attempt) {
        if (log.seen(attempt)) {
            log.nearest(attempt.score(), json(attempt, Optional.empty()));
        }
    }

    private ObjectNode json(Attempt attempt, Optional<Shrinking.Shrunk> shrunk) {
        return parts.specimen(attempt, shrunk, log.summary().laws());
    }
}
