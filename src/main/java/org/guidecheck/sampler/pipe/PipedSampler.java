package org.guidecheck.sampler.pipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.guidecheck.law.LevelScale;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.SamplerFailure;

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

    private final PipedProgram program;
    private final String className;

    private PipedSampler(PipedProgram program, String className) {
        this.program = program;
        this.className = className;
    }

    /**
     * A program that says it is a sampler.
     *
     * @param program the program, not a guider
     * @return the sampler, for a class called c
     */
    public static PipedSampler of(PipedProgram program) {
        if (program.isGuider()) {
            throw new IllegalArgumentException("program=" + program.name() + ": must be a sampler, but is a guider");
        }
        return new PipedSampler(program, DEFAULT_CLASS);
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
        return of(PipedProgram.start(Offer.SAMPLE, command, limit));
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
        return of(PipedProgram.connect(Offer.SAMPLE, input, output, limit));
    }

    /**
     * The same running program for another class. Closing either sampler closes both.
     *
     * @param nameOfClass name of the class that the program receives
     * @return the sampler for that class
     */
    public PipedSampler with(String nameOfClass) {
        return new PipedSampler(program, nameOfClass);
    }

    /** {@return the program's first message, with whatever fields it declares} */
    public JsonNode hello() {
        return program.hello();
    }

    /** {@inheritDoc} It is the name that the program states. */
    @Override
    public String name() {
        return program.name();
    }

    /** {@inheritDoc} Returns true. */
    @Override
    public boolean isExternal() {
        return true;
    }

    /** {@inheritDoc} Empty for a program that was not started here. */
    @Override
    public Optional<String> options() {
        return program.options();
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
        ScaledLevel.putArrays(ask, grid.levels(), LevelScale.ALPHA_BAR, LevelScale.SIGMA, LevelScale.LOG_SNR);
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
            throw SamplerFailure.ofOutput(pipe.failure(e.getMessage()).getMessage());
        }
        // The next message reuses the array.
        return samples.values().clone();
    }
}
