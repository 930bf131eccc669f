package org.guidecheck.sampler.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.guidecheck.law.LevelScale;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.sampler.Model;
import org.guidecheck.sampler.ModelFile;
import org.guidecheck.sampler.SamplerFailure;

/** Trained model in a file of ONNX. Calls that take longer than the limit are ended. */
final class OnnxModel implements Model {
    private static final int MOST_NUMBERS = 1 << 18;

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Signature signature;
    private final ModelFile file;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "limit of a model's answers");
        thread.setDaemon(true);
        return thread;
    });

    OnnxModel(OrtEnvironment environment, OrtSession session, Signature signature, ModelFile file) {
        this.environment = environment;
        this.session = session;
        this.signature = signature;
        this.file = file;
    }

    /** {@inheritDoc} It is the name of the file. */
    @Override
    public String name() {
        return file.path().getFileName().toString();
    }

    @Override
    public String prediction() {
        return signature.prediction().label();
    }

    @Override
    public LevelScale scale() {
        return signature.scale();
    }

    @Override
    public boolean isSingle() {
        return isSingle(signature.points()) || isSingle(signature.predicted());
    }

    private static boolean isSingle(Signature.Port port) {
        return port.type() == OnnxJavaType.FLOAT;
    }

    @Override
    public boolean isConditional() {
        return signature.label().isPresent();
    }

    @Override
    public boolean isUnconditional() {
        return signature.label().isEmpty() || signature.isOneHot() || file.withoutLabel().isPresent();
    }

    @Override
    public boolean isClassifier() {
        return signature.logits().isPresent();
    }

    @Override
    public List<NoiseLevel> levels() {
        return file.levels();
    }

    @Override
    public double[] scores(NoiseLevel level, double[] points, int dimension, OptionalInt c) {
        double[] x = scaled(level, points);
        double[] predicted = answer(level, x, dimension, c, signature.predicted(), dimension);
        return signature.prediction().toScores(signature.scale(), level, predicted, points);
    }

    @Override
    public double[] logits(NoiseLevel level, double[] points, int dimension) {
        return answer(level, scaled(level, points), dimension, OptionalInt.empty(), signature.logits().orElseThrow(),
                file.classes());
    }

    private double[] scaled(NoiseLevel level, double[] points) {
        double length = signature.scale().length(signature.scale().value(level));
        return Arrays.stream(points).map(each -> each * length).toArray();
    }

    /** The answers at all points, asked for in parts that are not too large. */
    private double[] answer(NoiseLevel level, double[] x, int dimension, OptionalInt c, Signature.Port output,
            int columns) {
        int n = x.length / dimension;
        int most = signature.batch() > 0 ? signature.batch() : Math.max(1, MOST_NUMBERS / Math.max(dimension, columns));
        double[] answers = new double[n * columns];
        for (int first = 0; first < n; first += most) {
            int count = Math.min(most, n - first);
            int asked = signature.batch() > 0 ? signature.batch() : count;
            // A file that takes one number of points only is given the first of them again.
            int from = first;
            double[] part = new double[asked * dimension];
            Arrays.setAll(part, i -> x[from * dimension + i % (count * dimension)]);
            double[] said = part(level, part, dimension, c, output, columns);
            System.arraycopy(said, 0, answers, first * columns, count * columns);
        }
        return answers;
    }

    private double[] part(NoiseLevel level, double[] x, int dimension, OptionalInt c, Signature.Port output,
            int columns) {
        int n = x.length / dimension;
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try (OrtSession.RunOptions run = new OrtSession.RunOptions()) {
            put(inputs, signature.points(), x, n, dimension);
            put(inputs, signature.level(), repeated(signature.level(), told(level), n), n, 1);
            if (signature.label().isPresent()) {
                putLabel(inputs, signature.label().get(), c, n);
            }
            Future<?> limit = clock.schedule(() -> end(run), file.limit().toMillis(), TimeUnit.MILLISECONDS);
            try (OrtSession.Result result = session.run(inputs, Set.of(output.name()), run)) {
                return numbers((OnnxTensor) result.get(0), output, n, columns, asked(level, c));
            } catch (OrtException e) {
                throw new SamplerFailure(name() + ": " + (limit.isDone() ? "gave no answer within "
                        + file.limit().toMillis() / 1000.0 + " s"
                        : "failed" + asked(level, c) + ": " + firstLine(e)
                                + (isNumbered() && c.isEmpty() ? "; give --null-class none if it always takes a class"
                                        : "")),
                        e);
            } finally {
                limit.cancel(false);
            }
        } catch (OrtException e) {
            throw new SamplerFailure(name() + ": cannot be asked: " + firstLine(e), e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private static void end(OrtSession.RunOptions run) {
        try {
            run.setTerminate(true);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the model is told of a level: its value, or its number among those that it was trained at, the cleanest 0. */
    private double told(NoiseLevel level) {
        if (!signature.isTimestep()) {
            return signature.scale().value(level);
        }
        List<NoiseLevel> levels = file.levels();
        int nearest = IntStream.range(0, levels.size()).boxed()
                .min((i, j) -> Double.compare(Math.abs(levels.get(i).logSnr() - level.logSnr()),
                        Math.abs(levels.get(j).logSnr() - level.logSnr())))
                .orElseThrow();
        return levels.size() - 1 - nearest;
    }

    private void putLabel(Map<String, OnnxTensor> inputs, Signature.Port port, OptionalInt c, int n)
            throws OrtException {
        if (signature.isOneHot()) {
            double[] rows = new double[n * file.classes()];
            if (c.isPresent()) {
                IntStream.range(0, n).forEach(i -> rows[i * file.classes() + c.getAsInt()] = 1);
            }
            put(inputs, port, rows, n, file.classes());
        } else {
            double number = c.isPresent() ? c.getAsInt() : file.withoutLabel().orElse(0);
            put(inputs, port, repeated(port, number, n), n, 1);
        }
    }

    private static double[] repeated(Signature.Port port, double number, int n) {
        double[] numbers = new double[(int) Arrays.stream(port.shapeOf(n, 1)).reduce(1, (a, b) -> a * b)];
        Arrays.fill(numbers, number);
        return numbers;
    }

    private void put(Map<String, OnnxTensor> inputs, Signature.Port port, double[] numbers, int n, int columns)
            throws OrtException {
        long[] shape = port.shapeOf(n, columns);
        inputs.put(port.name(), switch (port.type()) {
            case FLOAT -> {
                float[] values = new float[numbers.length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) numbers[i];
                }
                yield OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
            }
            case DOUBLE -> OnnxTensor.createTensor(environment, DoubleBuffer.wrap(numbers), shape);
            case INT64 -> OnnxTensor.createTensor(environment,
                    LongBuffer.wrap(Arrays.stream(numbers).mapToLong(Math::round).toArray()), shape);
            case INT32 -> OnnxTensor.createTensor(environment,
                    IntBuffer.wrap(Arrays.stream(numbers).mapToInt(each -> (int) each).toArray()), shape);
            default -> throw new IllegalStateException(port.type().toString());
        });
    }

    private double[] numbers(OnnxTensor tensor, Signature.Port output, int n, int columns,
            String asked) {
        long[] shape = tensor.getInfo().getShape();
        if (!Arrays.equals(shape, new long[] {n, columns})) {
            throw new SamplerFailure(name() + ": answered " + output.name() + " of the shape "
                    + Arrays.toString(shape) + ": must be [" + n + ", " + columns + "]");
        }
        double[] numbers = new double[n * columns];
        if (isSingle(output)) {
            FloatBuffer values = tensor.getFloatBuffer();
            Arrays.setAll(numbers, values::get);
        } else {
            DoubleBuffer values = tensor.getDoubleBuffer();
            Arrays.setAll(numbers, values::get);
        }
        if (!Arrays.stream(numbers).allMatch(Double::isFinite)) {
            throw new SamplerFailure(name() + ": answered " + output.name() + " that is not finite" + asked);
        }
        return numbers;
    }

    private String asked(NoiseLevel level, OptionalInt c) {
        return String.format(Locale.ROOT, " at %s %.6g (sigma %.3g)", signature.level().name(), told(level),
                level.sigma())
                + (signature.label().isEmpty() ? "" : c.isPresent() ? " for class " + c.getAsInt()
                        : isNumbered() ? " without a label (" + signature.label().get().name() + " "
                                + file.withoutLabel().orElse(0) + ")" : " without a label");
    }

    private boolean isNumbered() {
        return signature.label().isPresent() && !signature.isOneHot();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        close(session);
    }

    static void close(OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    static String firstLine(OrtException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
    }
}
