package org.guidecheck.sampler.pipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.guidecheck.law.LevelScale;
import org.guidecheck.law.NoiseLevel;

/**
 * Noise level as a program states it, together with the scale of its points. The program's x = a x_0 + b z, divided by
 * r = √(a² + b²), is x/r = √t x_0 + √τ z with t = a²/r², as used elsewhere in this project. From pure noise to clean
 * data, both included.
 *
 * @param noiseLevel  the level, with t at least {@value LevelScale#LEAST_SIGNAL}
 * @param root        √t, 0 at pure noise
 * @param rootOfNoise √τ, 0 at clean data
 * @param factor      r
 */
record ScaledLevel(NoiseLevel noiseLevel, double root, double rootOfNoise, double factor) {

    /**
     * A level.
     *
     * @throws ProtocolFault if the value is out of range
     */
    static ScaledLevel of(LevelScale scale, double value) throws ProtocolFault {
        try {
            double factor = scale.length(value);
            return new ScaledLevel(scale.level(value), scale.signalFactor(value) / factor,
                    scale.noiseFactor(value) / factor, factor);
        } catch (IllegalArgumentException e) {
            ProtocolFault fault = new ProtocolFault("asked to denoise at the level " + e.getMessage());
            fault.initCause(e);
            throw fault;
        }
    }

    /** A noise level in a scale. */
    static ScaledLevel of(LevelScale scale, NoiseLevel level) {
        return new ScaledLevel(level, Math.sqrt(level.signal()), Math.sqrt(level.noise()),
                scale.length(scale.value(level)));
    }

    /** Adds an array of the values of levels in each of the scales, named by the scale's label and an s. */
    static void putArrays(ObjectNode header, List<NoiseLevel> levels, LevelScale... scales) {
        for (LevelScale scale : scales) {
            ArrayNode values = header.putArray(scale.label() + "s");
            levels.forEach(level -> values.add(number(scale.value(level))));
        }
    }

    /** Adds an object with the value of a level in every scale. */
    static void putObject(ObjectNode header, String name, NoiseLevel level) {
        ObjectNode values = header.putObject(name);
        for (LevelScale scale : LevelScale.values()) {
            values.set(scale.label(), number(scale.value(level)));
        }
    }

    /** A number of JSON, or the text inf. */
    private static JsonNode number(double value) {
        return value == Double.POSITIVE_INFINITY ? TextNode.valueOf("inf") : DoubleNode.valueOf(value);
    }

    /**
     * Parses a level.
     *
     * @param node an object with one field, the label of a {@link LevelScale}, and a number; of {@code log_snr} it may
     *             be one of the texts inf and -inf
     */
    static ScaledLevel of(JsonNode node) throws ProtocolFault {
        String field = node.isObject() && node.size() == 1 ? node.fieldNames().next() : "";
        Optional<LevelScale> scale = LevelScale.named(field);
        JsonNode number = node.path(field);
        boolean isInfinite = number.asText().equals("inf") || number.asText().equals("-inf");
        if (scale.isEmpty() || !(number.isNumber() || (isInfinite && scale.get() == LevelScale.LOG_SNR))) {
            throw new ProtocolFault("asked to denoise at the level " + ProtocolFault.quote(node.toString())
                    + ": must be one number, alpha_bar, sigma, flow_time or log_snr");
        }
        double infinite = number.asText().equals("inf") ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        return of(scale.get(), number.isNumber() ? number.doubleValue() : infinite);
    }

    /** Points y in this scale, x = r y; the array itself where r is 1. */
    double[] points(double[] y) {
        return factor == 1 ? y : Arrays.stream(y).map(each -> each * factor).toArray();
    }

    /** Whether predictions follow from the clean point without loss of digits; else they do from the score. */
    boolean isNoisy() {
        return noiseLevel.signal() <= 0.5;
    }
}
