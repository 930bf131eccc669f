package org.guidecheck.sampler.scheme;

import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;

/**
 * DPM-Solver++ singlestep schemes. 2S is algorithm 1 of Lu, Zhou, Bao, Chen, Li and Zhu, arXiv 2211.01095, with r = ½:
 * a second evaluation halfway in λ. 3S is DPM-Solver-3, algorithm 2 of the same authors' arXiv 2206.00927 with r_1 = ⅓
 * and r_2 = ⅔, for predictions of the clean point. A step to clean data is x̂_0.
 *
 * @param order 2 or 3
 */
record ExponentialSinglestep(int order) implements Scheme {

    @Override
    public String name() {
        return "dpmpp-" + order + "s";
    }

    @Override
    public Step step(TimeGrid grid, int k) {
        NoiseLevel to = grid.level(k + 1);
        if (to.isClean()) {
            return Step.single(grid.level(k), Sum.start(0).clean(Evaluation.first(grid, k), 1));
        }
        return order == 2 ? second(grid.level(k), to, 0) : third(grid.level(k), to);
    }

    /** A step of 2S to a noisy level, with fresh noise at the end. */
    static Step second(NoiseLevel from, NoiseLevel to, double deviation) {
        double h = Levels.lambda(to) - Levels.lambda(from);
        Step.Stages stages = new Step.Stages();
        Evaluation first = stages.evaluate(from, Sum.START);
        Evaluation middle = stages.evaluate(Levels.between(from, to, 0.5), decay(h / 2, first));
        // With r = ½ the mean (1 − 1/(2r)) D + 1/(2r) D_middle is the second prediction alone.
        return stages.end(decay(h, middle).fresh(deviation));
    }

    private static Step third(NoiseLevel from, NoiseLevel to) {
        double h = Levels.lambda(to) - Levels.lambda(from);
        Step.Stages stages = new Step.Stages();
        Evaluation first = stages.evaluate(from, Sum.START);
        Evaluation one = stages.evaluate(Levels.between(from, to, 1.0 / 3), decay(h / 3, first));
        double inner = 2 * Lagrange.moment(1, 2 * h / 3);
        Evaluation two = stages.evaluate(Levels.between(from, to, 2.0 / 3),
                decay(2 * h / 3, first).clean(one, inner).clean(first, -inner));
        double outer = 1.5 * Lagrange.moment(1, h);
        return stages.end(decay(h, first).clean(two, outer).clean(first, -outer));
    }

    /** Exact solution over a step h in λ for a constant clean point. */
    private static Sum decay(double h, Evaluation evaluation) {
        return Sum.start(Math.exp(-h)).clean(evaluation, -Math.expm1(-h));
    }
}
