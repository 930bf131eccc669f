package org.guidecheck.claim;

import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;

/**
 * Euler–Maruyama steps with factors on their noise and on the weight.
 *
 * @param noise  1 for the right noise
 * @param weight 1 for the right weight
 */
public record WrongSteps(double noise, double weight) implements GuidedSampler {
    @Override
    public String name() {
        return "noise times " + noise + ", weight times " + weight;
    }

    @Override
    public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise normals) {
        double[] x = normals.next();
        for (int k = 0; k < grid.steps(); k++) {
            double du = grid.level(k + 1).logSignal() - grid.level(k).logSignal();
            Denoiser.Scores scores = denoiser.scores(grid.level(k), x, normals.dimension());
            double w = weight * guidance.meanWeight(grid.level(k), grid.level(k + 1));
            double[] z = normals.next();
            for (int i = 0; i < x.length; i++) {
                x[i] = (1 + 0.5 * du) * x[i] + du * scores.guided(i, w) + noise * Math.sqrt(du) * z[i];
            }
        }
        return x;
    }
}
