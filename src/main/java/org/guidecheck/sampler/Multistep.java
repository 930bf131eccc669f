package org.guidecheck.sampler;

import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.diffusion.TimeGrid;
import org.guidecheck.distribution.NoiseLevel;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * DPM-Solver++(2M), the two-step method of second order for the guided probability-flow ODE (Lu, Zhou, Bao, Chen, Li and
 * Zhu, <i>DPM-Solver++: Fast solver for guided sampling of diffusion probabilistic models</i>, arXiv 2211.01095,
 * algorithm 2). With h half the step in λ it is
 *
 * <pre>  x′ = √(τ′/τ) x + √t′ (1 − e^{−h}) ( x̂_0 + (h/(2 h₋)) (x̂_0 − x̂_0₋) ),  </pre>
 *
 * the minus sign marking the step before. The first step, and one to clean data, for which h is infinite, have no second
 * term and are those of {@link Ddim}.
 *
 * <p>Both predictions are guided with the weight of the present step, so that a weight that jumps between two steps is
 * not taken for a slope.
 */
public final class Multistep implements GuidedSampler {

    @Override
    public String name() {
        return "multistep";
    }

    @Override
    public INDArray sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise, int points) {
        INDArray x = noise.start(points);
        INDArray before = null;
        Prediction earlier = null;
        for (int k = 0; k < grid.steps(); k++) {
            NoiseLevel from = grid.level(k);
            NoiseLevel to = grid.level(k + 1);
            double w = guidance.meanWeight(from, to);
            Prediction prediction = denoiser.predict(from, x);
            INDArray clean = prediction.denoised(w, x);
            INDArray now = x.dup();
            if (earlier != null && !to.isClean()) {
                double ratio = (to.logSnr() - from.logSnr()) / (from.logSnr() - earlier.level().logSnr());
                INDArray change = clean.sub(earlier.denoised(w, before));
                clean.addi(change.muli(0.5 * ratio));
            }
            double kept = Math.sqrt(to.noise() / from.noise());
            // √t′(1 − e^{−h}) = √t′ − √(τ′/τ)·√t.
            x.muli(kept).addi(clean.muli(Math.sqrt(to.signal()) - kept * Math.sqrt(from.signal())));
            before = now;
            earlier = prediction;
        }
        return x;
    }
}
