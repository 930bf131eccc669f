package org.guidecheck.claim.foundation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.guidecheck.claim.LawUnderTest;
import org.guidecheck.law.NoiseLevel;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;

/**
 * Known reference density near a noised law, independent of the code of all families: a mixture of equal Gaussians
 * about some draws, with the noise plus a share of the draws' covariance. Its accuracy affects only the power of a
 * comparison, never its validity.
 */
final class ReferenceDensity {
    private static final int CENTRES = 24;
    private static final int DRAWS = 256;
    /** Draws farther out than this many median distances are left out of the covariance, which they would dominate. */
    private static final double FAR = 4;

    private final NoiseLevel level;
    private final double spread;
    /** Columns: principal axes of the Gaussians, each of the length of its standard deviation. */
    private final double[][] axes;
    /** Inverse of the axes. */
    private final double[][] inverse;
    private final double[][] centres;
    private final double[][] whitened;
    private final double[] middle;
    private final double logConstant;

    /**
     * Fits the density to draws of a law.
     *
     * @param subject the law
     * @param share   noise σ = √(τ/t) over the {@link #spread} of the draws
     * @param random  source of the draws
     */
    ReferenceDensity(LawUnderTest subject, double share, UniformRandomProvider random) {
        int d = subject.dimension();
        List<double[]> draws = new ArrayList<>();
        for (int i = 0; i < DRAWS; i++) {
            draws.add(subject.draw(random));
        }
        spread = spread(draws);
        double sigma = share * (spread > 0 ? spread : Math.max(1, subject.law().reach()));
        level = NoiseLevel.ofLogSnr(-2 * Math.log(sigma));
        double root = Math.sqrt(level.signal());
        // Scott's rule for the width of kernels about CENTRES points.
        double width = Math.pow(CENTRES, -1.0 / (d + 4));
        double[] median = median(draws);
        middle = Arrays.stream(median).map(each -> root * each).toArray();
        EigenDecompositionSymmetric eigen =
                new EigenDecompositionSymmetric(covariance(near(draws, median), width * width * level.signal(),
                        level.noise()));
        axes = new double[d][d];
        inverse = new double[d][d];
        double logDeterminant = 0;
        for (int a = 0; a < d; a++) {
            double deviation = Math.sqrt(Math.max(eigen.getEigenvalue(a), level.noise()));
            logDeterminant += Math.log(deviation);
            for (int i = 0; i < d; i++) {
                double along = eigen.getEigenvector(a).getEntry(i);
                axes[i][a] = along * deviation;
                inverse[a][i] = along / deviation;
            }
        }
        centres = new double[CENTRES][d];
        whitened = new double[CENTRES][];
        for (int k = 0; k < CENTRES; k++) {
            for (int i = 0; i < d; i++) {
                centres[k][i] = root * draws.get(k)[i];
            }
            whitened[k] = times(inverse, centres[k]);
        }
        logConstant = -Math.log(CENTRES) - logDeterminant - 0.5 * d * Math.log(2 * Math.PI);
    }

    /** Median distance of two distinct draws in one direction, over √2; 0 if all are equal. */
    private static double spread(List<double[]> draws) {
        double[] distances = new double[draws.size() / 2];
        Arrays.setAll(distances, i -> distance(draws.get(2 * i), draws.get(2 * i + 1)));
        double[] apart = Arrays.stream(distances).filter(distance -> distance > 0).sorted().toArray();
        return apart.length == 0 ? 0 : apart[apart.length / 2] / Math.sqrt(2.0 * draws.get(0).length);
    }

    private static double[] median(List<double[]> draws) {
        double[] median = new double[draws.get(0).length];
        Arrays.setAll(median, i -> draws.stream().mapToDouble(x -> x[i]).sorted().toArray()[draws.size() / 2]);
        return median;
    }

    private static List<double[]> near(List<double[]> draws, double[] middle) {
        List<double[]> sorted = draws.stream().sorted(Comparator.comparingDouble(x -> distance(x, middle))).toList();
        double most = FAR * distance(sorted.get(sorted.size() / 2), middle);
        return sorted.stream().filter(x -> distance(x, middle) <= most).toList();
    }

    private static RealMatrix covariance(List<double[]> draws, double factor, double noise) {
        int d = draws.get(0).length;
        double[] mean = new double[d];
        for (double[] x : draws) {
            for (int i = 0; i < d; i++) {
                mean[i] += x[i] / draws.size();
            }
        }
        double[][] result = new double[d][d];
        for (double[] x : draws) {
            for (int i = 0; i < d; i++) {
                for (int j = 0; j <= i; j++) {
                    result[i][j] += factor * (x[i] - mean[i]) * (x[j] - mean[j]) / draws.size();
                }
            }
        }
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < i; j++) {
                result[j][i] = result[i][j];
            }
            result[i][i] += noise;
        }
        return new Array2DRowRealMatrix(result, false);
    }

    /** Noise level of the law that the density approximates. */
    NoiseLevel level() {
        return level;
    }

    /** Typical distance of two clean draws in one direction, over √2; 0 if all are equal. */
    double spread() {
        return spread;
    }

    /** Coordinatewise median of the draws times √t, which far outliers hardly move. */
    double[] middle() {
        return middle.clone();
    }

    /** Cost of one density, in products and exponentials. */
    static double cost(int dimension) {
        return (double) dimension * dimension + CENTRES * (dimension + 4.0);
    }

    double logDensity(double[] x) {
        double[] y = times(inverse, x);
        double[] logs = new double[CENTRES];
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < CENTRES; k++) {
            double square = 0;
            for (int i = 0; i < y.length; i++) {
                double z = y[i] - whitened[k][i];
                square += z * z;
            }
            logs[k] = -0.5 * square;
            largest = Math.max(largest, logs[k]);
        }
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp(log - largest);
        }
        return largest + Math.log(sum) + logConstant;
    }

    double[] draw(UniformRandomProvider random) {
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        double[] x = centres[random.nextInt(CENTRES)].clone();
        double[] z = new double[x.length];
        Arrays.setAll(z, i -> normal.sample());
        double[] step = times(axes, z);
        for (int i = 0; i < x.length; i++) {
            x[i] += step[i];
        }
        return x;
    }

    private static double[] times(double[][] matrix, double[] x) {
        double[] result = new double[matrix.length];
        for (int i = 0; i < result.length; i++) {
            double sum = 0;
            for (int j = 0; j < x.length; j++) {
                sum += matrix[i][j] * x[j];
            }
            result[i] = sum;
        }
        return result;
    }

    static double distance(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (x[i] - y[i]) * (x[i] - y[i]);
        }
        return Math.sqrt(sum);
    }
}
