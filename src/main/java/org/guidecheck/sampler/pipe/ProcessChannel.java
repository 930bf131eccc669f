package org.guidecheck.sampler.pipe;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.guidecheck.sampler.SamplerFailure;

/**
 * Channel to a process that was started here, over its standard input and output. It ends with all processes that it
 * has started, at the latest when this virtual machine exits.
 */
final class ProcessChannel implements Channel {
    private final Process process;
    private final StderrTail errors;
    private final Thread atExit;

    private ProcessChannel(Process process) {
        this.process = process;
        this.errors = StderrTail.of(process.getErrorStream());
        this.atExit = new Thread(() -> tree().forEach(ProcessHandle::destroyForcibly), "end of a program");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Starts a program; the noun is what messages call it. */
    static ProcessChannel start(String noun, CommandWords command) {
        try {
            return new ProcessChannel(new ProcessBuilder(command.words()).start());
        } catch (IOException e) {
            throw new SamplerFailure(noun + " '" + command.line() + "' cannot be started: '" + command.words().get(0)
                    + "' must be a program on the PATH or the path of one", e);
        }
    }

    @Override
    public InputStream input() {
        return process.getInputStream();
    }

    @Override
    public OutputStream output() {
        return process.getOutputStream();
    }

    @Override
    public String describeEnd(IOException lost, String when) {
        if (!hasEnded()) {
            return lost instanceof EOFException ? "closed its standard output " + when
                    : "closed its standard input " + when;
        }
        String lines = errors.lastLines(GRACE);
        return "exited with code " + process.exitValue() + " " + when
                + (lines.isEmpty() ? "" : "; its last lines on standard error: " + lines);
    }

    @Override
    public List<String> lastLines(int count) {
        return errors.last(count, GRACE);
    }

    @Override
    public void end(Runnable farewell) {
        // The list from before quitting: once the program has ended, its child processes can no longer be found.
        List<ProcessHandle> started = tree();
        farewell.run();
        started.forEach(ProcessHandle::destroyForcibly);
        CompletableFuture<?>[] exits = started.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(exits).get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | IllegalStateException e) {
            // A process is still alive, or this virtual machine is exiting: the shutdown hook stays to end the rest.
        }
    }

    @Override
    public void awaitEnd() {
        hasEnded();
    }

    private boolean hasEnded() {
        try {
            return process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    /** The program and all processes that it has started so far. */
    private List<ProcessHandle> tree() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    }
}
