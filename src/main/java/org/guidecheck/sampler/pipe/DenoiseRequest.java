package org.guidecheck.sampler.pipe;

import java.util.List;
import java.util.stream.Stream;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.Prediction;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A program's question to the denoiser.
 *
 * @param scale    level and scale of the points
 * @param quantity what is asked for
 * @param of       with the class, without, or both
 * @param x        points in the program's scale, finite
 */
record DenoiseRequest(Scale scale, Quantity quantity, Of of, NpyArray x) {

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
        return new DenoiseRequest(Scale.of(message.header().path("level")),
                Quantity.named(message.text("prediction")), Of.named(message.text("of")), x);
    }

    /** The answer under a guidance weight, one array or two (with the class, without), as wide as x. */
    List<NpyArray> answer(Denoiser denoiser, double weight) {
        INDArray points = x.points();
        // The division also where it changes nothing would cost a pass for every step.
        Prediction prediction = denoiser.predict(scale.level(), scale.factor() == 1 ? points
                : points.divi(scale.factor()));
        Stream<INDArray> scores = switch (of) {
            case GUIDED -> Stream.of(prediction.score(weight));
            case CONDITIONAL -> Stream.of(prediction.conditional());
            case UNCONDITIONAL -> Stream.of(prediction.unconditional());
            case BOTH -> Stream.of(prediction.conditional(), prediction.unconditional());
        };
        return scores.map(score -> new NpyArray(x.type(), x.rows(),
                quantity.of(scale, NpyArray.of(score).values(), x.values()))).toList();
    }
}
