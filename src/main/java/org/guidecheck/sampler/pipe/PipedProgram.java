package org.guidecheck.sampler.pipe;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.guidecheck.sampler.SamplerFailure;
import org.guidecheck.text.ShellText;

/**
 * Program behind a pair of streams, as it runs now: a sampler or a guider, as its first message says. One that was
 * started here and has failed is started again, a few times. Whoever starts it must close it.
 */
public final class PipedProgram implements AutoCloseable {
    private static final int MOST_RESTARTS = 3;
    /** Work of programs that start guidecheck. */
    private static final List<Offer> OF_STARTERS = List.of(Offer.SAMPLE, Offer.GUIDE);
    private static final String NAME = "[A-Za-z0-9._:+-]{1,64}";

    private final Optional<String> command;
    private final Optional<Offer> needed;
    private final Supplier<ProgramPipe> starts;
    private final JsonNode hello;
    private final Offer offer;
    private ProgramPipe pipe;
    private int restartsLeft;

    /** Starts and greets a program; any offer is welcome if none is needed. */
    private PipedProgram(Optional<String> command, Optional<Offer> needed, Supplier<ProgramPipe> starts,
            int restarts) {
        this.command = command;
        this.needed = needed;
        this.starts = starts;
        this.restartsLeft = restarts;
        this.pipe = starts.get();
        this.hello = greet(pipe);
        this.offer = needed.orElseGet(() -> offers(hello).contains(Offer.GUIDE.label()) ? Offer.GUIDE : Offer.SAMPLE);
        pipe.rename(offer.noun(), name());
    }

    /**
     * Starts a program and waits until it says hello.
     *
     * @throws IllegalArgumentException if the command cannot be split into words or the limit is too short
     * @throws SamplerFailure           if the program cannot be started or does not say hello correctly
     */
    static PipedProgram start(Offer needed, String command, Duration limit) {
        requireLimit(limit);
        CommandWords words = CommandWords.of(command);
        return new PipedProgram(Optional.of(command), Optional.of(needed), () -> new ProgramPipe(
                ProcessChannel.start(needed.noun(), words), needed.noun(), words.line(), limit), MOST_RESTARTS);
    }

    /** Waits for the hello of a program that runs already and must offer some work. */
    static PipedProgram connect(Offer needed, InputStream input, OutputStream output, Duration limit) {
        return connect(Optional.of(needed), needed.noun(), input, output, limit);
    }

    /**
     * Waits for the hello of a program that runs already and was not started here, a sampler or a guider. It cannot be
     * started again; closing it closes both streams' ends here and leaves the program running.
     *
     * @param input  what the program writes
     * @param output what the program reads
     * @param limit  time limit for each answer of the program, at least a millisecond
     * @return the program
     * @throws IllegalArgumentException if the limit is too short
     * @throws SamplerFailure           if the program does not say hello correctly
     */
    public static PipedProgram connect(InputStream input, OutputStream output, Duration limit) {
        return connect(Optional.empty(), "program", input, output, limit);
    }

    private static PipedProgram connect(Optional<Offer> needed, String noun, InputStream input, OutputStream output,
            Duration limit) {
        requireLimit(limit);
        return new PipedProgram(Optional.empty(), needed,
                () -> new ProgramPipe(new StreamChannel(input, output), noun, "that started guidecheck", limit), 0);
    }

    private static void requireLimit(Duration limit) {
        if (!(limit.toMillis() >= 1)) {
            throw new IllegalArgumentException("limit=" + limit + ": must be at least a millisecond");
        }
    }

    /** Waits for the program's hello. */
    private JsonNode greet(ProgramPipe started) {
        try {
            Message said = started.hello();
            String name = nameIn(said);
            requireOffer(said.header());
            started.rename(needed.map(Offer::noun).orElse("program"), name);
            return said.header();
        } catch (ProtocolFault e) {
            throw started.fail(e.getMessage());
        }
    }

    private static String nameIn(Message hello) throws ProtocolFault {
        if (!hello.say().equals("hello")) {
            throw new ProtocolFault("said " + ProtocolFault.quote(hello.say()) + ": must say hello first");
        }
        JsonNode protocol = hello.header().path("protocol");
        if (!(protocol.isInt() && protocol.intValue() == 1)) {
            throw new ProtocolFault("speaks protocol " + ProtocolFault.quote(protocol.toString()) + ": must be 1");
        }
        String name = hello.text("name");
        if (!name.matches(NAME)) {
            throw new ProtocolFault("is called " + ProtocolFault.quote(name)
                    + ": its name must be 1 to 64 letters, digits or . _ : + -");
        }
        return name;
    }

    private static List<String> offers(JsonNode hello) {
        return StreamSupport.stream(hello.path("offers").spliterator(), false).map(JsonNode::asText).toList();
    }

    private void requireOffer(JsonNode header) throws ProtocolFault {
        JsonNode offers = header.path("offers");
        List<Offer> allowed = needed.map(List::of).orElse(OF_STARTERS);
        boolean isListOfTexts = StreamSupport.stream(offers.spliterator(), false).allMatch(JsonNode::isTextual);
        if (isListOfTexts && allowed.stream().anyMatch(each -> offers(header).contains(each.label()))) {
            return;
        }
        Optional<Offer> other = Arrays.stream(Offer.values())
                .filter(each -> isListOfTexts && offers(header).contains(each.label())).findFirst();
        throw new ProtocolFault("offers " + ProtocolFault.quote(offers.toString())
                + ": must be an array of texts, one of them "
                + allowed.stream().map(Offer::label).collect(Collectors.joining(" or "))
                + other.map(each -> "; it is a " + each.noun() + ", for " + each.option()).orElse(""));
    }

    /** {@return whether the program is a guider; else it is a sampler} */
    public boolean isGuider() {
        return offer == Offer.GUIDE;
    }

    /** {@return the name that the program states} */
    public String name() {
        return hello.path("name").asText();
    }

    /** The program's first message. */
    JsonNode hello() {
        return hello;
    }

    /** The option that starts the program again, ready for a shell; empty if it was not started here. */
    Optional<String> options() {
        return command.map(line -> offer.option() + " " + ShellText.quoted(line));
    }

    /** The pipe to the program, which is started again if it has failed and may be. */
    synchronized ProgramPipe running() {
        if (pipe.mayStartAgain() && restartsLeft > 0) {
            restartsLeft--;
            pipe = starts.get();
            greet(pipe);
        }
        return pipe;
    }

    /** The pipe to the program as it was last started. */
    synchronized ProgramPipe latest() {
        return pipe;
    }

    /** Asks the program to quit; if it was started here, waits briefly, then ends it and all processes it started. */
    @Override
    public synchronized void close() {
        restartsLeft = 0;
        pipe.close();
    }

    /**
     * What the program, as it was last started, wrote to standard error. Complete once the program is closed.
     *
     * @param count most lines, at least 1
     * @return the last lines that are not blank
     */
    public synchronized List<String> lastLines(int count) {
        return pipe.lastLines(count);
    }
}
