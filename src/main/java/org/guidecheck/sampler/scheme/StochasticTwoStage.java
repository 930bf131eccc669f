package org.guidecheck.sampler.scheme;

import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;

/**
 * SDE-DPM-Solver++ in two stages, as K. Crowson's k-diffusion combines the first-order SDE step of Lu, Zhou, Bao, Chen,
 * Li and Zhu, arXiv 2211.01095, with their algorithm 1, r = ½. The noise of the stage and that of the step come from
 * one Brownian motion over σ: z = √share z_1 + √(1 − share) z_2 with share = (σ − σ_middle)/(σ − σ′). A step to clean
 * data is x̂_0.
 */
record StochasticTwoStage() implements Scheme {

    @Override
    public String name() {
        return "dpmpp-sde";
    }

    @Override
    public Step step(TimeGrid grid, int k) {
        NoiseLevel from = grid.level(k);
        NoiseLevel to = grid.level(k + 1);
        if (to.isClean()) {
            return Step.single(from, Sum.start(0).clean(Evaluation.first(grid, k), 1));
        }
        NoiseLevel middle = Levels.between(from, to, 0.5);
        Step.Stages stages = new Step.Stages();
        Evaluation first = stages.evaluate(from, Sum.START);
        Sum drift = drift(from, middle, first);
        double deviation = Levels.up(from, middle, 1);
        Evaluation second = stages.evaluate(middle, drift.fresh(deviation));
        double share = (from.sigma() - middle.sigma()) / (from.sigma() - to.sigma());
        double noise = Levels.up(from, to, 1);
        // The stage's noise z_1 is its point less its drift.
        double again = noise * Math.sqrt(share) / deviation;
        return stages.end(drift(from, to, second).plus(again, Sum.point(second)).plus(-again, drift)
                .fresh(noise * Math.sqrt(1 - share)));
    }

    private static Sum drift(NoiseLevel from, NoiseLevel to, Evaluation evaluation) {
        double h = Levels.lambda(to) - Levels.lambda(from);
        return Sum.start(Math.exp(-2 * h)).clean(evaluation, -Math.expm1(-2 * h));
    }
}
