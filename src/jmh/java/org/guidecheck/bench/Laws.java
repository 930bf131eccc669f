package org.guidecheck.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.guidecheck.law.LabelledLaw.LabelledClass;
import org.guidecheck.law.Covariance;
import org.guidecheck.law.Empirical;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Law;
import org.guidecheck.law.Mixture;

/** Laws for benchmarks: two classes of equal numbers of components. */
final class Laws {
    private Laws() {
    }

    /** A law of atoms, or of Gaussians with isotropic, diagonal or full covariances. */
    static LabelledLaw of(String kind, int dimension, int components) {
        int half = Math.max(1, components / 2);
        return new LabelledLaw(List.of(new LabelledClass("c", 0.5, side(kind, dimension, half, 1)),
                new LabelledClass("other", 0.5, side(kind, dimension, components - half, 2))));
    }

    private static Law side(String kind, int dimension, int components, long seed) {
        Random random = new Random(seed);
        double[][] means = IntStream.range(0, Math.max(1, components))
                .mapToObj(k -> random.doubles(dimension, -2, 2).toArray()).toArray(double[][]::new);
        if (kind.equals("atoms")) {
            return new Empirical(means);
        }
        double[] weights = new double[means.length];
        Arrays.fill(weights, 1.0 / means.length);
        return new Mixture(weights, IntStream.range(0, means.length)
                .mapToObj(k -> new Gaussian(means[k], covariance(kind, dimension, random))).toList());
    }

    private static Covariance covariance(String kind, int dimension, Random random) {
        double[] variances = random.doubles(dimension, 0.1, 1).toArray();
        if (kind.equals("isotropic")) {
            return new Covariance.Isotropic(dimension, variances[0]);
        }
        if (kind.equals("diagonal")) {
            return new Covariance.Diagonal(variances);
        }
        double[][] matrix = new double[dimension][dimension];
        for (int i = 0; i < dimension; i++) {
            for (int j = 0; j < dimension; j++) {
                matrix[i][j] = (i == j ? variances[i] + 0.1 : 0) + 0.05 / dimension;
            }
        }
        return new Covariance.Full(matrix);
    }
}
