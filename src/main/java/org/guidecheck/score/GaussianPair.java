package org.guidecheck.score;

import org.guidecheck.law.Gaussian;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.sampler.Denoiser;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * Denoiser with two linear scores, those of a Gaussian class and of Gaussian data, in any dimension. The two need not
 * belong to a labelled law; a sampler cannot tell. Its output is Gaussian, with every linear sampler, and so is the
 * exact one.
 *
 * @param own  the class, of positive definite covariance
 * @param data all data, of positive definite covariance and the same dimension
 */
public record GaussianPair(Gaussian own, Gaussian data) implements Denoiser {

    /** Checks dimensions and covariances; throws {@link IllegalArgumentException}. */
    public GaussianPair {
        if (own.dimension() != data.dimension()) {
            throw new IllegalArgumentException("data=" + data.dimension() + " dimensions: must have the "
                    + own.dimension() + " of the class");
        }
        if (own.isDegenerate() || data.isDegenerate()) {
            throw new IllegalArgumentException("covariance=singular: must be positive definite");
        }
    }

    /** {@return the number of coordinates} */
    public int dimension() {
        return own.dimension();
    }

    /** Score −S(x − μ) of a noised Gaussian. */
    record Linear(RealMatrix precision, RealVector mean) {
        static Linear of(Gaussian law, NoiseLevel level) {
            int d = law.dimension();
            RealMatrix noised = new Array2DRowRealMatrix(d, d);
            double[] mean = new double[d];
            for (int i = 0; i < d; i++) {
                mean[i] = Math.sqrt(level.signal()) * law.mean(i);
                for (int j = 0; j < d; j++) {
                    noised.setEntry(i, j, level.signal() * law.covariance().entry(i, j)
                            + (i == j ? level.noise() : 0));
                }
            }
            return new Linear(MatrixUtils.inverse(noised), new ArrayRealVector(mean, false));
        }
    }

    /** The guided score k − K x at a level: K and k. */
    RealMatrix slope(NoiseLevel level, double w) {
        return Linear.of(own, level).precision().scalarMultiply(1 + w)
                .subtract(Linear.of(data, level).precision().scalarMultiply(w));
    }

    /** The guided score at the origin. */
    RealVector constant(NoiseLevel level, double w) {
        Linear one = Linear.of(own, level);
        Linear other = Linear.of(data, level);
        return one.precision().operate(one.mean()).mapMultiply(1 + w)
                .subtract(other.precision().operate(other.mean()).mapMultiply(w));
    }

    @Override
    public Scores scores(NoiseLevel level, double[] points, int dimensionOfPoints) {
        if (dimensionOfPoints != dimension()) {
            throw new IllegalArgumentException("dimension=" + dimensionOfPoints + ": must be " + dimension());
        }
        return new Scores(scores(Linear.of(own, level), points), scores(Linear.of(data, level), points));
    }

    private double[] scores(Linear linear, double[] points) {
        int d = dimension();
        double[] result = new double[points.length];
        double[][] precision = linear.precision().getData();
        double[] mean = linear.mean().toArray();
        for (int at = 0; at < points.length; at += d) {
            for (int i = 0; i < d; i++) {
                double sum = 0;
                for (int j = 0; j < d; j++) {
                    sum -= precision[i][j] * (points[at + j] - mean[j]);
                }
                result[at + i] = sum;
            }
        }
        return result;
    }
}
