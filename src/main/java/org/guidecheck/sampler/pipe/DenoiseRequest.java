package org.guidecheck.sampler.pipe;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.guidecheck.sampler.Denoiser;

/**
 * A program's question to the denoiser.
 *
 * @param scale    level and scale of the points
 * @param quantity what is asked for
 * @param of       with the class, without, or both
 * @param x        points in the program's scale, finite
 */
record DenoiseRequest(Parametrisation scale, PredictionType quantity, Of of, NpyArray x) {

    /** Which of the two scores is asked for, or what the weight makes of them. */
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

    /** Reads a message that says denoise. */
    static DenoiseRequest of(Message message) throws ProtocolFault {
        NpyArray x = message.array();
        x.requireFinite("asked to denoise points");
        return new DenoiseRequest(Parametrisation.of(message.header().path("level")),
                PredictionType.named(message.text("prediction")), Of.named(message.text("of")), x);
    }

    /** The answer under a guidance weight, one array or two (with the class, without), as wide as x. */
    List<NpyArray> answer(Denoiser denoiser, double weight) {
        double[] points = scale.factor() == 1 ? x.values()
                : Arrays.stream(x.values()).map(each -> each / scale.factor()).toArray();
        Denoiser.Scores scores = denoiser.scores(scale.level(), points, x.columns());
        Stream<double[]> wanted = switch (of) {
            case GUIDED -> Stream.of(guided(scores, weight));
            case CONDITIONAL -> Stream.of(scores.conditional());
            case UNCONDITIONAL -> Stream.of(scores.unconditional());
            case BOTH -> Stream.of(scores.conditional(), scores.unconditional());
        };
        return wanted.map(score -> {
            quantity.overwrite(scale, score, x.values());
            return new NpyArray(x.type(), x.rows(), score);
        }).toList();
    }

    /** The guided score, written over the conditional one. */
    private static double[] guided(Denoiser.Scores scores, double weight) {
        double[] guided = scores.conditional();
        for (int i = 0; i < guided.length; i++) {
            guided[i] = scores.guided(i, weight);
        }
        return guided;
    }
}
