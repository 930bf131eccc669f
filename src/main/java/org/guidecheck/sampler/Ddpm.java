package org.guidecheck.sampler;

import org.guidecheck.law.NoiseLevel;

/**
 * DDPM ancestral sampler on any grid (Ho, Jain and Abbeel, <i>Denoising diffusion probabilistic models</i>, NeurIPS
 * 2020, equations 6 and 7): each step draws the next point from its law given the present point and the guided x̂_0,
 * with variance β̃ = (τ′/τ)(1 − t/t′). A step to clean data adds no noise.
 */
public final class Ddpm implements GaussianSampler {

    @Override
    public String name() {
        return "ddpm";
    }

    @Override
    public Transition transition(NoiseLevel from, NoiseLevel to) {
        double beta = Ddim.beta(from, to);
        // With x̂_0 = (x + τ s)/√t the mean of DDPM becomes (x + β s)/√α, α = t/t′.
        double root = Math.exp(0.5 * (from.logSignal() - to.logSignal()));
        return new Transition(1 / root, beta / root, Math.sqrt(to.noise() / from.noise() * beta));
    }
}
