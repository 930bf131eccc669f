package org.guidecheck.sampler.scheme;

import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;

/**
 * DDPM with a variance between β̃ and β, exp(v log β + (1 − v) log β̃): Nichol and Dhariwal, arXiv 2102.09672, equation
 * 15, which networks predict; v = 1 is the larger choice of Ho, Jain and Abbeel, arXiv 2006.11239, section 3.2. As β̃ =
 * β τ′/τ, the variance is β (τ′/τ)^{1−v}. A step to clean data adds no noise.
 *
 * @param v share in (0, 1]; 0 would be the built-in sampler {@code ddpm}
 */
record AncestralVariance(double v) implements Scheme {

    @Override
    public String name() {
        return "ddpm:" + Words.text(v);
    }

    @Override
    public Step step(TimeGrid grid, int k) {
        NoiseLevel from = grid.level(k);
        NoiseLevel to = grid.level(k + 1);
        Evaluation now = Evaluation.first(grid, k);
        if (to.isClean()) {
            return Step.single(from, Sum.start(0).clean(now, 1));
        }
        double ratio = to.sigma() / from.sigma();
        double beta = -Math.expm1(from.logSignal() - to.logSignal());
        double variance = beta * Math.pow(to.noise() / from.noise(), 1 - v) / to.signal();
        return Step.single(from, Sum.start(ratio * ratio).clean(now, 1 - ratio * ratio).fresh(Math.sqrt(variance)));
    }
}
