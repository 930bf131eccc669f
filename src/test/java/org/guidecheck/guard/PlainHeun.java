package org.guidecheck.guard;

import org.guidecheck.law.NoiseLevel;
import org.guidecheck.sampler.Heun;

/** {@link Heun}, written out in y = x/√t and σ, the last step in σ². */
class PlainHeun extends PlainSampler {
    PlainHeun() {
        super("heun");
    }

    @Override
    Batch step(Batch x, Step s, double w, Run run) {
        Batch y = x.div(Math.sqrt(s.from().signal()));
        Batch slope = slope(y, s.from(), s, w, run);
        if (s.to().isClean()) {
            // dy/dv is dy/dσ over 2σ, v = σ²: a step of v/2 is one of σ/4.
            Batch half = y.sub(slope.mul(0.25 * s.from().sigma()));
            NoiseLevel middle = middle(s);
            double v = s.from().sigma() * s.from().sigma();
            return y.sub(slope(half, middle, s, w, run).mul(v / (2 * middle.sigma())));
        }
        double change = s.to().sigma() - s.from().sigma();
        Batch predicted = predicted(y, slope, change);
        Batch corrected = slope(predicted, levelOfCorrector(s), s, weightOfCorrector(w), run);
        return y.add(average(slope, corrected).mul(change)).mul(Math.sqrt(s.to().signal()));
    }

    /** dy/dσ = (y − x̂_0)/σ. */
    final Batch slope(Batch y, NoiseLevel level, Step s, double w, Run run) {
        Batch x = y.mul(Math.sqrt(level.signal()));
        return y.sub(clean(x, score(x, level, s, w, run), level)).div(level.sigma());
    }

    Batch predicted(Batch y, Batch slope, double change) {
        return y.add(slope.mul(change));
    }

    NoiseLevel levelOfCorrector(Step s) {
        return s.to();
    }

    double weightOfCorrector(double w) {
        return w;
    }

    Batch average(Batch first, Batch second) {
        return first.add(second).mul(0.5);
    }

    /** Where σ² is half of what it is at the start of the step. */
    NoiseLevel middle(Step s) {
        return NoiseLevel.ofLogSnr(s.from().logSnr() + Math.log(2));
    }
}
