package org.guidecheck.guard;

import org.guidecheck.sampler.Ddpm;

/** {@link Ddpm}, written out: x′ = √α (τ′/τ) x + √t′ (β/τ) x̂_0 + √β̃ z. */
class PlainDdpm extends PlainNoisySampler {
    Coefficient ofPoint = s -> Math.sqrt(s.alpha()) * s.to().noise() / s.from().noise();
    Coefficient ofClean = s -> Math.sqrt(s.to().signal()) * s.beta() / s.from().noise();

    PlainDdpm() {
        super("ddpm", s -> s.to().noise() / s.from().noise() * s.beta());
    }

    @Override
    final Batch mean(Batch x, Step step, double w, Run run) {
        Batch estimate = clean.of(x, score(x, step.from(), step, w, run), step.from());
        return x.mul(ofPoint.of(step)).add(estimate.mul(ofClean.of(step)));
    }
}
