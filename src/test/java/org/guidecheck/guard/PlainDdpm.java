package org.guidecheck.guard;

import org.guidecheck.sampler.Ddpm;

/** {@link Ddpm}, written out: x′ = √α (τ′/τ) x + √t′ (β/τ) x̂_0 + √β̃ z. */
class PlainDdpm extends PlainSampler {
    PlainDdpm() {
        super("ddpm");
    }

    @Override
    Batch step(Batch x, Step s, double w, Run run) {
        Batch clean = clean(x, score(x, s.from(), s, w, run), s.from());
        Batch mean = x.mul(ofPoint(s)).add(clean.mul(ofClean(s)));
        double deviation = deviation(s);
        return deviation > 0 ? mean.add(run.normals().get().mul(deviation)) : mean;
    }

    double ofPoint(Step s) {
        return Math.sqrt(s.alpha()) * s.to().noise() / s.from().noise();
    }

    double ofClean(Step s) {
        return Math.sqrt(s.to().signal()) * s.beta() / s.from().noise();
    }

    double variance(Step s) {
        return s.to().noise() / s.from().noise() * s.beta();
    }

    double deviation(Step s) {
        return Math.sqrt(variance(s));
    }
}
