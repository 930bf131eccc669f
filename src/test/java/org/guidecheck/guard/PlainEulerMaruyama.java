package org.guidecheck.guard;

import org.guidecheck.sampler.EulerMaruyama;

/** {@link EulerMaruyama}, written out: x′ = x + ½ x du + s_w du + √du z. */
class PlainEulerMaruyama extends PlainSampler {
    PlainEulerMaruyama() {
        super("euler-maruyama");
    }

    @Override
    Batch step(Batch x, Step s, double w, Run run) {
        Batch score = score(x, s.from(), s, w, run);
        Batch mean = x.mul(1 + growth(s)).add(score.mul(push(s)));
        double deviation = deviation(s);
        return deviation > 0 ? mean.add(run.normals().get().mul(deviation)) : mean;
    }

    double growth(Step s) {
        return 0.5 * s.du();
    }

    double push(Step s) {
        return s.du();
    }

    double deviation(Step s) {
        return Math.sqrt(s.du());
    }
}
