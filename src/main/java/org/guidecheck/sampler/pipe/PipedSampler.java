package org.guidecheck.sampler.pipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.SamplerFailure;

/**
 * A sampler that is a program of its own, in whatever language. It is started once and asked over its standard input
 * for every batch; it asks back for the denoiser's predictions, in the parametrisation it works in.
 *
 * <p>The program draws its own noise, from a seed that it is given: its points depend on the batches. It serves one
 * thread at a time; others wait. Whoever starts it closes it.
 */
public final class PipedSampler implements GuidedSampler, AutoCloseable {
    private static final String DEFAULT_CLASS = "c";
    private static final String NAME = "[A-Za-z0-9._:+-]{1,64}";

    private final ProgramPipe pipe;
    private final String name;
    private final String className;

    private PipedSampler(ProgramPipe pipe, String name, String className) {
        this.pipe = pipe;
        this.name = name;
        this.className = className;
    }

    /**
     * Starts a program and waits until it says hello.
     *
     * @param command the program and its arguments, with quotes and backslashes as in a shell, which there is none of
     * @param limit   how long each of its answers may take, at least a millisecond
     * @return the sampler, for a class called c
     * @throws IllegalArgumentException if the command cannot be taken apart or the limit is too short
     * @throws SamplerFailure           if there is no such program, or it does not say hello as it should
     */
    public static PipedSampler start(String command, Duration limit) {
        if (!(limit.toMillis() >= 1)) {
            throw new IllegalArgumentException("limit=" + limit + ": must be at least a millisecond");
        }
        ProgramPipe pipe = ProgramPipe.start(CommandWords.of(command), limit);
        try {
            return greeted(pipe, pipe.hello());
        } catch (ProtocolFault e) {
            throw pipe.fail(e.getMessage());
        }
    }

    private static PipedSampler greeted(ProgramPipe pipe, Message hello) throws ProtocolFault {
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
        List<String> offers = StreamSupport.stream(hello.header().path("offers").spliterator(), false)
                .map(JsonNode::asText).toList();
        if (!offers.contains("sample")) {
            throw new ProtocolFault("offers " + offers + ": must offer sample");
        }
        pipe.rename(name);
        return new PipedSampler(pipe, name, DEFAULT_CLASS);
    }

    /**
     * The same running program, told of another class. Closing either closes both.
     *
     * @param nameOfClass what the program is to call the class
     * @return the sampler for that class
     */
    public PipedSampler with(String nameOfClass) {
        return new PipedSampler(pipe, name, nameOfClass);
    }

    /** {@inheritDoc} It is what the program calls itself. */
    @Override
    public String name() {
        return name;
    }

    /** {@inheritDoc} It is. */
    @Override
    public boolean isExternal() {
        return true;
    }

    /**
     * {@inheritDoc} The program is told the noise's seed and draws numbers of its own.
     *
     * @throws SamplerFailure if the program does not answer as it should; unless it said itself that it failed, or
     *                        its samples are not finite, it is then ended
     */
    @Override
    public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
        ObjectNode ask = ask("sample", noise, guidance).put("steps", grid.steps());
        ArrayNode alphaBars = ask.putArray("alpha_bars");
        grid.levels().forEach(level -> alphaBars.add(level.signal()));
        double[] samples = converse(ask, denoiser, guidance, noise);
        // The program's samples are x_0 + σ z with what noise the last level has.
        double root = Math.sqrt(grid.end().signal());
        for (int i = 0; i < samples.length; i++) {
            samples[i] *= root;
        }
        return samples;
    }

    /** Ends the program: asks it to quit, waits briefly, and then ends it and all that it started. */
    @Override
    public void close() {
        pipe.close();
    }

    private ObjectNode ask(String what, Noise noise, GuidanceSchedule guidance) {
        ObjectNode ask = MessageStream.header().put("ask", what).put("n", noise.points()).put("dimension", noise.dimension())
                .put("class", className);
        // null where the weight varies: each answer of the denoiser tells it for its level.
        Double weight = guidance.smallest() == guidance.largest() ? guidance.largest() : null;
        return ask.put("weight", weight).put("guidance_scale", weight == null ? null : Double.valueOf(1 + weight))
                .put("seed", noise.seed());
    }

    private double[] converse(ObjectNode ask, Denoiser denoiser, GuidanceSchedule guidance, Noise noise) {
        pipe.conversation().lock();
        try {
            return result(pipe.converse(() -> {
                Message said = pipe.exchange(ask, List.of(), noise.points(), noise.dimension());
                while (said.say().equals("denoise")) {
                    DenoiseRequest request = DenoiseRequest.of(said);
                    double weight = guidance.weight(request.scale().level());
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

    private double[] result(Message said) throws ProtocolFault {
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
        // The next message takes the same memory.
        return samples.values().clone();
    }
}
