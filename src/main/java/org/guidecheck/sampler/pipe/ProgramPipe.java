package org.guidecheck.sampler.pipe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.guidecheck.sampler.SamplerFailure;

/**
 * Running program and the exchange of messages with it. Each conversation runs on a worker thread, so that an exchange
 * that blocks, in writing or in reading, ends the program and not the caller. There is one thread per conversation, as
 * waking a thread for each exchange would take longer than the program's answer. Any failure ends the channel.
 */
final class ProgramPipe implements AutoCloseable {
    private static final long NEVER = Long.MAX_VALUE;

    private final Channel channel;
    private final MessageStream stream;
    private final Duration limit;
    private final ExecutorService worker;
    private final ReentrantLock conversation = new ReentrantLock();
    private volatile String noun;
    private volatile String name;
    private volatile String failureText;
    private volatile boolean isSilent;
    private final long startedAt = System.nanoTime();
    /** Nanoseconds after the start by which the program must have answered. */
    private volatile long deadline = NEVER;

    /**
     * Pipe to a program that runs.
     *
     * @param channel streams to and from the program
     * @param noun    word for the program in messages
     * @param name    name of the program in messages
     * @param limit   time limit for each answer
     */
    ProgramPipe(Channel channel, String noun, String name, Duration limit) {
        this.channel = channel;
        this.noun = noun;
        this.name = name;
        this.limit = limit;
        this.stream = new MessageStream(channel.input(), channel.output());
        this.worker = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "talk with a program");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Sets the name of the program, and the word for it, in messages. */
    void rename(String newNoun, String newName) {
        noun = newNoun;
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

    /** Whether a failure has ended the program, or it was closed. */
    boolean hasFailed() {
        return failureText != null;
    }

    /** A failure that leaves the program running. */
    SamplerFailure failure(String what) {
        return new SamplerFailure(noun + " '" + name + "' " + what);
    }

    /** A failure that ends the program. */
    SamplerFailure fail(String what) {
        SamplerFailure failure = failure(what);
        failureText = failure.getMessage();
        channel.end(worker::shutdownNow);
        return failure;
    }

    /** Asks the program to quit, waits briefly, then ends the channel. */
    @Override
    public void close() {
        channel.end(() -> {
            if (failureText == null && conversation.tryLock()) {
                try {
                    askToQuit();
                } finally {
                    conversation.unlock();
                }
            }
            worker.shutdownNow();
        });
        failureText = failureText == null ? failure("is closed").getMessage() : failureText;
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
                throw fail(channel.describeEnd(lost, when));
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
        return channel.lastLines(count);
    }

    private void askToQuit() {
        Future<Void> quit = worker.submit(() -> {
            stream.send(MessageStream.header().put("ask", "quit"), List.of());
            stream.closeOutput();
            return null;
        });
        try {
            quit.get(Channel.GRACE.toMillis(), TimeUnit.MILLISECONDS);
            channel.awaitEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // It has ended already or does not respond; it is ended next in either case.
            quit.cancel(true);
        }
    }
}
