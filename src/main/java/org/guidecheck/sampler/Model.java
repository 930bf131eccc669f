package org.guidecheck.sampler;

import java.util.List;
import java.util.OptionalInt;
import org.guidecheck.law.LevelScale;
import org.guidecheck.law.NoiseLevel;

/**
 * Trained model of labelled data: predictions at noised points, for a class or without a label, and perhaps a classifier.
 * Whatever it predicts, it is asked for scores here; the prediction that they were computed from is stated.
 *
 * <p>Points and scores are row-major [n, d]. Classes are numbered as those of the law that the model is compared with.
 */
public interface Model extends AutoCloseable {

    /** {@return name of the model in reports} */
    String name();

    /** {@return what the model says it predicts: epsilon, x0, v, score or flow} */
    String prediction();

    /** {@return the scale of the levels that the model is told, and of the points that it is given} */
    LevelScale scale();

    /** {@return whether the model computes in single precision} */
    boolean isSingle();

    /** {@return whether the model makes predictions for a class} */
    boolean isConditional();

    /** {@return whether the model makes predictions without a label} */
    boolean isUnconditional();

    /** {@return whether the model has a classifier of noised points} */
    boolean isClassifier();

    /** {@return the noise levels that the model was trained at, noisiest first; empty if it takes any level} */
    List<NoiseLevel> levels();

    /**
     * Scores that belong to the model's predictions.
     *
     * @param level     noise level of the points, above clean data
     * @param points    n points √t x_0 + √τ z, row-major [n, d]; not changed
     * @param dimension d ≥ 1, a divisor of the length of points
     * @param c         class index; empty for the prediction without a label
     * @return n·d scores, in a new array
     * @throws SamplerFailure if the model gives no such answer
     */
    double[] scores(NoiseLevel level, double[] points, int dimension, OptionalInt c);

    /**
     * Log-probabilities of the classes up to a number that is common to all classes of a point.
     *
     * @param level     noise level of the points, above clean data
     * @param points    n points, row-major [n, d]; not changed
     * @param dimension d ≥ 1, a divisor of the length of points
     * @return row-major [n, number of classes], in a new array
     * @throws SamplerFailure if the model gives no such answer
     */
    double[] logits(NoiseLevel level, double[] points, int dimension);

    /** Ends what answers for the model, if anything does. */
    @Override
    default void close() {
    }
}
