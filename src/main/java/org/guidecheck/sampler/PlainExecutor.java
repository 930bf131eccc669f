package org.guidecheck.sampler;

import org.guidecheck.sampler.StepTable.Combination;
import org.guidecheck.sampler.StepTable.Stage;
import org.guidecheck.sampler.StepTable.Term;

/**
 * Executor for any denoiser: runs step by step on the whole batch.
 *
 * @param denoiser computes the scores
 */
public record PlainExecutor(Denoiser denoiser) implements TableExecutor {

    /** Points of an evaluation and the scores there. */
    @SuppressWarnings("ArrayRecordComponent") // private and never changed
    private record Evaluation(double[] points, Denoiser.Scores scores) {
    }

    @Override
    public double[] run(StepPlan plan, Noise noise) {
        Run run = new Run(plan, noise, new Evaluation[plan.memory()]);
        double[] x = noise.next();
        for (int k = 0; k < plan.steps(); k++) {
            StepTable table = plan.table(k);
            for (int j = 0; j < table.stages().size(); j++) {
                Stage stage = table.stages().get(j);
                double[] points = run.combined(k, stage.point(), x);
                run.memory[plan.evaluation(k, j) % plan.memory()] =
                        new Evaluation(points, denoiser.scores(stage.level(), points, noise.dimension()));
            }
            x = run.combined(k, table.result(), x);
        }
        return x;
    }

    /** A run in progress, with the stored evaluations. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Run(StepPlan plan, Noise noise, Evaluation[] memory) {

        double[] combined(int k, Combination combination, double[] x) {
            if (combination.isPoint()) {
                return x;
            }
            double[] result = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                result[i] = combination.keep() * x[i];
            }
            for (Term term : combination.terms()) {
                Evaluation used = memory[plan.evaluation(k, term.evaluation()) % plan.memory()];
                for (int i = 0; i < x.length; i++) {
                    result[i] += term.point() * used.points[i] + term.score() * used.scores.guided(i, plan.weight(k));
                }
            }
            if (combination.deviation() > 0) {
                double[] z = noise.next();
                for (int i = 0; i < x.length; i++) {
                    result[i] += combination.deviation() * z[i];
                }
            }
            return result;
        }
    }
}
