package org.guidecheck.sampler;

import org.guidecheck.distribution.NoiseLevel;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The two scores of a batch of noised points, and what other parametrisations make of them. With x = √t x_0 + √τ z, the
 * score s is the same knowledge as the noise ε = −√τ s, the clean point x̂_0 = (x + τ s)/√t (Tweedie's formula) and the
 * velocity v = √t ε − √τ x̂_0 (Salimans and Ho, <i>Progressive distillation</i>, ICLR 2022). All are affine in the score,
 * so guidance acts on each of them alike.
 *
 * <p>In every method w is the weight of the paper, any finite number: 0 is the class's own score, −1 the score without
 * the class. What libraries call {@code guidance_scale} is 1 + w. Results are new arrays.
 *
 * @param level         noise level of the points
 * @param conditional   [d, n], the class's score s(x|c)
 * @param unconditional [d, n], the score without the class, s(x)
 */
public record Prediction(NoiseLevel level, INDArray conditional, INDArray unconditional) {

    /** Checks the shapes. */
    public Prediction {
        if (!conditional.equalShapes(unconditional)) {
            throw new IllegalArgumentException("unconditional=" + unconditional.shapeInfoToString()
                    + ": must have the shape of the conditional score, " + conditional.shapeInfoToString());
        }
    }

    /**
     * The guided score.
     *
     * @param w guidance weight
     * @return [d, n], s(x|c) + w (s(x|c) − s(x))
     */
    public INDArray score(double w) {
        return conditional.sub(unconditional).muli(w).addi(conditional);
    }

    /**
     * The guided noise.
     *
     * @param w guidance weight
     * @return [d, n], ε = −√τ s
     */
    public INDArray epsilon(double w) {
        return score(w).muli(-Math.sqrt(level.noise()));
    }

    /**
     * The guided clean point.
     *
     * @param w      guidance weight
     * @param points [d, n], the points the prediction is for
     * @return [d, n], x̂_0 = (x + τ s)/√t
     */
    public INDArray denoised(double w, INDArray points) {
        double root = Math.sqrt(level.signal());
        return PointArrays.add(points.div(root), level.noise() / root, score(w));
    }

    /**
     * The guided velocity.
     *
     * @param w      guidance weight
     * @param points [d, n], the points the prediction is for
     * @return [d, n], v = √t ε − √τ x̂_0
     */
    public INDArray velocity(double w, INDArray points) {
        return epsilon(w).muli(Math.sqrt(level.signal()))
                .subi(denoised(w, points).muli(Math.sqrt(level.noise())));
    }
}
