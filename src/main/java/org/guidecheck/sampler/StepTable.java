package org.guidecheck.sampler;

import java.util.List;
import org.guidecheck.law.NoiseLevel;

/**
 * Coefficients of one step of a linear sampler, from the point x at one level of a grid to the point x′ at the next, in the
 * manner of a Butcher tableau. The step asks the denoiser in one or more stages, stage j at its own noise level and at a point
 * y_j, and ends at x′. Each y_j and x′ is a {@link Combination} of x, of points and guided scores of evaluations, and of
 * fresh normals.
 *
 * <p>Evaluations are numbered from the step: 0, 1 and so on are its own stages, −1, −2 and so on those before its first, the
 * latest being −1. Guided scores of earlier evaluations are taken with the weight of the present step.
 *
 * @param stages where the denoiser is asked, in this order; at least one
 * @param result where the step ends
 */
public record StepTable(List<Stage> stages, Combination result) {

    /**
     * An evaluation of the denoiser.
     *
     * @param level noise level that the denoiser is told, noisy
     * @param point where it is asked
     */
    public record Stage(NoiseLevel level, Combination point) {
    }

    /**
     * The point keep·x + Σ terms + deviation·z, with z standard normals that are used nowhere else.
     *
     * @param keep      factor of the point x that enters the step, finite
     * @param terms     multiples of evaluations
     * @param deviation standard deviation of fresh noise in each coordinate, at least 0; 0 for none
     */
    public record Combination(double keep, List<Term> terms, double deviation) {
        /** The point that enters the step, as it is. */
        public static final Combination POINT = new Combination(1, List.of(), 0);

        /** Copies the terms, and checks the numbers. */
        public Combination {
            terms = List.copyOf(terms);
            if (!Double.isFinite(keep)) {
                throw new IllegalArgumentException("keep=" + keep + ": must be finite");
            }
            if (!(deviation >= 0 && deviation < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("deviation=" + deviation + ": must be finite and at least 0");
            }
        }

        /**
         * Whether nothing is done to the point.
         *
         * @return true for {@link #POINT}
         */
        public boolean isPoint() {
            return keep == 1 && terms.isEmpty() && deviation == 0;
        }
    }

    /**
     * A multiple of an evaluation: point·y + score·s_w(y), with y where the denoiser was asked and s_w the guided score there.
     *
     * @param evaluation number of the evaluation, counted from the step's first stage, which is 0
     * @param point      factor of y, finite
     * @param score      factor of s_w(y), finite
     */
    public record Term(int evaluation, double point, double score) {
        /** Checks the numbers. */
        public Term {
            if (!Double.isFinite(point) || !Double.isFinite(score)) {
                throw new IllegalArgumentException("point=" + point + ", score=" + score + ": must be finite");
            }
        }
    }

    /** Copies the stages, and checks that none uses an evaluation that comes after it. */
    public StepTable {
        stages = List.copyOf(stages);
        if (stages.isEmpty()) {
            throw new IllegalArgumentException("stages=[]: a step has at least one");
        }
        for (int j = 0; j <= stages.size(); j++) {
            for (Term term : (j < stages.size() ? stages.get(j).point() : result).terms()) {
                if (term.evaluation() >= j) {
                    throw new IllegalArgumentException("evaluation=" + term.evaluation() + ": must be below " + j);
                }
            }
        }
    }

    /**
     * How far back the step looks.
     *
     * @return number of evaluations before it that it may use, at least 0
     */
    public int history() {
        int earliest = 0;
        for (int j = 0; j <= stages.size(); j++) {
            for (Term term : (j < stages.size() ? stages.get(j).point() : result).terms()) {
                earliest = Math.min(earliest, term.evaluation());
            }
        }
        return -earliest;
    }

    /**
     * Variance of the noise that the step adds to each coordinate, if scores are left out of account: exact if the stages draw
     * none, and otherwise in the limit of short steps.
     *
     * @return at least 0
     */
    public double addedVariance() {
        // What becomes of a change of each stage's point in the result.
        double[] weights = new double[stages.size()];
        double variance = result.deviation() * result.deviation();
        addPoints(result, 1, weights);
        for (int j = stages.size() - 1; j >= 0; j--) {
            double noise = weights[j] * stages.get(j).point().deviation();
            variance += noise * noise;
            addPoints(stages.get(j).point(), weights[j], weights);
        }
        return variance;
    }

    private static void addPoints(Combination combination, double factor, double[] weights) {
        for (Term term : combination.terms()) {
            if (term.evaluation() >= 0) {
                weights[term.evaluation()] += factor * term.point();
            }
        }
    }
}
