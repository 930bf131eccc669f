package org.guidecheck.sampler.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guidecheck.law.LevelScale;
import org.guidecheck.sampler.ModelFile;
import org.guidecheck.sampler.pipe.PredictionType;
import org.guidecheck.text.InvalidInputException;
import org.guidecheck.text.Suggestions;

/**
 * What a file's inputs and outputs are, by their names.
 *
 * @param points     the points
 * @param level      the noise level
 * @param isTimestep whether the level is a number of a training level rather than a value
 * @param scale      scale of the points, and of the level's value
 * @param label      the class; empty if the model takes none
 * @param isOneHot   whether the class is a row with a 1
 * @param prediction what the model predicts
 * @param predicted  the prediction
 * @param logits     the classifier's logits; empty if there are none
 * @param batch      the only number of points that it takes; 0 if it takes any
 */
record Signature(Port points, Port level, boolean isTimestep, LevelScale scale, Optional<Port> label, boolean isOneHot,
        PredictionType prediction, Port predicted, Optional<Port> logits, int batch) {
    private static final String POINTS = "x";
    private static final String TIMESTEP = "timestep";
    private static final String CLASS_INDEX = "class_index";
    private static final String ONE_HOT = "one_hot";
    private static final String LOGITS = "logits";
    private static final List<String> LEVELS = Stream.concat(
            Arrays.stream(LevelScale.values()).map(LevelScale::label), Stream.of(TIMESTEP)).toList();
    private static final List<String> LABELS = List.of(CLASS_INDEX, ONE_HOT);
    private static final List<String> PREDICTIONS =
            Arrays.stream(PredictionType.values()).map(PredictionType::label).toList();
    private static final List<String> INPUTS =
            Stream.of(List.of(POINTS), LEVELS, LABELS).flatMap(List::stream).toList();
    private static final List<String> KNOWN =
            Stream.of(INPUTS, PREDICTIONS, List.of(LOGITS)).flatMap(List::stream).toList();
    private static final Set<OnnxJavaType> REAL = Set.of(OnnxJavaType.FLOAT, OnnxJavaType.DOUBLE);
    private static final Set<OnnxJavaType> NUMBER = Set.of(OnnxJavaType.FLOAT, OnnxJavaType.DOUBLE,
            OnnxJavaType.INT64, OnnxJavaType.INT32);

    /**
     * Input or output.
     *
     * @param name   its name in the file
     * @param type   type of its numbers
     * @param shape  its shape, −1 where any length will do
     */
    record Port(String name, OnnxJavaType type, List<Long> shape) {

        /** The shape for a batch, the free lengths of which are n and then d. */
        long[] shapeOf(int n, int d) {
            long[] result = new long[shape.size()];
            for (int i = 0; i < result.length; i++) {
                result[i] = shape.get(i) >= 0 ? shape.get(i) : i == 0 ? n : d;
            }
            return result;
        }
    }

    /** Reads the names of a file, and checks types and shapes. */
    static Signature of(OrtSession session, ModelFile file) throws OrtException {
        for (String meaning : file.names().values()) {
            if (!KNOWN.contains(meaning)) {
                throw new InvalidInputException("--names", "=" + meaning + " is none of " + String.join(", ", KNOWN)
                        + Suggestions.hint(meaning, KNOWN));
            }
        }
        Map<String, Port> inputs = named(session.getInputInfo(), "input", file);
        Map<String, Port> outputs = named(session.getOutputInfo(), "output", file);
        for (String name : file.names().keySet()) {
            if (!session.getInputInfo().containsKey(name) && !session.getOutputInfo().containsKey(name)) {
                throw new InvalidInputException(name, "is no input or output of this file; it has the inputs "
                        + session.getInputInfo().keySet() + " and the outputs " + session.getOutputInfo().keySet());
            }
        }
        requireKnown(inputs);
        String level = one("input", inputs, LEVELS);
        Optional<String> label = atMostOne("input", inputs, LABELS);
        Port points = require("input", inputs, List.of(POINTS), POINTS, REAL);
        requireShape(points, file.dimension(), false);
        long batch = points.shape().get(0);
        if (batch == 0) {
            throw new InvalidInputException(points.name(), "must take points, but has the shape " + points.shape());
        }
        Port levelPort = require("input", inputs, LEVELS, level, level.equals(TIMESTEP) ? NUMBER : REAL);
        requireShape(levelPort, 1, true);
        if (level.equals(TIMESTEP) && file.levels().isEmpty()) {
            throw new InvalidInputException(levelPort.name(), "is the number of a training level: name the grid of the "
                    + "levels with --levels, such as --levels linear-beta");
        }
        if (label.isPresent()) {
            Port port = require("input", inputs, LABELS, label.get(), NUMBER);
            requireShape(port, label.get().equals(ONE_HOT) ? file.classes() : 1, label.get().equals(CLASS_INDEX));
        }
        String prediction = one("output", outputs, PREDICTIONS);
        Port predicted = require("output", outputs, PREDICTIONS, prediction, REAL);
        requireShape(predicted, file.dimension(), false);
        if (outputs.containsKey(LOGITS)) {
            requireShape(require("output", outputs, List.of(LOGITS), LOGITS, REAL), file.classes(), false);
        }
        return new Signature(points, levelPort, level.equals(TIMESTEP),
                LevelScale.named(level).orElse(LevelScale.ALPHA_BAR), label.map(inputs::get),
                label.isPresent() && label.get().equals(ONE_HOT), PredictionType.find(prediction).orElseThrow(),
                predicted, Optional.ofNullable(outputs.get(LOGITS)), (int) Math.max(0, batch));
    }

    private static Map<String, Port> named(Map<String, NodeInfo> infos, String what, ModelFile file) {
        Map<String, Port> ports = new LinkedHashMap<>();
        infos.forEach((name, info) -> {
            if (!(info.getInfo() instanceof TensorInfo tensor)) {
                throw new InvalidInputException(name, "is an " + what + " that is no tensor");
            }
            Port port = new Port(name, tensor.type, Arrays.stream(tensor.getShape()).boxed().toList());
            Port other = ports.put(file.names().getOrDefault(name, name), port);
            if (other != null) {
                throw new InvalidInputException(name, "stands for the same as the " + what + " " + other.name());
            }
        });
        return ports;
    }

    /** Inputs that guidecheck has no value for are refused. */
    private static void requireKnown(Map<String, Port> ports) {
        for (Map.Entry<String, Port> each : ports.entrySet()) {
            if (!INPUTS.contains(each.getKey())) {
                boolean isFull = ports.containsKey(POINTS) && LEVELS.stream().anyMatch(ports::containsKey)
                        && LABELS.stream().anyMatch(ports::containsKey);
                throw new InvalidInputException(each.getValue().name(), "is an input that is not known; known are "
                        + String.join(", ", INPUTS) + (isFull ? "; export the model without it"
                                : ". Say which one it is: --names " + each.getValue().name() + "=..."));
            }
        }
    }

    private static String one(String what, Map<String, Port> ports, List<String> among) {
        return atMostOne(what, ports, among).orElseThrow(() -> missing(what, ports, among));
    }

    private static Optional<String> atMostOne(String what, Map<String, Port> ports, List<String> among) {
        List<String> found = among.stream().filter(ports::containsKey).toList();
        if (found.size() > 1) {
            throw new InvalidInputException(ports.get(found.get(1)).name(), "stands for " + found.get(1)
                    + " beside the " + what + " " + ports.get(found.get(0)).name() + ", which stands for "
                    + found.get(0) + ": must be only one of them");
        }
        return found.stream().findFirst();
    }

    private static InvalidInputException missing(String what, Map<String, Port> ports, List<String> among) {
        Optional<String> free = ports.entrySet().stream().filter(each -> !KNOWN.contains(each.getKey()))
                .map(each -> each.getValue().name()).findFirst();
        return new InvalidInputException("", "has no " + what + " " + String.join(" or ", among) + "; it has "
                + ports.values().stream().map(Port::name).collect(Collectors.joining(", "))
                + free.map(name -> ". If this is one of them: --names " + name + "=...")
                        .orElse(". An exporter may have left out what the model does not use"));
    }

    private static Port require(String what, Map<String, Port> ports, List<String> among, String name,
            Set<OnnxJavaType> types) {
        Port port = ports.get(name);
        if (port == null) {
            throw missing(what, ports, among);
        }
        if (!types.contains(port.type())) {
            throw new InvalidInputException(port.name(), "must be " + types.stream().map(OnnxJavaType::name)
                    .sorted().collect(Collectors.joining(" or ")) + ", but is " + port.type());
        }
        return port;
    }

    /** [n, columns], or [n] and a single number too if it may be. */
    private static void requireShape(Port port, int columns, boolean isColumn) {
        List<Long> shape = port.shape();
        boolean fits = (isColumn && shape.size() < 2)
                || (shape.size() == 2 && (shape.get(1) < 0 || shape.get(1) == columns));
        if (!fits) {
            throw new InvalidInputException(port.name(), "must have the shape " + (isColumn ? "[n], [n, 1] or []"
                    : "[n, " + columns + "]") + ", but has " + shape.toString().replace("-1", "n"));
        }
    }
}
