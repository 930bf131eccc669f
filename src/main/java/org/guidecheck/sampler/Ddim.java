package org.guidecheck.sampler;

import org.guidecheck.law.NoiseLevel;

/**
 * The implicit sampler (Song, Meng and Ermon, <i>Denoising diffusion implicit models</i>, ICLR 2021, equation 12):
 * x′ = √t′ x̂_0 + √(τ′ − σ²) ε + σ z, both predictions guided, with σ² = η² β̃ as in their equation 16,
 * β̃ = (τ′/τ)(1 − t/t′). At η = 0 it is deterministic and randomness enters at the start alone; at η = 1 it is
 * {@link Ddpm}.
 */
public final class Ddim implements GaussianSampler {
    private final double eta;

    /** The deterministic sampler, η = 0. */
    public Ddim() {
        this(0);
    }

    /**
     * The sampler with a share of the noise of ancestral sampling.
     *
     * @param eta η in [0, 1]
     * @throws IllegalArgumentException if it is not
     */
    public Ddim(double eta) {
        if (!(eta >= 0 && eta <= 1)) {
            throw new IllegalArgumentException("eta=" + eta + ": must be in [0, 1]");
        }
        // Not −0, which would show in the name.
        this.eta = eta + 0.0;
    }

    /** {@inheritDoc} It is {@code ddim}, or {@code ddim:ETA} where η is not 0. */
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

    /** √(τ′ − σ²), the share of the predicted noise that is kept. */
    private double direction(NoiseLevel from, NoiseLevel to) {
        return Math.sqrt(to.noise() * Math.max(0, 1 - eta * eta * beta(from, to) / from.noise()));
    }

    /** σ. */
    private double deviation(NoiseLevel from, NoiseLevel to) {
        return eta * Math.sqrt(to.noise() / from.noise() * beta(from, to));
    }

    private static double beta(NoiseLevel from, NoiseLevel to) {
        return -Math.expm1(from.logSignal() - to.logSignal());
    }
}
