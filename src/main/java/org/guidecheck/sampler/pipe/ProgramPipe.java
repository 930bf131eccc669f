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
 * A program that runs, and what is said to it. Each conversation happens on a thread of its own, so that an exchange which
 * never ends, in writing or in reading, ends the program and not the caller: a thread for each exchange would take longer to
 * wake than the program to answer. Whatever goes wrong ends the program with all that it started; so does the end of this
 * virtual machine.
 */
final class ProgramPipe implements AutoCloseable {
    /** How long a program that is done may take to end, and one that was ended to be gone. */
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final long NEVER = Long.MAX_VALUE;

    private final Process process;
    private final MessageStream wire;
    private final StderrTail errors;
    private final Duration limit;
    private final ExecutorService talker;
    private final Thread atExit;
    private final ReentrantLock conversation = new ReentrantLock();
    private volatile String name;
    private volatile String broken;
    private final long began = System.nanoTime();
    /** Nanoseconds after the beginning by which the program must have answered. */
    private volatile long due = NEVER;

    private ProgramPipe(Process process, String name, Duration limit) {
        this.process = process;
        this.name = name;
        this.limit = limit;
        this.wire = new MessageStream(process.getInputStream(), process.getOutputStream());
        this.errors = StderrTail.of(process.getErrorStream());
        this.talker = Executors.newSingleThreadExecutor(work -> {
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
     * @param limit   how long it may take for each answer
     */
    static ProgramPipe start(CommandWords command, Duration limit) {
        try {
            return new ProgramPipe(new ProcessBuilder(command.words()).start(), command.line(), limit);
        } catch (IOException e) {
            throw new SamplerFailure("sampler '" + command.line() + "' cannot be started: '" + command.words().get(0)
                    + "' must be a program on the PATH or the path of one", e);
        }
    }

    /** What the program is called in messages from now on. */
    void rename(String newName) {
        name = newName;
    }

    /** Held by whoever talks, from question to last answer. */
    ReentrantLock conversation() {
        return conversation;
    }

    /** Waits for the first message, without arrays. */
    Message hello() {
        return converse(() -> exchange(() -> wire.receive(0, 0)), "before it said hello");
    }

    /**
     * Holds a conversation.
     *
     * @param conversation made of {@link #exchange exchanges} and what is to be done between them, in a thread of its own
     * @return its last message
     * @throws SamplerFailure if the program does not answer as it should, or in time; it is then ended, as it is if the
     *                        conversation breaks off with another exception, which is passed on
     */
    Message converse(Callable<Message> conversation) {
        return converse(conversation, "when it was to answer");
    }

    /**
     * Says something and waits for the answer, within a conversation.
     *
     * @param header  what to say
     * @param arrays  what to send with it
     * @param rows    points that an array of the answer must have
     * @param columns coordinates that each must have
     * @throws IOException if no such answer comes
     */
    Message exchange(ObjectNode header, List<NpyArray> arrays, int rows, int columns) throws IOException {
        return exchange(() -> {
            wire.send(header, arrays);
            return wire.receive(rows, columns);
        });
    }

    /** What is due within the limit. */
    private interface Exchange {
        Message run() throws IOException;
    }

    private Message exchange(Exchange exchange) throws IOException {
        due = sinceBegan() + limit.toNanos();
        try {
            return exchange.run();
        } finally {
            due = NEVER;
        }
    }

    private long sinceBegan() {
        return System.nanoTime() - began;
    }

    /** A failure after which the program may still be spoken to. */
    SamplerFailure failure(String what) {
        return new SamplerFailure("sampler '" + name + "' " + what);
    }

    /** Ends the program for a failure. */
    SamplerFailure fail(String what) {
        SamplerFailure failure = failure(what);
        broken = failure.getMessage();
        end(tree());
        return failure;
    }

    /** Asks the program to quit, gives it a moment, and ends it and all that it started. */
    @Override
    public void close() {
        List<ProcessHandle> started = tree();
        if (broken == null && conversation.tryLock()) {
            try {
                askToQuit();
            } finally {
                conversation.unlock();
            }
        }
        broken = broken == null ? failure("is closed").getMessage() : broken;
        // As it was before: what it started is its own no more once it has ended.
        end(started);
    }

    private Message converse(Callable<Message> conversation, String when) {
        if (broken != null) {
            throw new SamplerFailure(broken);
        }
        Future<Message> last = talker.submit(conversation);
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
                throw fail(howItEnded(lost, when));
            }
            SamplerFailure unanswered = fail("was left without an answer by the denoiser");
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
            // While the program is not asked, and may be next moment, a whole limit passes before it can be late.
            long patience = Math.min(limit.toNanos(), due - sinceBegan());
            try {
                return last.get(Math.max(1, patience), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (sinceBegan() >= due) {
                    throw fail("has not answered within " + limit.toMillis() / 1000.0
                            + " s, the limit for each answer: answer sooner, flush the output, or raise the limit");
                }
            }
        }
    }

    private String howItEnded(IOException lost, String when) {
        if (!hasEnded(GRACE)) {
            return lost instanceof EOFException ? "closed its standard output " + when
                    : "closed its standard input " + when;
        }
        String lines = errors.lastLines(GRACE);
        return "exited with code " + process.exitValue() + " " + when
                + (lines.isEmpty() ? "" : "; its last words: " + lines);
    }

    private void askToQuit() {
        Future<Void> quit = talker.submit(() -> {
            wire.send(MessageStream.header().put("ask", "quit"), List.of());
            wire.closeOutput();
            return null;
        });
        try {
            quit.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            hasEnded(GRACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // It has ended already, or does not listen: either way it is ended next.
            quit.cancel(true);
        }
    }

    private boolean hasEnded(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    /** The program and all that it started, as of now. */
    private List<ProcessHandle> tree() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    }

    private void end(List<ProcessHandle> processes) {
        processes.forEach(ProcessHandle::destroyForcibly);
        CompletableFuture<?>[] gone = processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        talker.shutdownNow();
        try {
            CompletableFuture.allOf(gone).get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | IllegalStateException e) {
            // Not gone yet, or the virtual machine is ending: the hook stays, and ends what is left.
        }
    }
}
