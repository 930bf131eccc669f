package org.guidecheck.distribution;

import static org.guidecheck.distribution.BlockModel.BLOCK;

import java.util.Arrays;
import java.util.List;

/** A mixture of Gaussians. A point enters as z = x/√t, so that means stand still: (x − √t·m)²/v = (z − m)²·t/v. */
final class GaussianBlock extends BlockLaw {
    /** Terms this far below the largest add less than rounding to a sum. */
    private static final double NEGLIGIBLE = -45;

    private final int components;
    private final double[] logWeight;
    /** Means in the axes of each covariance, component-major. */
    private final double[] mean;
    /** Variances of the clean component along its axes; one number when isotropic. */
    private final double[][] variance;
    private final Covariance.Full[] axes;

    /** t / noised variance, for each axis, or once when isotropic. */
    private final double[][] precision;
    private final double[] constant;

    private final double[] logits;
    private final double[] max = new double[BLOCK];
    private final double[] sum = new double[BLOCK];
    private final double[] share = new double[BLOCK];
    private final double[] rotated;

    GaussianBlock(List<Distribution.Component> parts) {
        super(parts.get(0).gaussian().dimension());
        components = parts.size();
        logWeight = new double[components];
        mean = new double[components * dimension];
        variance = new double[components][];
        axes = new Covariance.Full[components];
        precision = new double[components][];
        constant = new double[components];
        boolean anyFull = false;
        for (int k = 0; k < components; k++) {
            Gaussian gaussian = parts.get(k).gaussian();
            Covariance covariance = gaussian.covariance();
            logWeight[k] = Math.log(parts.get(k).weight());
            int axisCount = covariance instanceof Covariance.Isotropic ? 1 : dimension;
            variance[k] = new double[axisCount];
            Arrays.setAll(variance[k], covariance::variance);
            precision[k] = new double[axisCount];
            axes[k] = covariance instanceof Covariance.Full full ? full : null;
            anyFull |= axes[k] != null;
            for (int a = 0; a < dimension; a++) {
                double m = 0;
                if (axes[k] != null) {
                    for (int i = 0; i < dimension; i++) {
                        m += axes[k].axis(a, i) * gaussian.mean(i);
                    }
                } else {
                    m = gaussian.mean(a);
                }
                mean[k * dimension + a] = m;
            }
        }
        logits = new double[components * BLOCK];
        rotated = anyFull ? new double[dimension * BLOCK] : new double[0];
    }

    @Override
    void at(NoiseLevel level) {
        for (int k = 0; k < components; k++) {
            double logDeterminant = 0;
            for (int a = 0; a < precision[k].length; a++) {
                double v = level.signal() * variance[k][a] + level.noise();
                precision[k][a] = level.signal() / v;
                logDeterminant += Math.log(2 * Math.PI * v);
            }
            if (precision[k].length == 1) {
                logDeterminant *= dimension;
            }
            constant[k] = logWeight[k] - 0.5 * logDeterminant;
        }
    }

    @Override
    void evaluate(double[] z, int count, double root) {
        Arrays.fill(max, Double.NEGATIVE_INFINITY);
        for (int k = 0; k < components; k++) {
            distances(k, z);
            int row = k * BLOCK;
            double c = constant[k];
            for (int p = 0; p < BLOCK; p++) {
                double logit = c - 0.5 * share[p];
                logits[row + p] = logit;
                max[p] = Math.max(max[p], logit);
            }
        }
        Arrays.fill(sum, 0);
        Arrays.fill(score, 0);
        for (int k = 0; k < components; k++) {
            if (shares(k, count)) {
                addScore(k, z);
            }
        }
        for (int p = 0; p < count; p++) {
            logDensity[p] = max[p] + Math.log(sum[p]);
            share[p] = 1 / (root * sum[p]);
        }
        for (int i = 0; i < dimension; i++) {
            for (int p = 0; p < BLOCK; p++) {
                score[i * BLOCK + p] *= share[p];
            }
        }
    }

    /** Fills share with the squared distances from component k in units of its noised scale. */
    private void distances(int k, double[] z) {
        Arrays.fill(share, 0);
        double[] points = inAxes(k, z);
        double[] inverse = precision[k];
        if (inverse.length == 1) {
            isotropicDistances(k * dimension, points, inverse[0]);
            return;
        }
        for (int a = 0; a < dimension; a++) {
            double m = mean[k * dimension + a];
            double scale = inverse[a];
            int row = a * BLOCK;
            for (int p = 0; p < BLOCK; p++) {
                double difference = points[row + p] - m;
                share[p] += difference * difference * scale;
            }
        }
    }

    /** Four coordinates a pass: the sums stay in registers for longer. */
    private void isotropicDistances(int at, double[] points, double scale) {
        int a = 0;
        for (; a + 4 <= dimension; a += 4) {
            double m0 = mean[at + a];
            double m1 = mean[at + a + 1];
            double m2 = mean[at + a + 2];
            double m3 = mean[at + a + 3];
            int row = a * BLOCK;
            for (int p = 0; p < BLOCK; p++) {
                double d0 = points[row + p] - m0;
                double d1 = points[row + BLOCK + p] - m1;
                double d2 = points[row + 2 * BLOCK + p] - m2;
                double d3 = points[row + 3 * BLOCK + p] - m3;
                share[p] += d0 * d0 + d1 * d1 + (d2 * d2 + d3 * d3);
            }
        }
        for (; a < dimension; a++) {
            double m = mean[at + a];
            int row = a * BLOCK;
            for (int p = 0; p < BLOCK; p++) {
                double difference = points[row + p] - m;
                share[p] += difference * difference;
            }
        }
        for (int p = 0; p < BLOCK; p++) {
            share[p] *= scale;
        }
    }

    /** Fills share with exp(logit − max) of component k and adds it up; false if it is nowhere worth adding. */
    private boolean shares(int k, int count) {
        int row = k * BLOCK;
        boolean counts = false;
        for (int p = 0; p < count; p++) {
            double below = logits[row + p] - max[p];
            double e = 0;
            if (below > NEGLIGIBLE) {
                e = below == 0 ? 1 : Math.exp(below);
                counts = true;
            }
            share[p] = e;
            sum[p] += e;
        }
        return counts;
    }

    /** Adds share·(m − z)·precision, component k's part of the score (up to the factor 1/√t). */
    private void addScore(int k, double[] z) {
        double[] points = inAxes(k, z);
        double[] inverse = precision[k];
        Covariance.Full full = axes[k];
        for (int a = 0; a < dimension; a++) {
            double m = mean[k * dimension + a];
            double scale = inverse[inverse.length == 1 ? 0 : a];
            int row = a * BLOCK;
            if (full == null) {
                for (int p = 0; p < BLOCK; p++) {
                    score[row + p] += share[p] * (scale * (m - points[row + p]));
                }
            } else {
                for (int i = 0; i < dimension; i++) {
                    double factor = scale * full.axis(a, i);
                    int target = i * BLOCK;
                    for (int p = 0; p < BLOCK; p++) {
                        score[target + p] += share[p] * (factor * (m - points[row + p]));
                    }
                }
            }
        }
    }

    private double[] inAxes(int k, double[] z) {
        Covariance.Full full = axes[k];
        if (full == null) {
            return z;
        }
        Arrays.fill(rotated, 0);
        for (int a = 0; a < dimension; a++) {
            for (int i = 0; i < dimension; i++) {
                double factor = full.axis(a, i);
                for (int p = 0; p < BLOCK; p++) {
                    rotated[a * BLOCK + p] += factor * z[i * BLOCK + p];
                }
            }
        }
        return rotated;
    }
}
