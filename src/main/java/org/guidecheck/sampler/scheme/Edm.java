package org.guidecheck.sampler.scheme;

import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;

/**
 * Stochastic sampler of Karras, Aittala, Aila and Laine, arXiv 2206.00364, algorithm 2 with σ(t) = t and s(t) = 1: noise
 * is added up to σ̂ = (1 + γ)σ, then a step of Heun's method leads to σ′, which is Euler's to clean data. γ = min(churn/N,
 * √2 − 1) where min ≤ σ ≤ max, and 0 elsewhere. Without churn it is algorithm 1. It differs from the built-in sampler
 * {@code heun} in the step to clean data.
 *
 * @param churn S_churn, at least 0
 * @param min   S_tmin
 * @param max   S_tmax, +∞ for all levels
 * @param scale S_noise, the factor of the deviation of the noise; another one than 1 does not keep the law
 */
record Edm(double churn, double min, double max, double scale) implements Scheme {

    @Override
    public String name() {
        if (churn == 0) {
            return "edm";
        }
        return "edm:" + Words.text(churn)
                + (min > 0 || max < Double.POSITIVE_INFINITY || scale != 1
                        ? ":" + Words.text(min) + ":" + Words.text(max) : "")
                + (scale == 1 ? "" : ":" + Words.text(scale));
    }

    @Override
    public Step step(TimeGrid grid, int k) {
        NoiseLevel from = grid.level(k);
        NoiseLevel to = grid.level(k + 1);
        boolean isChurned = from.sigma() >= min && from.sigma() <= max;
        double gamma = isChurned ? Math.min(churn / grid.steps(), Math.sqrt(2) - 1) : 0;
        Step.Stages stages = new Step.Stages();
        NoiseLevel raised = gamma > 0 ? Levels.ofSigma((1 + gamma) * from.sigma()) : from;
        double deviation = scale * from.sigma() * Math.sqrt(gamma * (2 + gamma));
        Evaluation first = stages.evaluate(raised, Sum.START.fresh(deviation));
        Sum start = gamma > 0 ? Sum.point(first) : Sum.START;
        double change = to.sigma() - raised.sigma();
        Sum ahead = start.noise(first, change);
        if (to.isClean()) {
            return stages.end(ahead);
        }
        Evaluation second = stages.evaluate(to, ahead);
        return stages.end(start.noise(first, 0.5 * change).noise(second, 0.5 * change));
    }

    /** A scheme from the words after its name. */
    static Edm of(Words words) {
        double churn = words.number("CHURN", 0, value -> value >= 0, "at least 0");
        double min = words.number("MIN", 0, value -> value >= 0, "at least 0");
        double max = words.number("MAX", Double.POSITIVE_INFINITY, value -> value >= min, "at least MIN");
        return new Edm(churn, min, max, words.number("NOISE", 1, value -> value > 0, "above 0"));
    }
}
