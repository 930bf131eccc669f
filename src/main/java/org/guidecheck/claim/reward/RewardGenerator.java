package org.guidecheck.claim.reward;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.guidecheck.claim.Residual;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Requirement;
import org.guidecheck.statistics.Tolerance;
import org.hipparchus.analysis.differentiation.UnivariateDerivative1;
import org.hipparchus.analysis.differentiation.UnivariateDerivative2;
import org.hipparchus.analysis.differentiation.UnivariateDerivative2Field;

/**
 * Check of the identity (∂_u + L^w) h = w h ‖∇log h‖², divided by h, at noised points. Derivatives of log h are
 * automatic; the guiding gradient has its closed form.
 */
final class RewardGenerator {
    private static final int PLACES = 32;

    private RewardGenerator() {
    }

    static Evidence evidence(RewardSetting rewarded) {
        UniformRandomProvider random = rewarded.setting().streams().derived("reward places").stream(0);
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        TimeGrid grid = rewarded.grid();
        double worst = 0;
        for (int i = 0; i < PLACES; i++) {
            NoiseLevel level = grid.level((int) ((i + random.nextDouble()) * (grid.steps() + 1) / PLACES));
            double[] x = level.noised(rewarded.data().draw(random), normal);
            double residual = residual(rewarded, x, level);
            worst = Double.isNaN(residual) ? Double.POSITIVE_INFINITY : Math.max(worst, residual);
        }
        return Evidence.of(Evidence.Kind.AT_POINTS, "residual", worst)
                .within(Residual.bounds(worst))
                .by("automatic differentiation at " + PLACES + " points", PLACES, 0)
                .allowing(List.of(
                        new Tolerance.Rounding(Residual.ROUNDING, "terms and derivatives, relative to their size")))
                .decides(Requirement.atMost("(d/du + L^w) h = w h |grad log h|^2", Residual.ROUNDING, 0));
    }

    private static double residual(RewardSetting rewarded, double[] x, NoiseLevel level) {
        int d = x.length;
        double w = rewarded.setting().guidance().weight(level);
        double[] score = rewarded.data().score(x, level);
        double[] pull = rewarded.gradient(x, level);
        UnivariateDerivative1[] fixed = new UnivariateDerivative1[d];
        Arrays.setAll(fixed, j -> new UnivariateDerivative1(x[j], 0));
        double time = level.signal() * rewarded.reward().logValue(fixed, NoiseLevel.OfField.ofVariable(level,
                new UnivariateDerivative1(level.signal(), 1))).getFirstDerivative();
        double error = time;
        double size = Math.abs(time) + d / level.noise();
        for (int i = 0; i < d; i++) {
            UnivariateDerivative2[] varied = new UnivariateDerivative2[d];
            for (int j = 0; j < d; j++) {
                varied[j] = new UnivariateDerivative2(x[j], j == i ? 1 : 0, 0);
            }
            UnivariateDerivative2 log =
                    rewarded.reward().logValue(varied, level.in(UnivariateDerivative2Field.getInstance()));
            double first = log.getFirstDerivative();
            double second = 0.5 * (log.getSecondDerivative() + first * first);
            double drift = (0.5 * x[i] + score[i] + w * pull[i]) * first;
            error += drift + second - w * pull[i] * pull[i];
            // log h is a difference of log-densities, whose derivatives are of the size of squared scores.
            size += Math.abs(drift) + Math.abs(second) + w * pull[i] * pull[i] + score[i] * score[i] + first * first;
        }
        return Math.abs(error) / size;
    }
}
