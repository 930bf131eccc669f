package org.guidecheck.sampler;

import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.diffusion.TimeGrid;
import org.guidecheck.distribution.NoiseLevel;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Heun's method for the guided probability-flow ODE dY = ½(Y + s_w(Y)) du, of second order: algorithm 1 of Karras,
 * Aittala, Aila and Laine, <i>Elucidating the design space of diffusion-based generative models</i>, NeurIPS 2022, arXiv
 * 2206.00364, without its added noise. In x̄ = Y/√t and σ = √(τ/t) the equation is
 *
 * <pre>  dx̄/dσ = (x̄ − x̂_0)/σ = −σ √t s_w,  </pre>
 *
 * so that noise alone, for which x̂_0 is constant, is followed exactly by steps of any length.
 *
 * <p>A step to clean data departs from the paper, which takes x̄′ = x̂_0 there. That is Euler's method for an equation
 * whose right side vanishes like σ: it moves a point twice as far as it should. In v = σ² the equation reads
 * dx̄/dv = (x̄ − x̂_0)/(2v), regular at v = 0 if the data has a smooth density, and the midpoint rule in v is of second
 * order without asking for a score at clean data, which a law without a density does not have.
 */
public final class Heun extends FlowSampler {

    @Override
    public String name() {
        return "heun";
    }

    @Override
    void follow(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, INDArray x) {
        x.divi(Math.sqrt(grid.start().signal()));
        for (int k = 0; k < grid.steps(); k++) {
            NoiseLevel from = grid.level(k);
            NoiseLevel to = grid.level(k + 1);
            double w = guidance.meanWeight(from, to);
            INDArray slope = offset(denoiser, from, w, x);
            if (to.isClean()) {
                NoiseLevel middle = halved(from);
                INDArray half = x.sub(slope.muli(0.25));
                // dx̄/dv at v/2 is (x̄ − x̂_0)/v, and the step is −v.
                x.subi(offset(denoiser, middle, w, half));
            } else {
                double change = to.sigma() - from.sigma();
                slope.divi(from.sigma());
                INDArray predicted = x.add(slope.mul(change));
                INDArray corrected = offset(denoiser, to, w, predicted).divi(to.sigma());
                x.addi(slope.addi(corrected).muli(0.5 * change));
            }
        }
        x.muli(Math.sqrt(grid.end().signal()));
    }

    @Override
    void follow(ArrayDenoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, double[] x, int d) {
        scale(x, 1 / Math.sqrt(grid.start().signal()));
        double[] tried = new double[x.length];
        for (int k = 0; k < grid.steps(); k++) {
            NoiseLevel from = grid.level(k);
            NoiseLevel to = grid.level(k + 1);
            double w = guidance.meanWeight(from, to);
            double[] here = offset(denoiser, from, w, x, d);
            NoiseLevel second = to.isClean() ? halved(from) : to;
            double first = to.isClean() ? -0.25 : (to.sigma() - from.sigma()) / from.sigma();
            for (int i = 0; i < x.length; i++) {
                tried[i] = x[i] + first * here[i];
            }
            double[] there = offset(denoiser, second, w, tried, d);
            // In a step to clean data the slope at v/2 alone is followed.
            double ofHere = to.isClean() ? 0 : 0.5 * first;
            double ofThere = to.isClean() ? -1 : 0.5 * (to.sigma() - from.sigma()) / to.sigma();
            for (int i = 0; i < x.length; i++) {
                x[i] += ofHere * here[i] + ofThere * there[i];
            }
        }
        scale(x, Math.sqrt(grid.end().signal()));
    }

    private static void scale(double[] x, double factor) {
        for (int i = 0; i < x.length; i++) {
            x[i] *= factor;
        }
    }

    /** The level of half of v: t/τ doubled, that is λ + log 2. */
    private static NoiseLevel halved(NoiseLevel level) {
        return NoiseLevel.ofLogSnr(level.logSnr() + Math.log(2));
    }

    private static double[] offset(ArrayDenoiser denoiser, NoiseLevel level, double w, double[] x, int d) {
        double root = Math.sqrt(level.signal());
        double[] points = x.clone();
        scale(points, root);
        Denoiser.Scores scores = denoiser.scores(level, points, d);
        double[] own = scores.conditional();
        double[] all = scores.unconditional();
        double factor = -level.noise() / root;
        for (int i = 0; i < x.length; i++) {
            points[i] = factor * (own[i] + w * (own[i] - all[i]));
        }
        return points;
    }

    /** x̄ − x̂_0, which is −σ²√t s_w. */
    private static INDArray offset(Denoiser denoiser, NoiseLevel level, double w, INDArray x) {
        double root = Math.sqrt(level.signal());
        return denoiser.predict(level, x.mul(root)).score(w).muli(-level.noise() / root);
    }
}
