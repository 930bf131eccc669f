package org.guidecheck.sampler;

import org.guidecheck.distribution.NoiseLevel;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The deterministic sampler (Song, Meng and Ermon, <i>Denoising diffusion implicit models</i>, ICLR 2021, equation 12 at
 * η = 0): x′ = √t′ x̂_0 + √τ′ ε, both guided. Randomness enters at the start alone.
 */
public final class Ddim extends SteppingSampler {

    @Override
    public String name() {
        return "ddim";
    }

    @Override
    void step(INDArray x, Prediction prediction, double w, NoiseLevel to, Noise noise) {
        INDArray clean = prediction.denoised(w, x);
        INDArray epsilon = prediction.epsilon(w);
        x.assign(clean.muli(Math.sqrt(to.signal()))).addi(epsilon.muli(Math.sqrt(to.noise())));
    }
}
