package org.guidecheck.guard;

/** Plain sampler whose step adds normal noise to a mean: x′ = mean + √variance z. */
abstract class PlainNoisySampler extends PlainSampler {
    final Coefficient variance;
    Coefficient deviation;

    PlainNoisySampler(String name, Coefficient variance) {
        super(name);
        this.variance = variance;
        this.deviation = step -> Math.sqrt(variance.of(step));
    }

    abstract Batch mean(Batch x, Step step, double w, Run run);

    @Override
    Batch next(Batch x, Step step, double w, Run run) {
        Batch mean = mean(x, step, w, run);
        double scale = deviation.of(step);
        return scale > 0 ? mean.add(run.normals().get().mul(scale)) : mean;
    }
}
