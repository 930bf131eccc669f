package org.guidecheck.sampler.scheme;

import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;

/**
 * Heun's method in flow time (Liu, Gong and Liu, arXiv 2209.03003; Lipman et al., arXiv 2210.02747): dx/du = ε − x̂_0 for
 * x = (1 − u) x_0 + u z, u = σ/(1 + σ), with Euler's method in a step to clean data. Euler's method throughout is DDIM.
 */
record FlowHeun() implements Scheme {

    @Override
    public String name() {
        return "flow-heun";
    }

    @Override
    public Step step(TimeGrid grid, int k) {
        NoiseLevel from = grid.level(k);
        NoiseLevel to = grid.level(k + 1);
        // x = y/(1 + σ) and u′ − u = (σ′ − σ)/((1 + σ)(1 + σ′)), so y′ = (1 + σ′)/(1 + σ) y + (σ′ − σ)/(1 + σ) v.
        Sum start = Sum.start((1 + to.sigma()) / (1 + from.sigma()));
        double change = (to.sigma() - from.sigma()) / (1 + from.sigma());
        Step.Stages stages = new Step.Stages();
        Evaluation first = stages.evaluate(from, Sum.START);
        Sum ahead = start.noise(first, change).clean(first, -change);
        if (to.isClean()) {
            return stages.end(ahead);
        }
        Evaluation second = stages.evaluate(to, ahead);
        double half = 0.5 * change;
        return stages.end(start.noise(first, half).clean(first, -half).noise(second, half).clean(second, -half));
    }
}
