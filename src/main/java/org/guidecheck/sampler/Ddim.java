package org.guidecheck.sampler;

import org.guidecheck.law.NoiseLevel;

/**
 * DDIM sampler with stochasticity η (Song, Meng and Ermon, <i>Denoising diffusion implicit models</i>, ICLR 2021,
 * equation 12): x′ = √t′ x̂_0 + √(τ′ − σ²) ε + σ z with guided predictions x̂_0 and ε. As in their equation 16, σ² = η²
 * β̃ with β̃ = (τ′/τ)(1 − t/t′). At η = 0 only the start is random; at η = 1 the sampler is {@link Ddpm}.
 */
public final class Ddim implements GaussianSampler {
    private final double eta;

    /** Deterministic DDIM, η = 0. */
    public Ddim() {
        this(0);
    }

    /**
     * DDIM with part of the noise of ancestral sampling.
     *
     * @param eta η in [0, 1]
     * @throws IllegalArgumentException if η is out of range
     */
    public Ddim(double eta) {
        if (!(eta >= 0 && eta <= 1)) {
            throw new IllegalArgumentException("eta=" + eta + ": must be in [0, 1]");
        }
        // Turns −0 into 0, as the sign would appear in the name.
        this.eta = eta + 0.0;
    }

    /** {@inheritDoc} {@code ddim} at η = 0, otherwise {@code ddim:ETA}. */
    @Override
    public String name() {
        return eta == 0 ? "ddim" : "ddim:" + (eta == 1 ? "1" : Double.toString(eta));
    }

    @Override
    public Transition transition(NoiseLevel from, NoiseLevel to) {
        double root = Math.exp(0.5 * (to.logSignal() - from.logSignal()));
        return new Transition(root, root * from.noise() - direction(from, to) * Math.sqrt(from.noise()),
                deviation(from, to));
    }

    /** √(τ′ − σ²), the factor of ε. */
    private double direction(NoiseLevel from, NoiseLevel to) {
        return Math.sqrt(to.noise() * Math.max(0, 1 - eta * eta * beta(from, to) / from.noise()));
    }

    /** The standard deviation σ of fresh noise. */
    private double deviation(NoiseLevel from, NoiseLevel to) {
        return eta * Math.sqrt(to.noise() / from.noise() * beta(from, to));
    }

    /** Share of the signal that a forward step from the later level to the earlier one takes, 1 − t/t′. */
    static double beta(NoiseLevel from, NoiseLevel to) {
        // Levels that differ in their last digit alone may seem to lose signal.
        return Math.max(0, -Math.expm1(from.logSignal() - to.logSignal()));
    }
}
