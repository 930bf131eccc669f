package org.guidecheck.sampler.pipe;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;

/** Two streams of bytes to and from a sampler's program, and how the program ends. */
interface Channel {
    /** Time allowed for a program to end after it was asked to quit, and to disappear after it was killed. */
    Duration GRACE = Duration.ofSeconds(2);

    /** What the program writes. */
    InputStream input();

    /** What the program reads. */
    OutputStream output();

    /**
     * Describes the loss of a stream, in words that continue the program's name: "exited with code 1 …".
     *
     * @param lost the failed reading or writing; an {@link java.io.EOFException} if the program's output has ended
     * @param when the state of the exchange, such as "before it said hello"
     */
    String describeEnd(IOException lost, String when);

    /** The last lines that the program printed on standard error, as far as it is read here. */
    List<String> lastLines(int count);

    /**
     * Ends the program, and all processes that it had started before, as far as they are this machine's to end.
     *
     * @param farewell runs first; asks the program to quit and closes its input, if that makes sense
     */
    void end(Runnable farewell);

    /** Waits until the program has ended by itself, for {@link #GRACE} at most. */
    void awaitEnd();
}
