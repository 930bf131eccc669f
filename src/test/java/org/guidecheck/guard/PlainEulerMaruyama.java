package org.guidecheck.guard;

import org.guidecheck.sampler.EulerMaruyama;

/** {@link EulerMaruyama}, written out: x′ = x + ½ x du + s_w du + √du z. */
final class PlainEulerMaruyama extends PlainNoisySampler {
    Coefficient growth = s -> 0.5 * s.du();
    Coefficient ofScore = Step::du;

    PlainEulerMaruyama() {
        super("euler-maruyama", Step::du);
    }

    @Override
    Batch mean(Batch x, Step step, double w, Run run) {
        Batch score = score(x, step.from(), step, w, run);
        return x.mul(1 + growth.of(step)).add(score.mul(ofScore.of(step)));
    }
}
