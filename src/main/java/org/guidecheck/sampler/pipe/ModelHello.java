package org.guidecheck.sampler.pipe;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.guidecheck.law.LevelScale;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.LevelGrids;
import org.guidecheck.text.InvalidInputException;

/**
 * What a model says of itself in its first message.
 *
 * @param prediction      what it predicts
 * @param level           scale of its points
 * @param type            number format of its arrays
 * @param isConditional   whether it predicts for a class
 * @param isUnconditional whether it predicts without a label
 * @param isClassifier    whether it classifies noised points
 * @param levels          levels that it was trained at, noisiest first; empty if it takes any
 */
record ModelHello(PredictionType prediction, LevelScale level, NpyArray.Type type, boolean isConditional,
        boolean isUnconditional, boolean isClassifier, List<NoiseLevel> levels) {
    private static final int FEWEST_LEVELS = 3;

    /** Parses a first message. */
    static ModelHello of(JsonNode hello) throws ProtocolFault {
        JsonNode predicts = hello.path("predicts");
        if (!predicts.isObject()) {
            throw new ProtocolFault("predicts " + GuiderHello.quoted(predicts)
                    + ": must be an object such as {\"prediction\":\"epsilon\",\"level\":\"alpha_bar\"}");
        }
        String name = predicts.path("prediction").asText();
        PredictionType prediction = PredictionType.find(name).orElseThrow(() -> new ProtocolFault("predicts "
                + ProtocolFault.quote(name) + ": must be one of " + String.join(", ", PredictionType.labels())));
        LevelScale scale = GuiderHello.level(predicts.path("level"));
        boolean isConditional = flag(predicts, "conditional", true);
        boolean isUnconditional = flag(predicts, "unconditional", true);
        if (!isConditional && !isUnconditional) {
            throw new ProtocolFault("predicts neither for a class nor without a label: must do one of the two");
        }
        return new ModelHello(prediction, scale, GuiderHello.type(hello.path("precision")), isConditional,
                isUnconditional, flag(predicts, "classifier", false), levels(predicts.path("levels"), scale));
    }

    private static boolean flag(JsonNode predicts, String name, boolean usual) throws ProtocolFault {
        JsonNode node = predicts.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return usual;
        }
        if (!node.isBoolean()) {
            throw new ProtocolFault("has " + name + " " + GuiderHello.quoted(node) + ": must be true or false");
        }
        return node.booleanValue();
    }

    private static List<NoiseLevel> levels(JsonNode node, LevelScale scale) throws ProtocolFault {
        if (node.isMissingNode() || node.isNull()) {
            return List.of();
        }
        try {
            return node.isTextual() ? LevelGrids.trained(node.textValue()) : listed(node, scale);
        } catch (InvalidInputException e) {
            ProtocolFault fault = new ProtocolFault("has the levels " + GuiderHello.quoted(node) + ": "
                    + e.getMessage());
            fault.initCause(e);
            throw fault;
        }
    }

    private static List<NoiseLevel> listed(JsonNode node, LevelScale scale) throws ProtocolFault {
        List<NoiseLevel> levels = new ArrayList<>();
        for (JsonNode each : node) {
            if (!each.isNumber()) {
                throw notLevels(node, scale);
            }
            try {
                levels.add(scale.level(each.doubleValue()));
            } catch (IllegalArgumentException e) {
                ProtocolFault fault = notLevels(node, scale);
                fault.initCause(e);
                throw fault;
            }
        }
        levels.sort(Comparator.comparingDouble(NoiseLevel::logSnr));
        List<NoiseLevel> noisy = levels.stream().filter(each -> !each.isClean()).toList();
        if (noisy.size() < FEWEST_LEVELS || noisy.stream().distinct().count() < noisy.size()) {
            throw notLevels(node, scale);
        }
        return noisy;
    }

    private static ProtocolFault notLevels(JsonNode node, LevelScale scale) {
        return new ProtocolFault("has the levels " + GuiderHello.quoted(node) + ": must be the name of a grid such as "
                + "linear-beta, or an array of at least " + FEWEST_LEVELS + " different values of " + scale.label()
                + " above clean data");
    }
}
