package org.guidecheck.sampler.pipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.SamplerFailure;
import org.guidecheck.text.ShellText;

/**
 * Sampler that is an external program in any language. It is asked for every batch over a stream; in turn it queries the
 * denoiser, in the noise level and type of prediction that it works with. It is started here, and again a few times if
 * it ends, and then speaks over its standard input and output; or it runs already.
 *
 * <p>The program draws its own noise from a seed that it receives, so its points depend on the batch sizes. It serves
 * one thread at a time; others wait. Whoever starts it must close it.
 */
public final class PipedSampler implements GuidedSampler, AutoCloseable {
    private static final String DEFAULT_CLASS = "c";
    private static final String NAME = "[A-Za-z0-9._:+-]{1,64}";

    private final Program program;
    private final String name;
    private final String className;
    private final JsonNode hello;

    /** The program as it runs now: one that was started here and has failed is started again, a few times. */
    private static final class Program {
        private static final int MOST_RESTARTS = 3;

        private final Supplier<ProgramPipe> starts;
        private final Optional<String> options;
        private ProgramPipe pipe;
        private int restartsLeft;

        Program(Optional<String> options, Supplier<ProgramPipe> starts, int restarts) {
            this.options = options;
            this.starts = starts;
            this.restartsLeft = restarts;
            this.pipe = starts.get();
        }

        synchronized ProgramPipe running() {
            if (pipe.mayStartAgain() && restartsLeft > 0) {
                restartsLeft--;
                pipe = starts.get();
                greet(pipe);
            }
            return pipe;
        }

        synchronized void close() {
            restartsLeft = 0;
            pipe.close();
        }

        synchronized List<String> lastLines(int count) {
            return pipe.lastLines(count);
        }
    }

    private PipedSampler(Program program, JsonNode hello, String name, String className) {
        this.program = program;
        this.hello = hello;
        this.name = name;
        this.className = className;
    }

    /**
     * Starts a program and waits until it says hello.
     *
     * @param command the program and its arguments, quoted as for a POSIX shell; no shell is started
     * @param limit   time limit for each answer of the program, at least a millisecond
     * @return the sampler, for a class called c
     * @throws IllegalArgumentException if the command cannot be split into words or the limit is too short
     * @throws SamplerFailure           if the program cannot be started or does not say hello correctly
     */
    public static PipedSampler start(String command, Duration limit) {
        requireLimit(limit);
        CommandWords words = CommandWords.of(command);
        return greeted(new Program(Optional.of("--command " + ShellText.quoted(command)),
                () -> new ProgramPipe(ProcessChannel.start(words), words.line(), limit), Program.MOST_RESTARTS));
    }

    /**
     * Waits for the hello of a program that runs already and was not started here. It cannot be started again; closing
     * the sampler closes both streams' ends here and leaves the program running.
     *
     * @param input  what the program writes
     * @param output what the program reads
     * @param limit  time limit for each answer of the program, at least a millisecond
     * @return the sampler, for a class called c
     * @throws IllegalArgumentException if the limit is too short
     * @throws SamplerFailure           if the program does not say hello correctly
     */
    public static PipedSampler connect(InputStream input, OutputStream output, Duration limit) {
        requireLimit(limit);
        return greeted(new Program(Optional.empty(),
                () -> new ProgramPipe(new StreamChannel(input, output), "that started guidecheck", limit), 0));
    }

    private static void requireLimit(Duration limit) {
        if (!(limit.toMillis() >= 1)) {
            throw new IllegalArgumentException("limit=" + limit + ": must be at least a millisecond");
        }
    }

    private static PipedSampler greeted(Program program) {
        JsonNode hello = greet(program.running());
        return new PipedSampler(program, hello, hello.path("name").asText(), DEFAULT_CLASS);
    }

    /** Waits for the program's hello. */
    private static JsonNode greet(ProgramPipe pipe) {
        try {
            Message hello = pipe.hello();
            pipe.rename(nameIn(hello));
            return hello.header();
        } catch (ProtocolFault e) {
            throw pipe.fail(e.getMessage());
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
        JsonNode offers = hello.header().path("offers");
        List<JsonNode> each = StreamSupport.stream(offers.spliterator(), false).toList();
        if (!each.contains(TextNode.valueOf("sample")) || !each.stream().allMatch(JsonNode::isTextual)) {
            throw new ProtocolFault("offers " + ProtocolFault.quote(offers.toString())
                    + ": must be an array of texts, one of them sample");
        }
        return name;
    }

    /**
     * The same running program for another class. Closing either sampler closes both.
     *
     * @param nameOfClass name of the class that the program receives
     * @return the sampler for that class
     */
    public PipedSampler with(String nameOfClass) {
        return new PipedSampler(program, hello, name, nameOfClass);
    }

    /** {@return the program's first message, with whatever fields it declares} */
    public JsonNode hello() {
        return hello;
    }

    /** {@inheritDoc} It is the name that the program states. */
    @Override
    public String name() {
        return name;
    }

    /** {@inheritDoc} Returns true. */
    @Override
    public boolean isExternal() {
        return true;
    }

    /** {@inheritDoc} Empty for a program that was not started here. */
    @Override
    public Optional<String> options() {
        return program.options;
    }

    /**
     * {@inheritDoc} The program receives the noise's seed and draws its own numbers.
     *
     * @throws SamplerFailure if the program violates the protocol or exceeds the time limit, which also ends it; or if
     *                        it reports a failure itself or its samples are not finite, after which it can be asked
     *                        again
     */
    @Override
    public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
        ObjectNode ask = ask("sample", noise, guidance).put("steps", grid.steps());
        ArrayNode alphaBars = ask.putArray("alpha_bars");
        ArrayNode sigmas = ask.putArray("sigmas");
        ArrayNode logSnrs = ask.putArray("log_snrs");
        for (NoiseLevel level : grid.levels()) {
            alphaBars.add(level.signal());
            sigmas.add(level.sigma());
            if (level.isClean()) {
                logSnrs.add("inf");
            } else {
                logSnrs.add(level.logSnr());
            }
        }
        double[] samples = converse(ask, denoiser, guidance, noise);
        // The program's samples are x_0 + σ z at the last level's σ.
        double root = Math.sqrt(grid.end().signal());
        for (int i = 0; i < samples.length; i++) {
            samples[i] *= root;
        }
        return samples;
    }

    /** Asks the program to quit; if it was started here, waits briefly, then ends it and all processes it started. */
    @Override
    public void close() {
        program.close();
    }

    /**
     * What the program, as it was last started, wrote to standard error. Complete once the sampler is closed.
     *
     * @param count most lines, at least 1
     * @return the last lines that are not blank
     */
    public List<String> lastLines(int count) {
        return program.lastLines(count);
    }

    private ObjectNode ask(String what, Noise noise, GuidanceSchedule guidance) {
        ObjectNode ask = MessageStream.header().put("ask", what).put("n", noise.points())
                .put("dimension", noise.dimension()).put("class", className);
        // A varying weight is sent as null; each answer of the denoiser states the weight at its level.
        Double weight = guidance.smallest() == guidance.largest() ? guidance.largest() : null;
        return ask.put("weight", weight).put("guidance_scale", weight == null ? null : Double.valueOf(1 + weight))
                .put("seed", noise.seed());
    }

    private double[] converse(ObjectNode ask, Denoiser denoiser, GuidanceSchedule guidance, Noise noise) {
        ProgramPipe pipe = program.running();
        pipe.conversation().lock();
        try {
            List<NpyArray> start = noise.start()
                    .map(points -> List.of(new NpyArray(NpyArray.Type.FLOAT64, noise.points(), points)))
                    .orElse(List.of());
            return result(pipe, pipe.converse(() -> {
                Message said = pipe.exchange(ask, start, noise.points(), noise.dimension());
                while (said.say().equals("denoise")) {
                    DenoiseRequest request = DenoiseRequest.of(said);
                    double weight = guidance.weight(request.level().noiseLevel());
                    said = pipe.exchange(MessageStream.header().put("reply", "denoise").put("weight", weight),
                            request.answer(denoiser, weight), noise.points(), noise.dimension());
                }
                return said;
            }));
        } catch (ProtocolFault e) {
            throw pipe.fail(e.getMessage());
        } finally {
            pipe.conversation().unlock();
        }
    }

    private static double[] result(ProgramPipe pipe, Message said) throws ProtocolFault {
        if (said.say().equals("failed")) {
            throw pipe.failure("failed: " + ProtocolFault.quote(said.text("message")));
        }
        if (!said.say().equals("done")) {
            throw new ProtocolFault("said " + ProtocolFault.quote(said.say())
                    + ": must be one of denoise, done, failed");
        }
        NpyArray samples = said.array();
        try {
            samples.requireFinite("gave samples");
        } catch (ProtocolFault e) {
            throw pipe.failure(e.getMessage());
        }
        // The next message reuses the array.
        return samples.values().clone();
    }
}
