package org.guidecheck.guard;

import java.util.function.DoubleUnaryOperator;
import org.guidecheck.sampler.Ddim;

/** {@link Ddim}, written out: x′ = √t′ x̂_0 + √(τ′ − σ²) ε + σ z, σ² = η² (τ′/τ) β. */
final class PlainDdim extends PlainNoisySampler {
    DoubleUnaryOperator weightOfClean = DoubleUnaryOperator.identity();
    DoubleUnaryOperator weightOfEpsilon = DoubleUnaryOperator.identity();
    Coefficient ofClean = s -> Math.sqrt(s.to().signal());
    Coefficient ofEpsilon = s -> Math.sqrt(Math.max(0, s.to().noise() - variance.of(s)));

    PlainDdim(double eta) {
        super(new Ddim(eta).name(), s -> eta * eta * s.to().noise() / s.from().noise() * s.beta());
    }

    @Override
    Batch mean(Batch x, Step step, double w, Run run) {
        Batch scoreOfClean = score(x, step.from(), step, weightOfClean.applyAsDouble(w), run);
        Batch scoreOfEpsilon = score(x, step.from(), step, weightOfEpsilon.applyAsDouble(w), run);
        return clean.of(x, scoreOfClean, step.from()).mul(ofClean.of(step))
                .add(epsilon.apply(scoreOfEpsilon, step.from()).mul(ofEpsilon.of(step)));
    }
}
