package org.guidecheck.sampler;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.StepTable.Combination;
import org.guidecheck.sampler.StepTable.Stage;
import org.guidecheck.sampler.StepTable.Term;

/**
 * Heun's method with noise added before each step, as in algorithm 2 of Karras et al., arXiv 2206.00364: a sampler
 * whose tables have noise in a stage and use points of evaluations.
 *
 * @param churn  σ is raised to (1 + churn)·σ
 * @param memory multiple of the last evaluation before a step, its point and its score, that is added at the end of the
 *               step; 0 for the method of the paper
 */
public record Churned(double churn, double memory) implements LinearSampler {

    @Override
    public String name() {
        return "churned";
    }

    @Override
    public StepTable step(TimeGrid grid, int k) {
        NoiseLevel from = grid.level(k);
        NoiseLevel to = grid.level(k + 1);
        NoiseLevel raised = NoiseLevel.ofLogSnr(from.logSnr() - 2 * Math.log1p(churn));
        double deviation = Math.sqrt(raised.sigma() * raised.sigma() - from.sigma() * from.sigma());
        Stage first = new Stage(raised,
                new Combination(root(raised) / root(from), List.of(), root(raised) * deviation));
        // Euler's method for a step to clean data.
        double slope = -raised.sigma() * root(raised) * (to.sigma() - raised.sigma());
        List<Stage> stages = new ArrayList<>(List.of(first));
        List<Term> terms = new ArrayList<>();
        if (to.isClean()) {
            terms.add(new Term(0, 1 / root(raised), slope));
        } else {
            double endSlope = -to.sigma() * root(to) * (to.sigma() - raised.sigma());
            stages.add(new Stage(to,
                    new Combination(0, List.of(new Term(0, root(to) / root(raised), root(to) * slope)), 0)));
            terms.add(new Term(0, root(to) / root(raised), 0.5 * root(to) * slope));
            terms.add(new Term(1, 0, 0.5 * root(to) * endSlope));
        }
        if (k > 0 && memory != 0) {
            terms.add(new Term(-1, memory, memory));
        }
        return new StepTable(stages, new Combination(0, terms, 0));
    }

    private static double root(NoiseLevel level) {
        return Math.sqrt(level.signal());
    }
}
