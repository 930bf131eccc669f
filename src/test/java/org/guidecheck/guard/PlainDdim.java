package org.guidecheck.guard;

import org.guidecheck.sampler.Ddim;

/** {@link Ddim}, written out: x′ = √t′ x̂_0 + √(τ′ − σ²) ε + σ z. */
class PlainDdim extends PlainSampler {
    private final double eta;

    PlainDdim(double eta) {
        super(new Ddim(eta).name());
        this.eta = eta;
    }

    @Override
    Batch step(Batch x, Step s, double w, Run run) {
        Batch clean = clean(x, score(x, s.from(), s, weightOfClean(w), run), s.from());
        Batch epsilon = epsilon(score(x, s.from(), s, weightOfNoise(w), run), s.from());
        Batch mean = clean.mul(ofClean(s)).add(epsilon.mul(direction(s)));
        double deviation = deviation(s);
        return deviation > 0 ? mean.add(run.normals().get().mul(deviation)) : mean;
    }

    double weightOfClean(double w) {
        return w;
    }

    double weightOfNoise(double w) {
        return w;
    }

    double ofClean(Step s) {
        return Math.sqrt(s.to().signal());
    }

    double direction(Step s) {
        return Math.sqrt(Math.max(0, s.to().noise() - variance(s)));
    }

    /** σ². */
    final double variance(Step s) {
        return eta * eta * s.to().noise() / s.from().noise() * s.beta();
    }

    double deviation(Step s) {
        return Math.sqrt(variance(s));
    }
}
