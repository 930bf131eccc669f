package org.guidecheck.oracle.mesh;

import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.block.BlockPosterior;

/** The guided score s(y|c) + w·g(y) of a law on the line, at many points of one noise level. */
final class LineScore {
    private final BlockPosterior model;
    private final ScorePerturbation error;

    /**
     * Takes both sides of a law.
     *
     * @param sides class and rest, of one dimension
     * @param error what the guided score is off by
     */
    LineScore(ClassVersusRest sides, ScorePerturbation error) {
        this.model = new BlockPosterior(sides);
        this.error = error;
    }

    /**
     * Guided scores.
     *
     * @param points where; n numbers
     * @param level  noise level
     * @param w      guidance weight
     * @param scores filled with n numbers
     */
    void evaluate(double[] points, NoiseLevel level, double w, double[] scores) {
        model.setLevel(level);
        model.evaluateAll(points, (from, count) -> {
            for (int p = 0; p < count; p++) {
                double own = model.ownScore()[p];
                double gradient = model.restPosterior(p) * (own - model.restScore()[p]);
                // Where the class is certain the gradient is 0, whatever the other side says there.
                scores[from + p] = own + (gradient == 0 ? 0 : w * gradient) + error.at(points[from + p], level);
            }
        });
    }

    /**
     * Logarithms of f‖g‖², f = 1/p(c|·) and g the classifier gradient.
     *
     * @param points where; n numbers
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
