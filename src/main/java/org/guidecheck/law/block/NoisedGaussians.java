package org.guidecheck.law.block;

import java.util.List;
import org.guidecheck.law.Covariance;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.Law;
import org.guidecheck.law.NoiseLevel;

/** The numbers of a mixture of Gaussians that loops take, level by level. */
final class NoisedGaussians {
    private static final BlockLoops LOOPS = BlockLoops.active();

    private final double[] logWeight;
    /** Variances of the clean components along their axes, as the terms have their precisions. */
    private final double[] variance;
    private final double[] logVariance;
    private final int dimension;
    final GaussianTerms terms;

    NoisedGaussians(List<Law.Component> parts) {
        dimension = parts.get(0).gaussian().dimension();
        logWeight = parts.stream().mapToDouble(part -> Math.log(part.weight())).toArray();
        terms = new GaussianTerms(shape(parts), dimension, parts.size());
        variance = new double[parts.size() * terms.precisions()];
        logVariance = new double[variance.length];
        for (int k = 0; k < parts.size(); k++) {
            place(k, parts.get(k).gaussian());
        }
    }

    private static GaussianTerms.Shape shape(List<Law.Component> parts) {
        GaussianTerms.Shape shape = GaussianTerms.Shape.ISOTROPIC;
        for (Law.Component part : parts) {
            Covariance covariance = part.gaussian().covariance();
            if (covariance instanceof Covariance.Full) {
                return GaussianTerms.Shape.FULL;
            }
            if (covariance instanceof Covariance.Diagonal) {
                shape = GaussianTerms.Shape.DIAGONAL;
            }
        }
        return shape;
    }

    private void place(int k, Gaussian gaussian) {
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
        terms.place(k, mean, axes);
        for (int a = 0; a < terms.precisions(); a++) {
            variance[k * terms.precisions() + a] = gaussian.covariance().variance(a);
        }
    }

    /** Sets precisions and constants; that they are ready is for those to say who take them over. */
    void at(NoiseLevel level) {
        double signal = level.signal();
        double noise = level.noise();
        for (int i = 0; i < variance.length; i++) {
            double v = signal * variance[i] + noise;
            terms.precision[i] = signal / v;
            logVariance[i] = 2 * Math.PI * v;
        }
        LOOPS.log(logVariance, logVariance.length);
        int each = terms.precisions();
        int times = dimension / each;
        for (int k = 0; k < logWeight.length; k++) {
            double logVolume = 0;
            for (int a = 0; a < each; a++) {
                logVolume += logVariance[k * each + a];
            }
            terms.constant[k] = logWeight[k] - 0.5 * times * logVolume;
        }
    }
}
