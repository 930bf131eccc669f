package org.guidecheck.sampler.scheme;

import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;

/**
 * Ancestral schemes of k-diffusion (K. Crowson): a step of a second-order scheme down to a level below the next, then
 * noise up to it ({@link Levels#down}). DPM2 is the midpoint rule in log σ for dy/dσ = ε, DPM-Solver-2 of Lu, Zhou, Bao,
 * Chen, Li and Zhu, arXiv 2206.00927, algorithm 1 with r = ½; 2S is {@link ExponentialSinglestep}. A step to clean data
 * is x̂_0.
 *
 * @param isDataForm whether the step is that of 2S, rather than of DPM2
 * @param eta        η in [0, 1], the share of the noise; 0 is possible for DPM2 alone, whose deterministic form it is
 */
record Ancestral(boolean isDataForm, double eta) implements Scheme {

    @Override
    public String name() {
        return (isDataForm ? "dpmpp-2s" : "dpm2") + (eta == 0 ? "" : "-ancestral")
                + (eta == 0 || eta == 1 ? "" : ":" + Words.text(eta));
    }

    @Override
    public Step step(TimeGrid grid, int k) {
        NoiseLevel from = grid.level(k);
        NoiseLevel to = grid.level(k + 1);
        if (to.isClean()) {
            return Step.single(from, Sum.start(0).clean(Evaluation.first(grid, k), 1));
        }
        NoiseLevel down = eta == 0 ? to : Levels.down(from, to, eta);
        double up = Levels.up(from, to, eta);
        if (isDataForm) {
            return ExponentialSinglestep.second(from, down, up);
        }
        NoiseLevel middle = Levels.between(from, down, 0.5);
        Step.Stages stages = new Step.Stages();
        Evaluation first = stages.evaluate(from, Sum.START);
        Evaluation second = stages.evaluate(middle, Sum.START.noise(first, middle.sigma() - from.sigma()));
        return stages.end(Sum.START.noise(second, down.sigma() - from.sigma()).fresh(up));
    }

    /** An ancestral scheme from the words after its name. */
    static Ancestral of(boolean isDataForm, Words words) {
        return new Ancestral(isDataForm, words.number("ETA", 1, value -> value > 0 && value <= 1, "in (0, 1]"));
    }
}
