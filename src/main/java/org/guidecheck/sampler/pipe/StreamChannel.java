package org.guidecheck.sampler.pipe;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * Channel to a program that runs already and was not started here, such as the one that started this virtual machine.
 * Ending it closes the stream that the program reads; the program itself goes on.
 *
 * @param input  what the program writes
 * @param output what the program reads
 */
record StreamChannel(InputStream input, OutputStream output) implements Channel {
    @Override
    public String describeEnd(IOException lost, String when) {
        return (lost instanceof EOFException ? "closed the stream of its messages "
                : "closed the stream of answers to it ") + when + ": it has ended, or left the session early";
    }

    @Override
    public List<String> lastLines(int count) {
        // The program's standard error is not read here.
        return List.of();
    }

    @Override
    public void end(Runnable farewell) {
        farewell.run();
        try {
            output.close();
        } catch (IOException e) {
            // The program has closed its end already.
        }
    }

    @Override
    public void awaitEnd() {
        // The program goes on.
    }
}
