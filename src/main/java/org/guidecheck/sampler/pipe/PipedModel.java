package org.guidecheck.sampler.pipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.guidecheck.law.LevelScale;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.sampler.Model;
import org.guidecheck.sampler.SamplerFailure;

/**
 * Model that is an external program in any language. It is started here, and asked over its standard input and output
 * for the predictions at each batch of points, in the prediction and the scale of levels that it works with. Whoever
 * starts it must close it. Calls of several threads wait for one another.
 */
public final class PipedModel implements Model {
    /** Most numbers of one message, so that an answer of a slow model stays within the time limit. */
    private static final int MOST_NUMBERS = 1 << 16;

    private final PipedProgram program;
    private final ModelHello says;
    private final List<String> classes;

    private PipedModel(PipedProgram program, ModelHello says, List<String> classes) {
        this.program = program;
        this.says = says;
        this.classes = List.copyOf(classes);
    }

    /**
     * Starts a program and waits until it says hello.
     *
     * @param command the program and its arguments, quoted as for a POSIX shell; no shell is started
     * @param limit   time limit for each answer of the program, at least a millisecond
     * @param classes labels of the classes, in the order of their indices
     * @return the model
     * @throws IllegalArgumentException if the command cannot be split into words or the limit is too short
     * @throws SamplerFailure           if the program cannot be started or does not say hello correctly
     */
    public static PipedModel start(String command, Duration limit, List<String> classes) {
        PipedProgram program = PipedProgram.start(Offer.PREDICT, command, limit);
        try {
            return new PipedModel(program, ModelHello.of(program.hello()), classes);
        } catch (ProtocolFault e) {
            throw program.latest().fail(e.getMessage());
        }
    }

    /** {@inheritDoc} It is the name that the program states. */
    @Override
    public String name() {
        return program.name();
    }

    @Override
    public String prediction() {
        return says.prediction().label();
    }

    @Override
    public LevelScale scale() {
        return says.level();
    }

    @Override
    public boolean isSingle() {
        return says.type() == NpyArray.Type.FLOAT32;
    }

    @Override
    public boolean isConditional() {
        return says.isConditional();
    }

    @Override
    public boolean isUnconditional() {
        return says.isUnconditional();
    }

    @Override
    public boolean isClassifier() {
        return says.isClassifier();
    }

    @Override
    public List<NoiseLevel> levels() {
        return says.levels();
    }

    /**
     * {@inheritDoc} A program that violates the protocol, exceeds the time limit or answers with numbers that are not
     * finite is ended.
     */
    @Override
    public double[] scores(NoiseLevel level, double[] points, int dimension, OptionalInt c) {
        ScaledLevel scaled = ScaledLevel.of(says.level(), level);
        double[] x = scaled.points(points);
        ObjectNode ask = question("predict", level);
        if (c.isPresent()) {
            ask.put("class", classes.get(c.getAsInt())).put("class_index", c.getAsInt());
        } else {
            ask.putNull("class").putNull("class_index");
        }
        return says.prediction().toScores(scaled, answer(ask, "predicted", x, dimension, dimension), x);
    }

    @Override
    public double[] logits(NoiseLevel level, double[] points, int dimension) {
        ObjectNode ask = question("classify", level);
        ArrayNode labels = ask.putArray("classes");
        classes.forEach(labels::add);
        return answer(ask, "classified", ScaledLevel.of(says.level(), level).points(points), dimension,
                classes.size());
    }

    private ObjectNode question(String what, NoiseLevel level) {
        ObjectNode ask = MessageStream.header().put("ask", what);
        ScaledLevel.putObject(ask, "level", level);
        return ask;
    }

    /** The answers at all points, asked for in parts that are not too large. */
    private double[] answer(ObjectNode ask, String expected, double[] x, int dimension, int columns) {
        int points = x.length / dimension;
        int most = Math.max(1, MOST_NUMBERS / Math.max(dimension, columns));
        double[] answers = new double[points * columns];
        for (int first = 0; first < points; first += most) {
            int count = Math.min(most, points - first);
            double[] part = new double[count * dimension];
            System.arraycopy(x, first * dimension, part, 0, part.length);
            double[] said = part(ask, expected, new NpyArray(says.type(), count, part), columns);
            System.arraycopy(said, 0, answers, first * columns, count * columns);
        }
        return answers;
    }

    /** The answer to one message; valid until the next. */
    private double[] part(ObjectNode ask, String expected, NpyArray x, int columns) {
        ProgramPipe pipe = program.running();
        pipe.conversation().lock();
        try {
            Message said = pipe.converse(() -> pipe.exchange(ask, List.of(x), x.rows(), columns));
            if (said.say().equals("failed")) {
                throw pipe.failure("failed: " + ProtocolFault.quote(said.text("message")));
            }
            if (!said.say().equals(expected)) {
                throw new ProtocolFault("said " + ProtocolFault.quote(said.say()) + ": must be " + expected
                        + " or failed");
            }
            said.array().requireType(says.type());
            said.array().requireFinite("answered" + at(ask));
            return said.array().values().clone();
        } catch (ProtocolFault e) {
            throw pipe.fail(e.getMessage());
        } finally {
            pipe.conversation().unlock();
        }
    }

    private static String at(ObjectNode ask) {
        JsonNode level = ask.path("level");
        return String.format(Locale.ROOT, " at alpha-bar %.3g (sigma %.3g)", level.path("alpha_bar").asDouble(),
                level.path("sigma").asDouble());
    }

    /** Asks the program to quit, waits briefly, then ends it and all processes it started. */
    @Override
    public void close() {
        program.close();
    }

    /**
     * What the program, as it was last started, wrote to standard error. Complete once the model is closed.
     *
     * @param count most lines, at least 1
     * @return the last lines that are not blank
     */
    public List<String> lastLines(int count) {
        return program.lastLines(count);
    }
}
