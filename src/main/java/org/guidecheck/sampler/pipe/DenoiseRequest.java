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
     *
     * @throws ProtocolFault if the program asks at clean data and these have no density
     */
    List<NpyArray> answer(Denoiser denoiser, double weight) throws ProtocolFault {
        double[] points = level.factor() == 1 ? x.values()
                : Arrays.stream(x.values()).map(each -> each / level.factor()).toArray();
        Denoiser.Scores pair = level.isNoisy() ? denoiser.cleanPoints(level.noiseLevel(), points, x.columns())
                : denoiser.scores(level.noiseLevel(), points, x.columns());
        if (level.noiseLevel().isClean()) {
            requireDensity(pair);
        }
        Stream<double[]> wanted = switch (of) {
            case GUIDED -> Stream.of(guided(pair, weight));
            case CONDITIONAL -> Stream.of(pair.conditional());
            case UNCONDITIONAL -> Stream.of(pair.unconditional());
            case BOTH -> Stream.of(pair.conditional(), pair.unconditional());
        };
        return wanted.map(answer -> {
            prediction.overwrite(level, answer, x.values());
            return new NpyArray(x.type(), x.rows(), answer);
        }).toList();
    }

    private static void requireDensity(Denoiser.Scores scores) throws ProtocolFault {
        if (!Stream.of(scores.conditional(), scores.unconditional()).flatMapToDouble(Arrays::stream)
                .allMatch(Double::isFinite)) {
            throw new ProtocolFault("asked to denoise at clean data, where this law has no density and predictions no "
                    + "limit: ask at the last level that is offered");
        }
    }

    /** Writes the guided answer over the conditional one. */
    private static double[] guided(Denoiser.Scores pair, double weight) {
        double[] guided = pair.conditional();
        for (int i = 0; i < guided.length; i++) {
            guided[i] = pair.guided(i, weight);
        }
        return guided;
    }
}
