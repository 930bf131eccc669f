package org.guidecheck.claim.reward;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.guidecheck.law.Law.Component;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.Law;
import org.guidecheck.law.Mixture;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidedProcess;
import org.hipparchus.CalculusFieldElement;

/**
 * Reward whose tilted law has noised densities in closed form.
 *
 * @param name   name in the evidence
 * @param data   law of the data, of density p
 * @param tilted law of density proportional to R p
 * @param mean   mean reward of the data
 */
record TiltingReward(String name, Law data, Law tilted, double mean) implements Reward {

    /** Class posterior R(x) = p(c|x): the tilted law is the class, and h the noised posterior. */
    static TiltingReward posterior(GuidedProcess process) {
        return new TiltingReward("the class posterior", process.law().marginal(), process.classLaw(), process.prior());
    }

    /** R(x) = exp(−‖x − a‖²/(2 width²)) for isotropic Gaussian components, which stay isotropic Gaussians. */
    static TiltingReward bell(Law data, double[] a, double width) {
        double square = width * width;
        List<Component> parts = data.gaussianComponents().orElseThrow();
        List<Gaussian> tilted = new ArrayList<>();
        double[] weights = new double[parts.size()];
        for (int k = 0; k < weights.length; k++) {
            Gaussian part = parts.get(k).gaussian();
            double variance = part.covariance().variance(0);
            double share = square / (variance + square);
            double[] mean = new double[a.length];
            double distance = 0;
            for (int i = 0; i < a.length; i++) {
                double offset = part.mean(i) - a[i];
                distance += offset * offset;
                mean[i] = a[i] + share * offset;
            }
            tilted.add(Gaussian.isotropic(mean, share * variance));
            weights[k] = parts.get(k).weight() * Math.pow(share, 0.5 * a.length)
                    * Math.exp(-0.5 * distance / (variance + square));
        }
        double mean = Arrays.stream(weights).sum();
        return new TiltingReward("a bell", data,
                new Mixture(Arrays.stream(weights).map(x -> x / mean).toArray(), tilted),
                mean);
    }

    @Override
    public <T extends CalculusFieldElement<T>> T logValue(T[] x, NoiseLevel.OfField<T> level) {
        return tilted.logDensity(x, level).subtract(data.logDensity(x, level)).add(Math.log(mean));
    }

    @Override
    public double[] gradient(double[] x, NoiseLevel level) {
        double[] result = tilted.score(x, level);
        double[] score = data.score(x, level);
        Arrays.setAll(result, i -> result[i] - score[i]);
        return result;
    }

    @Override
    public double[] drawTilted(UniformRandomProvider random) {
        return tilted.draw(random);
    }
}
