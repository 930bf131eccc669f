package org.guidecheck.sampler.pipe;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.guidecheck.sampler.Denoiser;

/**
 * A program's query of the denoiser.
 *
 * @param level      noise level, and scale of the points
 * @param prediction type of prediction
 * @param of         conditional, unconditional, both, or guided
 * @param x          points in the program's scale, finite
 */
record DenoiseRequest(ScaledLevel level, PredictionType prediction, Of of, NpyArray x) {

    /** Scores that the prediction is computed from. */
    enum Of {
        GUIDED,
        CONDITIONAL,
        UNCONDITIONAL,
        BOTH;

        private static Of named(String name) throws ProtocolFault {
            return switch (name) {
                case "guided" -> GUIDED;
                case "conditional" -> CONDITIONAL;
                case "unconditional" -> UNCONDITIONAL;
                case "both" -> BOTH;
                default -> throw new ProtocolFault("asked for a prediction of " + ProtocolFault.quote(name)
                        + ": must be one of guided, conditional, unconditional, both");
            };
        }
    }

    /** Parses a message whose field {@code say} is {@code denoise}. */
    static DenoiseRequest of(Message message) throws ProtocolFault {
        NpyArray x = message.array();
        x.requireFinite("asked to denoise points");
        return new DenoiseRequest(ScaledLevel.of(message.header().path("level")),
                PredictionType.named(message.text("prediction")), Of.named(message.text("of")), x);
    }

    /**
     * Computes the answer: one array, or two (conditional, unconditional) for {@link Of#BOTH}, of the shape and type of
     * x.
     */
    List<NpyArray> answer(Denoiser denoiser, double weight) {
        double[] points = level.factor() == 1 ? x.values()
                : Arrays.stream(x.values()).map(each -> each / level.factor()).toArray();
        Denoiser.Scores scores = denoiser.scores(level.noiseLevel(), points, x.columns());
        Stream<double[]> wanted = switch (of) {
            case GUIDED -> Stream.of(guided(scores, weight));
            case CONDITIONAL -> Stream.of(scores.conditional());
            case UNCONDITIONAL -> Stream.of(scores.unconditional());
            case BOTH -> Stream.of(scores.conditional(), scores.unconditional());
        };
        return wanted.map(score -> {
            prediction.overwrite(level, score, x.values());
            return new NpyArray(x.type(), x.rows(), score);
        }).toList();
    }

    /** Writes the guided score over the conditional one. */
    private static double[] guided(Denoiser.Scores scores, double weight) {
        double[] guided = scores.conditional();
        for (int i = 0; i < guided.length; i++) {
            guided[i] = scores.guided(i, weight);
        }
        return guided;
    }
}
