package org.guidecheck.hunt;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;

/**
 * Search for a law that refutes a claim, round after round on several threads, and the shrinking of the
 * counterexample. The rounds, and so the first counterexample in their order, follow from the seed; the clock only
 * limits their number.
 */
public final class Hunt {
    /** How long to wait at the end for a law that is being decided. */
    private static final double GRACE_SECONDS = 5;
    private static final int POLL_MILLIS = 100;

    private final HuntTasks tasks;
    private final Limits limits;
    private final int threads;
    private final HuntProgress progress = new HuntProgress();

    /**
     * Limits of a hunt.
     *
     * @param time      longest time of the search
     * @param shrinking longest time of shrinking
     * @param rounds    largest number of rounds, at least 1
     */
    public record Limits(Duration time, Duration shrinking, int rounds) {
    }

    /**
     * Creates a hunt.
     *
     * @param tasks   rounds and shrinking
     * @param limits  of time and rounds
     * @param threads number of laws decided at once, at least 1
     */
    public Hunt(HuntTasks tasks, Limits limits, int threads) {
        this.tasks = tasks;
        this.limits = limits;
        this.threads = threads;
    }

    /** {@return the progress of the hunt; thread-safe, during the hunt and after it} */
    public HuntProgress progress() {
        return progress;
    }

    /**
     * Runs the hunt.
     *
     * @param file   the journal
     * @param resume whether to continue the hunt of which the journal holds the first rounds
     * @return the final state
     * @throws IOException          if the journal cannot be written
     * @throws InterruptedException if the thread is interrupted
     */
    public HuntState run(Path file, boolean resume) throws IOException, InterruptedException {
        Journal.Opened opened = Journal.open(file, tasks.header(), resume);
        ExecutorService workers = HuntTasks.workers(threads);
        try (Journal journal = opened.journal()) {
            opened.entries().forEach(progress::resume);
            progress.beginSearch(limits.time());
            Optional<Evaluation> found = search(workers, journal, opened.entries().size());
            if (found.isPresent()) {
                progress.beginShrinking(limits.shrinking());
                progress.shrunk(tasks.shrunk(found.get(), progress.state().laws(), workers, progress::isOver));
            }
            return progress.state();
        } finally {
            workers.shutdownNow();
        }
    }

    private Optional<Evaluation> search(ExecutorService workers, Journal journal, int first)
            throws IOException, InterruptedException {
        HuntState before = progress.state();
        long laws = before.laws();
        long undecided = before.undecided();
        Deque<Future<RoundResult>> running = new ArrayDeque<>();
        int next = first;
        try {
            while (true) {
                while (running.size() < threads && next < first + limits.rounds() && !progress.isOver()) {
                    int number = next++;
                    running.add(workers.submit(() -> tasks.round(number, progress::isOver, this::watch)));
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
                    progress.found(laws, undecided);
                    return round.best();
                }
                if (round.whole() && round.best().isPresent()) {
                    Evaluation best = round.best().get();
                    journal.append(new Journal.Entry(round.laws(), round.undecided(), best.closeness(),
                            discovery(best)));
                }
            }
        } finally {
            progress.stop();
            for (Future<RoundResult> each : running) {
                await(each);
            }
        }
    }

    /** The result of a round; empty if one of its laws takes too long beyond the end. */
    private Optional<RoundResult> await(Future<RoundResult> round) throws InterruptedException {
        while (!progress.isOverBy(GRACE_SECONDS)) {
            try {
                return Optional.of(Futures.get(round, POLL_MILLIS));
            } catch (TimeoutException e) {
                // Not yet: look at the clock again.
            }
        }
        return Optional.empty();
    }

    private void watch(Evaluation evaluation) {
        if (progress.count(evaluation)) {
            progress.offer(evaluation.closeness(), discovery(evaluation));
        }
    }

    private Discovery discovery(Evaluation evaluation) {
        return tasks.discovery(evaluation, progress.state().laws());
    }
}
