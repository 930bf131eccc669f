package org.guidecheck.sampler;

import java.util.List;
import org.guidecheck.law.NoiseLevel;

/**
 * Coefficients of one step of a linear sampler, like a Butcher tableau. The step leads from the point x at one noise
 * level to x′ at the next. It queries the denoiser in one or more stages, stage j at its own noise level and at a point
 * y_j. Each y_j and x′ is a {@link Combination} of x, of points and guided scores of evaluations, and of fresh normals.
 *
 * <p>Evaluations are numbered relative to the step: 0, 1, … are its own stages, −1, −2, … the latest ones of earlier
 * steps, backwards. Scores of earlier evaluations are guided with the weight of the present step.
 *
 * @param stages queries of the denoiser, in order; at least one
 * @param result the point x′
 */
public record StepTable(List<Stage> stages, Combination result) {

    /**
     * Query of the denoiser.
     *
     * @param level noise level passed to the denoiser, τ &gt; 0
     * @param point the point y_j
     */
    public record Stage(NoiseLevel level, Combination point) {
    }

    /**
     * Linear combination keep·x + Σ terms + deviation·z, where z are standard normals used nowhere else.
     *
     * @param keep      factor of the point x at the start of the step, finite
     * @param terms     multiples of evaluations
     * @param deviation standard deviation of the fresh noise in each coordinate, finite and at least 0
     */
    public record Combination(double keep, List<Term> terms, double deviation) {
        /** The unchanged point x. */
        public static final Combination POINT = new Combination(1, List.of(), 0);

        /** Copies the terms and checks the numbers; throws {@link IllegalArgumentException}. */
        public Combination {
            terms = List.copyOf(terms);
            if (!Double.isFinite(keep)) {
                throw new IllegalArgumentException("keep=" + keep + ": must be finite");
            }
            if (!(deviation >= 0 && deviation < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("deviation=" + deviation + ": must be finite and at least 0");
            }
        }

        /** {@return whether the combination is the unchanged point x, as {@link #POINT}} */
        public boolean isPoint() {
            return keep == 1 && terms.isEmpty() && deviation == 0;
        }
    }

    /**
     * Multiple of an evaluation, point·y + score·s_w(y), with y the point of the evaluation and s_w the guided score
     * there.
     *
     * @param evaluation number of the evaluation relative to the step, whose first stage is 0
     * @param point      factor of y, finite
     * @param score      factor of s_w(y), finite
     */
    public record Term(int evaluation, double point, double score) {
        /** Checks the numbers; throws {@link IllegalArgumentException}. */
        public Term {
            if (!Double.isFinite(point) || !Double.isFinite(score)) {
                throw new IllegalArgumentException("point=" + point + ", score=" + score + ": must be finite");
            }
        }
    }

    /**
     * Copies the stages and checks that each refers to earlier evaluations only; throws
     * {@link IllegalArgumentException}.
     */
    public StepTable {
        stages = List.copyOf(stages);
        if (stages.isEmpty()) {
            throw new IllegalArgumentException("stages=[]: must have at least one stage");
        }
        for (int j = 0; j <= stages.size(); j++) {
            for (Term term : (j < stages.size() ? stages.get(j).point() : result).terms()) {
                if (term.evaluation() >= j) {
                    throw new IllegalArgumentException("evaluation=" + term.evaluation() + ": must be below " + j);
                }
            }
        }
    }

    /** {@return number of evaluations before the step that it refers to, at least 0} */
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
     * Variance of the noise that the step adds to each coordinate, without the effect of the scores: exact if no stage
     * draws noise, otherwise in the limit of short steps.
     *
     * @return at least 0
     */
    public double addedVariance() {
        // weights[j] is the derivative of the result by the point of stage j.
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
