package org.guidecheck.sampler.pipe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.guidecheck.sampler.SamplerFailure;

/**
 * Running program and the exchange of messages with it. Each conversation runs on a worker thread, so that an exchange
 * that blocks, in writing or in reading, ends the program and not the caller. There is one thread per conversation, as
 * waking a thread for each exchange would take longer than the program's answer. Any failure ends the program and all
 * processes that it started, and so does the exit of this virtual machine.
 */
final class ProgramPipe implements AutoCloseable {
    /** Time allowed for a program to end after it was asked to quit, and to disappear after it was killed. */
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final long NEVER = Long.MAX_VALUE;

    private final Process process;
    private final MessageStream stream;
    private final StderrTail errors;
    private final Duration limit;
    private final ExecutorService worker;
    private final Thread atExit;
    private final ReentrantLock conversation = new ReentrantLock();
    private volatile String name;
    private volatile String failureText;
    private volatile boolean isSilent;
    private final long startedAt = System.nanoTime();
    /** Nanoseconds after the start by which the program must have answered. */
    private volatile long deadline = NEVER;

    private ProgramPipe(Process process, String name, Duration limit) {
        this.process = process;
        this.name = name;
        this.limit = limit;
        this.stream = new MessageStream(process.getInputStream(), process.getOutputStream());
        this.errors = StderrTail.of(process.getErrorStream());
        this.worker = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "talk with a sampler");
            thread.setDaemon(true);
            return thread;
        });
        this.atExit = new Thread(() -> tree().forEach(ProcessHandle::destroyForcibly), "end of a sampler");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts a program.
     *
     * @param command the program and its arguments
     * @param limit   time limit for each answer
     */
    static ProgramPipe start(CommandWords command, Duration limit) {
        try {
            return new ProgramPipe(new ProcessBuilder(command.words()).start(), command.line(), limit);
        } catch (IOException e) {
            throw new SamplerFailure("sampler '" + command.line() + "' cannot be started: '" + command.words().get(0)
                    + "' must be a program on the PATH or the path of one", e);
        }
    }

    /** Sets the name of the program in messages. */
    void rename(String newName) {
        name = newName;
    }

    /** Lock to be held from the first question of a conversation to its last answer. */
    ReentrantLock conversation() {
        return conversation;
    }

    /** Waits for the first message, which has no arrays. */
    Message hello() {
        return converse(() -> exchange(() -> stream.receive(0, 0)), "before it said hello");
    }

    /**
     * Runs a conversation on the worker thread.
     *
     * @param conversation {@link #exchange exchanges} of messages and the work between them
     * @return its last message
     * @throws SamplerFailure if the program violates the protocol or exceeds the time limit. Any failure ends the
     *                        program; other exceptions of the conversation are passed on
     */
    Message converse(Callable<Message> conversation) {
        return converse(conversation, "when it was to answer");
    }

    /**
     * Sends a message and waits for the answer, within a conversation.
     *
     * @param header  header to send
     * @param arrays  arrays to send
     * @param rows    number of points that an array of the answer must have
     * @param columns number of coordinates that each point must have
     * @throws IOException if there is no such answer
     */
    Message exchange(ObjectNode header, List<NpyArray> arrays, int rows, int columns) throws IOException {
        return exchange(() -> {
            stream.send(header, arrays);
            return stream.receive(rows, columns);
        });
    }

    /** Exchange of messages subject to the time limit. */
    private interface Exchange {
        Message run() throws IOException;
    }

    private Message exchange(Exchange exchange) throws IOException {
        deadline = nanosSinceStart() + limit.toNanos();
        try {
            return exchange.run();
        } finally {
            deadline = NEVER;
        }
    }

    private long nanosSinceStart() {
        return System.nanoTime() - startedAt;
    }

    /** Whether a failure has ended the program, or it was closed; not if it did not answer, as it would not again. */
    boolean mayStartAgain() {
        return failureText != null && !isSilent;
    }

    /** A failure that leaves the program running. */
    SamplerFailure failure(String what) {
        return new SamplerFailure("sampler '" + name + "' " + what);
    }

    /** A failure that ends the program. */
    SamplerFailure fail(String what) {
        SamplerFailure failure = failure(what);
        failureText = failure.getMessage();
        end(tree());
        return failure;
    }

    /** Asks the program to quit, waits briefly, then ends it and all processes that it started. */
    @Override
    public void close() {
        List<ProcessHandle> started = tree();
        if (failureText == null && conversation.tryLock()) {
            try {
                askToQuit();
            } finally {
                conversation.unlock();
            }
        }
        failureText = failureText == null ? failure("is closed").getMessage() : failureText;
        // The list from before quitting: once the program has ended, its child processes can no longer be found.
        end(started);
    }

    private Message converse(Callable<Message> conversation, String when) {
        if (failureText != null) {
            throw new SamplerFailure(failureText);
        }
        Future<Message> last = worker.submit(conversation);
        try {
            return await(last);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw fail("was ended: the thread that waited for its answer was interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ProtocolFault fault) {
                throw fail(fault.getMessage());
            }
            if (e.getCause() instanceof IOException lost) {
                throw fail(describeEnd(lost, when));
            }
            SamplerFailure unanswered = fail("got no answer: the denoiser failed");
            if (e.getCause() instanceof RuntimeException reason) {
                throw reason;
            }
            if (e.getCause() instanceof Error reason) {
                throw reason;
            }
            unanswered.initCause(e.getCause());
            throw unanswered;
        }
    }

    private Message await(Future<Message> last) throws InterruptedException, ExecutionException {
        while (true) {
            // Between exchanges there is no deadline; the next one cannot expire sooner than after a whole limit.
            long timeout = Math.min(limit.toNanos(), deadline - nanosSinceStart());
            try {
                return last.get(Math.max(1, timeout), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (nanosSinceStart() >= deadline) {
                    isSilent = true;
                    throw fail("has not answered within " + limit.toMillis() / 1000.0
                            + " s, the limit for each answer: answer sooner, flush the output, or raise the limit");
                }
            }
        }
    }

    /** The last lines on standard error; all of them are there once the program has ended. */
    List<String> lastLines(int count) {
        return errors.last(count, GRACE);
    }

    private String describeEnd(IOException lost, String when) {
        if (!hasEnded(GRACE)) {
            return lost instanceof EOFException ? "closed its standard output " + when
                    : "closed its standard input " + when;
        }
        String lines = errors.lastLines(GRACE);
        return "exited with code " + process.exitValue() + " " + when
                + (lines.isEmpty() ? "" : "; its last lines on standard error: " + lines);
    }

    private void askToQuit() {
        Future<Void> quit = worker.submit(() -> {
            stream.send(MessageStream.header().put("ask", "quit"), List.of());
            stream.closeOutput();
            return null;
        });
        try {
            quit.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            hasEnded(GRACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // It has ended already or does not respond; it is ended next in either case.
            quit.cancel(true);
        }
    }

    private boolean hasEnded(Duration timeout) {
        try {
            return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    /** The program and all processes that it has started so far. */
    private List<ProcessHandle> tree() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    }

    private void end(List<ProcessHandle> processes) {
        processes.forEach(ProcessHandle::destroyForcibly);
        CompletableFuture<?>[] exits = processes.stream().map(ProcessHandle::onExit)
                .toArray(CompletableFuture<?>[]::new);
        worker.shutdownNow();
        try {
            CompletableFuture.allOf(exits).get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | IllegalStateException e) {
            // A process is still alive, or this virtual machine is exiting: the shutdown hook stays to end the rest.
        }
    }
}
