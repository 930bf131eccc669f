package org.guidecheck.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Time limit of a command. Work runs on a thread of its own, so that the command can report what it has found when time
 * is up, whatever the work is then doing.
 */
final class TimeLimit implements AutoCloseable {
    private static final double LONGEST = 1e9;

    private final long end;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "work");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Limit that begins now.
     *
     * @param option  name of the option that sets it
     * @param seconds above 0
     */
    TimeLimit(String option, double seconds) {
        requireSeconds(option, seconds);
        this.end = System.nanoTime() + (long) (1e9 * seconds);
    }

    /** Throws if the value of an option is no length of time for a run. */
    static void requireSeconds(String option, double seconds) {
        if (!(seconds > 0 && seconds <= LONGEST)) {
            throw BadInput.option(option, seconds, "must be a number of seconds above 0, at most 1e9");
        }
    }

    /**
     * Does work within the time that is left.
     *
     * @param work not interrupted when time is up, but left behind
     * @return its result; empty if time is up
     */
    <T> Optional<T> call(Callable<T> work) {
        long left = end - System.nanoTime();
        if (left <= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(worker.submit(work).get(left, TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            if (e.getCause() instanceof Error problem) {
                throw problem;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
