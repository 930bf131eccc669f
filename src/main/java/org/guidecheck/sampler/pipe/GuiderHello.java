package org.guidecheck.sampler.pipe;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.guidecheck.law.LevelScale;

/**
 * What a guider says of itself in its first message.
 *
 * @param predictions predictions that it takes, the usual one first; at least one
 * @param level       scale of its points
 * @param type        number format of its arrays
 * @param scales      scales to test unless the user names others; may be empty
 */
record GuiderHello(List<PredictionType> predictions, LevelScale level, NpyArray.Type type, List<Double> scales) {
    private static final String ALL = "all";

    /** Parses a first message. */
    static GuiderHello of(JsonNode hello) throws ProtocolFault {
        JsonNode guides = hello.path("guides");
        if (!guides.isObject()) {
            throw new ProtocolFault("guides " + quoted(guides)
                    + ": must be an object such as {\"predictions\":[\"epsilon\"],\"level\":\"alpha_bar\"}");
        }
        return new GuiderHello(predictions(guides.path("predictions")), level(guides.path("level")),
                type(hello.path("precision")), scales(guides.path("scales")));
    }

    static String quoted(JsonNode node) {
        return ProtocolFault.quote(node.isTextual() ? node.textValue() : node.isMissingNode() ? "" : node.toString());
    }

    private static List<PredictionType> predictions(JsonNode node) throws ProtocolFault {
        if (node.isTextual() && node.textValue().equals(ALL)) {
            return List.of(PredictionType.values());
        }
        List<PredictionType> types = new ArrayList<>();
        for (JsonNode each : node) {
            PredictionType type = PredictionType.find(each.asText()).orElse(null);
            if (type == null || types.contains(type)) {
                throw notPredictions(node);
            }
            types.add(type);
        }
        if (types.isEmpty()) {
            throw notPredictions(node);
        }
        return types;
    }

    private static ProtocolFault notPredictions(JsonNode node) {
        return new ProtocolFault("takes the predictions " + quoted(node) + ": must be all, or an array of some of "
                + String.join(", ", PredictionType.labels()) + ", each once");
    }

    static LevelScale level(JsonNode node) throws ProtocolFault {
        String name = node.isMissingNode() ? LevelScale.ALPHA_BAR.label() : node.asText();
        return LevelScale.named(name).orElseThrow(() -> new ProtocolFault("takes points in the scale " + quoted(node)
                + ": must be one of " + Arrays.stream(LevelScale.values()).map(LevelScale::label)
                        .collect(Collectors.joining(", "))));
    }

    static NpyArray.Type type(JsonNode node) throws ProtocolFault {
        return switch (node.isMissingNode() ? "double" : node.asText().toLowerCase(Locale.ROOT)) {
            case "double" -> NpyArray.Type.FLOAT64;
            case "single" -> NpyArray.Type.FLOAT32;
            default -> throw new ProtocolFault("has the precision " + quoted(node) + ": must be single or double");
        };
    }

    private static List<Double> scales(JsonNode node) throws ProtocolFault {
        List<Double> scales = new ArrayList<>();
        for (JsonNode each : node) {
            if (!(each.isNumber() && Double.isFinite(each.doubleValue()))) {
                throw new ProtocolFault("has the scales " + quoted(node) + ": must be an array of finite numbers");
            }
            scales.add(each.doubleValue());
        }
        return scales;
    }
}
