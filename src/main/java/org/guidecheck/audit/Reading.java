package org.guidecheck.audit;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.guidecheck.law.LevelScale;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.sampler.Model;
import org.guidecheck.sampler.pipe.PredictionType;

/**
 * One way in which a model's answers may differ from what the model says of them.
 *
 * @param name          what is then true, in words
 * @param isConditional whether predictions for a class show it; else those without a label do
 * @param field         the scores that would belong to the answers of a model that is exact but for this
 * @param own           what it is compared with: the scores of a model that is what it says, perhaps but for its size
 */
record Reading(String name, boolean isConditional, ScoreField field, ScoreField own) {

    /** What a model says of its predictions: what they are, and the scale of its points. */
    record Convention(PredictionType type, LevelScale scale) {
        /** What a model says of itself. */
        static Convention of(Model model) {
            return new Convention(PredictionType.find(model.prediction()).orElseThrow(), model.scale());
        }

        /**
         * Scores that would belong to the answers of an exact model with another convention, which also takes each level
         * for another.
         *
         * @param exact  the exact scores
         * @param other  what the answers really are, and the scale in which the model takes its points
         * @param levels level that the model takes a level for
         */
        ScoreField of(ScoreField exact, Convention other, UnaryOperator<NoiseLevel> levels) {
            return (level, points, c) -> {
                NoiseLevel taken = levels.apply(level);
                double factor = length(level) / other.length(taken);
                double[] seen = points.clone();
                for (int i = 0; i < seen.length; i++) {
                    seen[i] *= factor;
                }
                double[] answers =
                        other.type.ofScores(other.scale, taken, exact.scores(taken, seen, c), seen);
                return type.toScores(scale, level, answers, points);
            };
        }

        /**
         * Scores that would belong to an exact model's answers multiplied by a factor.
         *
         * @param exact  the exact scores
         * @param factor factor of all answers
         */
        ScoreField sized(ScoreField exact, double factor) {
            return (level, points, c) -> {
                double[] answers = type.ofScores(scale, level, exact.scores(level, points, c), points);
                return type.toScores(scale, level, Arrays.stream(answers).map(each -> factor * each).toArray(), points);
            };
        }

        private double length(NoiseLevel level) {
            return scale.length(scale.value(level));
        }
    }
}
