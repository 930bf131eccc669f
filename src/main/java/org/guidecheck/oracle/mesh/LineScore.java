package org.guidecheck.oracle.mesh;

import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.block.BlockPosterior;

/** Guided score s(y|c) + w·g(y) of a law on the line, at many points of one noise level. */
final class LineScore {
    private final BlockPosterior model;
    private final ScorePerturbation error;

    /**
     * Prepares the score.
     *
     * @param sides class and rest, in one dimension
     * @param error perturbation added to the guided score
     */
    LineScore(ClassVersusRest sides, ScorePerturbation error) {
        this.model = new BlockPosterior(sides);
        this.error = error;
    }

    /**
     * Evaluates guided scores.
     *
     * @param points n points
     * @param level  noise level
     * @param w      guidance weight
     * @param scores filled with n numbers
     */
    void evaluate(double[] points, NoiseLevel level, double w, double[] scores) {
        double[] errors = error.at(points, level);
        model.setLevel(level);
        model.evaluateAll(points, (from, count) -> {
            for (int p = 0; p < count; p++) {
                double own = model.ownScore()[p];
                double gradient = model.restPosterior(p) * (own - model.restScore()[p]);
                // Where the class is certain the gradient is 0, whatever the score of the rest.
                scores[from + p] = own + (gradient == 0 ? 0 : w * gradient) + errors[from + p];
            }
        });
    }

    /**
     * Evaluates log f‖g‖², f = 1/p(c|·) and g the classifier gradient.
     *
     * @param points n points
     * @param level  noise level
     * @param logs   filled with n numbers; −∞ where the gradient is 0
     */
    void logReciprocalTimesSquaredGradient(double[] points, NoiseLevel level, double[] logs) {
        double[] squares = new double[BlockPosterior.BLOCK];
        model.setLevel(level);
        model.evaluateAll(points, (from, count) -> {
            model.squaredGradient(squares, count);
            for (int p = 0; p < count; p++) {
                logs[from + p] = LineLogOdds.logReciprocal(model.logOdds()[p]) + Math.log(squares[p]);
            }
        });
    }
}
