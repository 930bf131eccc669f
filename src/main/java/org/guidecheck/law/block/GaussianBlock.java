package org.guidecheck.law.block;

import java.util.List;
import org.guidecheck.law.Covariance;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.Law;
import org.guidecheck.law.NoiseLevel;

/** Noised density of a mixture of Gaussians; the weights need not sum to 1. */
final class GaussianBlock extends BlockDensity {
    private static final BlockLoops LOOPS = BlockLoops.active();

    private final double[] logWeight;
    /** Variances of the clean components along their axes, in the order of {@link GaussianTerms#precision}. */
    private final double[] variance;
    private final double[] logNoisedVariance;
    private final GaussianTerms terms;

    GaussianBlock(List<Law.Component> components) {
        super(components.get(0).gaussian().dimension());
        logWeight = components.stream().mapToDouble(component -> Math.log(component.weight())).toArray();
        terms = new GaussianTerms(shape(components), dimension, components.size());
        variance = new double[terms.precision.length];
        logNoisedVariance = new double[variance.length];
        for (int k = 0; k < components.size(); k++) {
            setComponent(k, components.get(k).gaussian());
        }
    }

    private static GaussianTerms.Shape shape(List<Law.Component> components) {
        GaussianTerms.Shape shape = GaussianTerms.Shape.ISOTROPIC;
        for (Law.Component component : components) {
            Covariance covariance = component.gaussian().covariance();
            if (covariance instanceof Covariance.Full) {
                return GaussianTerms.Shape.FULL;
            }
            if (covariance instanceof Covariance.Diagonal) {
                shape = GaussianTerms.Shape.DIAGONAL;
            }
        }
        return shape;
    }

    private void setComponent(int k, Gaussian gaussian) {
        double[] mean = new double[dimension];
        double[] axes = new double[dimension * dimension];
        for (int a = 0; a < dimension; a++) {
            if (gaussian.covariance() instanceof Covariance.Full full) {
                for (int i = 0; i < dimension; i++) {
                    axes[a * dimension + i] = full.axis(a, i);
                }
            } else {
                axes[a * dimension + a] = 1;
            }
            mean[a] = gaussian.mean(a);
        }
        terms.setComponent(k, mean, axes);
        for (int a = 0; a < terms.precisions(); a++) {
            variance[k * terms.precisions() + a] = gaussian.covariance().variance(a);
        }
    }

    @Override
    public void setLevel(NoiseLevel level) {
        for (int i = 0; i < variance.length; i++) {
            double v = level.signal() * variance[i] + level.noise();
            terms.precision[i] = level.signal() / v;
            logNoisedVariance[i] = 2 * Math.PI * v;
        }
        LOOPS.log(logNoisedVariance, logNoisedVariance.length);
        int stored = terms.precisions();
        int repeated = dimension / stored;
        for (int k = 0; k < logWeight.length; k++) {
            double logVolume = 0;
            for (int a = 0; a < stored; a++) {
                logVolume += logNoisedVariance[k * stored + a];
            }
            terms.constant[k] = logWeight[k] - 0.5 * repeated * logVolume;
        }
        terms.prepare();
    }

    @Override
    void compute(double[] z, int count, double root) {
        LOOPS.mixture(terms, z, count, root, exponent, factor, score);
    }
}
