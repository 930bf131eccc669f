package org.guidecheck.sampler;

import org.guidecheck.law.NoiseLevel;

/**
 * Ancestral sampling (Ho, Jain and Abbeel, <i>Denoising diffusion probabilistic models</i>, NeurIPS 2020, equations 6
 * and 7) on any grid: each step draws from the law of the next level's point given this one and the guided x̂_0, with
 * variance β̃. There is no noise in a step to clean data.
 */
public final class Ddpm implements GaussianSampler {

    @Override
    public String name() {
        return "ddpm";
    }

    @Override
    public Transition transition(NoiseLevel from, NoiseLevel to) {
        double beta = -Math.expm1(from.logSignal() - to.logSignal());
        // x̂_0 = (x + τ s)/√t put into the mean of DDPM leaves (x + β s)/√α, α = t/t′.
        double root = Math.exp(0.5 * (from.logSignal() - to.logSignal()));
        return new Transition(1 / root, beta / root, Math.sqrt(to.noise() / from.noise() * beta));
    }
}
