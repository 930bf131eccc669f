package org.guidecheck.sampler;

import java.util.Arrays;
import org.guidecheck.law.NoiseLevel;

/**
 * Predictions of clean points from a denoiser's scores: Tweedie's formula x̂_0 = (x + τ s)/√t, and near pure noise, where
 * it divides a difference of nearly equal numbers by √t, a polynomial in √t through its values at noise levels nearby.
 *
 * <p>As a function of r = √t the prediction at x is analytic around r = 0, and its value at −r is the prediction at −x.
 * So the levels nearby lie on both sides of pure noise. With 6 of them at multiples of h = 10⁻⁴ the polynomial is off
 * by about (h ‖x_0‖ ‖x‖)⁶, and rounding by 10⁻¹⁶/h of ‖x‖.
 */
final class CleanPoints {
    /** Distance h of the levels in √t; the polynomial is used below it. */
    private static final double STEP = 1e-4;
    private static final int[] NODES = {-3, -2, -1, 1, 2, 3};

    private CleanPoints() {
    }

    /** Both predictions of the clean points. */
    static Denoiser.Scores of(Denoiser denoiser, NoiseLevel level, double[] points, int dimension) {
        double root = Math.sqrt(level.signal());
        return root < STEP ? interpolated(denoiser, root / STEP, points, dimension)
                : tweedie(denoiser, level, points, dimension);
    }

    private static Denoiser.Scores tweedie(Denoiser denoiser, NoiseLevel level, double[] points, int dimension) {
        Denoiser.Scores scores = denoiser.scores(level, points, dimension);
        return new Denoiser.Scores(level.cleanPoints(points, scores.conditional()),
                level.cleanPoints(points, scores.unconditional()));
    }

    /** Value at √t = at · h of the polynomial through the values at the nodes. */
    private static Denoiser.Scores interpolated(Denoiser denoiser, double at, double[] points, int dimension) {
        double[] mirrored = Arrays.stream(points).map(x -> -x).toArray();
        Denoiser.Scores sum = new Denoiser.Scores(new double[points.length], new double[points.length]);
        for (int node : NODES) {
            NoiseLevel level = NoiseLevel.ofSignal(node * STEP * node * STEP);
            Denoiser.Scores there = tweedie(denoiser, level, node > 0 ? points : mirrored, dimension);
            double weight = 1;
            for (int other : NODES) {
                weight *= other == node ? 1 : (at - other) / (node - other);
            }
            for (int i = 0; i < points.length; i++) {
                sum.conditional()[i] += weight * there.conditional()[i];
                sum.unconditional()[i] += weight * there.unconditional()[i];
            }
        }
        return sum;
    }
}
