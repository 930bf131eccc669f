package org.guidecheck.sampler.pipe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.guidecheck.guider.GuidanceCall;
import org.guidecheck.guider.Guider;
import org.guidecheck.law.LevelScale;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.SamplerFailure;

/**
 * Guider that is an external program in any language. It is asked over a pair of streams for the guided prediction of
 * each batch, in the prediction and the scale of levels that it works with. It is started here, and again a few times if
 * it ends, and then speaks over its standard input and output; or it runs already.
 *
 * <p>The program knows of one run at a time. A run begins at its first call; if another run was called since, it begins
 * anew at its next call, without what the program remembered of it. Calls of several threads wait for one another.
 */
public final class PipedGuider implements Guider, AutoCloseable {
    private final GuiderTalk talk;
    private final GuiderHello says;
    private final PredictionType prediction;

    private PipedGuider(GuiderTalk talk, GuiderHello says, PredictionType prediction) {
        this.talk = talk;
        this.says = says;
        this.prediction = prediction;
    }

    /**
     * A program that says it is a guider.
     *
     * @param program the program
     * @return the guider, given the first prediction that it takes
     * @throws IllegalArgumentException if it is a sampler
     * @throws SamplerFailure           if it does not say what it guides
     */
    public static PipedGuider of(PipedProgram program) {
        if (!program.isGuider()) {
            throw new IllegalArgumentException("program=" + program.name() + ": must be a guider, but is a sampler");
        }
        try {
            GuiderHello says = GuiderHello.of(program.hello());
            return new PipedGuider(new GuiderTalk(program), says, says.predictions().get(0));
        } catch (ProtocolFault e) {
            throw program.latest().fail(e.getMessage());
        }
    }

    /**
     * Starts a program and waits until it says hello.
     *
     * @param command the program and its arguments, quoted as for a POSIX shell; no shell is started
     * @param limit   time limit for each answer of the program, at least a millisecond
     * @return the guider
     * @throws IllegalArgumentException if the command cannot be split into words or the limit is too short
     * @throws SamplerFailure           if the program cannot be started or does not say hello correctly
     */
    public static PipedGuider start(String command, Duration limit) {
        return of(PipedProgram.start(Offer.GUIDE, command, limit));
    }

    /**
     * Waits for the hello of a program that runs already and was not started here. It cannot be started again; closing
     * the guider closes both streams' ends here and leaves the program running.
     *
     * @param input  what the program writes
     * @param output what the program reads
     * @param limit  time limit for each answer of the program, at least a millisecond
     * @return the guider
     * @throws IllegalArgumentException if the limit is too short
     * @throws SamplerFailure           if the program does not say hello correctly
     */
    public static PipedGuider connect(InputStream input, OutputStream output, Duration limit) {
        return of(PipedProgram.connect(Offer.GUIDE, input, output, limit));
    }

    /** {@inheritDoc} It is the name that the program states. */
    @Override
    public String name() {
        return talk.program().name();
    }

    /** {@inheritDoc} Those that the program states, if any. */
    @Override
    public List<Double> scales() {
        return says.scales().isEmpty() ? Guider.super.scales() : says.scales();
    }

    /** {@inheritDoc} Closing any of them closes the program. */
    @Override
    public Map<String, Guider> byPrediction() {
        Map<String, Guider> guiders = new LinkedHashMap<>();
        guiders.put(prediction.label(), this);
        for (PredictionType each : says.predictions()) {
            guiders.putIfAbsent(each.label(), new PipedGuider(talk, says, each));
        }
        return guiders;
    }

    /** {@return the option of {@code guidecheck guard} that starts this program; empty if it was not started here} */
    public Optional<String> options() {
        return talk.program().options();
    }

    /**
     * {@inheritDoc} Its calls throw {@link SamplerFailure} if the program violates the protocol or exceeds the time
     * limit, which also ends it; or if it reports a failure itself, after which it can be asked again.
     */
    @Override
    public Run begin(TimeGrid grid, double scale) {
        return new PipedRun(grid, scale);
    }

    /** Asks the program to quit; if it was started here, waits briefly, then ends it and all processes it started. */
    @Override
    public void close() {
        talk.program().close();
    }

    /**
     * What the program, as it was last started, wrote to standard error. Complete once the guider is closed.
     *
     * @param count most lines, at least 1
     * @return the last lines that are not blank
     */
    public List<String> lastLines(int count) {
        return talk.program().lastLines(count);
    }

    /** Run of the program. */
    private final class PipedRun implements Run {
        private final TimeGrid grid;
        private final double scale;

        PipedRun(TimeGrid grid, double scale) {
            this.grid = grid;
            this.scale = scale;
        }

        @Override
        public double[] guided(GuidanceCall call) {
            if (call.level().isClean()) {
                throw new IllegalArgumentException("level=" + call.level()
                        + ": must be noisy, as predictions at clean data do not depend on the score");
            }
            ScaledLevel level = ScaledLevel.of(says.level(), call.level());
            double[] x = level.points(call.points());
            Stream<double[]> predictions = Stream.concat(Stream.of(call.conditional(), call.unconditional()),
                    call.negative().stream()).map(scores -> prediction.ofScores(level, scores, x));
            List<NpyArray> arrays = Stream.concat(Stream.of(x), predictions)
                    .map(each -> new NpyArray(says.type(), call.count(), each)).toList();
            double[] guided = talk.guided(this, beginning(call.dimension()), question(call), arrays);
            return prediction.toScores(level, guided, x);
        }

        private ObjectNode beginning(int dimension) {
            ObjectNode ask = MessageStream.header().put("ask", "begin").put("steps", grid.steps())
                    .put("dimension", dimension).put("scale", scale).put("prediction", prediction.label());
            ScaledLevel.putArrays(ask, grid.levels(), LevelScale.values());
            return ask;
        }

        private ObjectNode question(GuidanceCall call) {
            ObjectNode ask = MessageStream.header().put("ask", "guide").put("step", call.step())
                    .put("steps", grid.steps()).put("scale", scale).put("prediction", prediction.label());
            ScaledLevel.putObject(ask, "level", call.level());
            ScaledLevel.putObject(ask, "next_level", grid.level(Math.min(call.step() + 1, grid.steps())));
            return ask;
        }

        @Override
        public void close() {
            talk.end(this);
        }
    }
}
