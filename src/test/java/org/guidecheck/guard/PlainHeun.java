package org.guidecheck.guard;

import java.util.function.BinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.sampler.Heun;

/** {@link Heun}, written out in y = x/√t and σ = √(τ/t), the last step in σ². */
final class PlainHeun extends PlainSampler {
    Combination predicted = (y, slope, change) -> y.add(slope.mul(change));
    Function<Step, NoiseLevel> levelOfCorrector = Step::to;
    DoubleUnaryOperator weightOfCorrector = DoubleUnaryOperator.identity();
    BinaryOperator<Batch> average = (first, second) -> first.add(second).mul(0.5);
    /** The level where σ² is half of its value at the start of the step. */
    Function<Step, NoiseLevel> middle = s -> NoiseLevel.ofLogSnr(s.from().logSnr() + Math.log(2));

    PlainHeun() {
        super("heun");
    }

    @Override
    Batch next(Batch x, Step step, double w, Run run) {
        Batch y = x.div(Math.sqrt(step.from().signal()));
        Batch slope = slope(y, step.from(), step, w, run);
        if (step.to().isClean()) {
            // dy/dv is dy/dσ over 2σ, v = σ²: a step of v/2 is one of σ/4.
            Batch half = y.sub(slope.mul(0.25 * step.from().sigma()));
            NoiseLevel there = middle.apply(step);
            double v = step.from().sigma() * step.from().sigma();
            return y.sub(slope(half, there, step, w, run).mul(v / (2 * there.sigma())));
        }
        double change = step.to().sigma() - step.from().sigma();
        Batch corrected = slope(predicted.of(y, slope, change), levelOfCorrector.apply(step), step,
                weightOfCorrector.applyAsDouble(w), run);
        return y.add(average.apply(slope, corrected).mul(change)).mul(Math.sqrt(step.to().signal()));
    }

    /** dy/dσ = (y − x̂_0)/σ. */
    private Batch slope(Batch y, NoiseLevel level, Step step, double w, Run run) {
        Batch x = y.mul(Math.sqrt(level.signal()));
        return y.sub(clean.of(x, score(x, level, step, w, run), level)).div(level.sigma());
    }
}
