package org.guidecheck.sampler.scheme;

/** Polynomials through given values, and integrals of them. */
final class Lagrange {
    /** Below, moments are sums of a series, as their recursion loses digits. */
    private static final double SERIES = 1;
    private static final int TERMS = 25;

    private Lagrange() {
    }

    /**
     * Coefficients of the polynomials that are 1 at one node and 0 at the others.
     *
     * @param nodes different numbers
     * @return for each node the coefficients of 1, s, s², …
     */
    static double[][] coefficients(double... nodes) {
        int n = nodes.length;
        double[][] result = new double[n][n];
        for (int j = 0; j < n; j++) {
            double[] product = new double[n];
            product[0] = 1;
            for (int i = 0; i < n; i++) {
                if (i == j) {
                    continue;
                }
                double width = nodes[j] - nodes[i];
                for (int p = n - 1; p >= 0; p--) {
                    product[p] = ((p == 0 ? 0 : product[p - 1]) - nodes[i] * product[p]) / width;
                }
            }
            result[j] = product;
        }
        return result;
    }

    /** ∫₀¹ q e^{−q(1−s)} s^p ds, for q above 0. */
    static double moment(int p, double q) {
        if (q < SERIES) {
            // q Σ_n (−q)^n p!/(n + p + 1)!
            double term = q / (p + 1);
            double sum = term;
            for (int n = 1; n < TERMS; n++) {
                term *= -q / (n + p + 1);
                sum += term;
            }
            return sum;
        }
        double result = -Math.expm1(-q);
        for (int i = 1; i <= p; i++) {
            result = 1 - i / q * result;
        }
        return result;
    }

    /** Weights of values at nodes that integrate the polynomial through them against q e^{−q(1−s)} over [0, 1]. */
    static double[] exponentialWeights(double q, double... nodes) {
        double[] moments = new double[nodes.length];
        for (int p = 0; p < nodes.length; p++) {
            moments[p] = moment(p, q);
        }
        return weights(moments, nodes);
    }

    /** Weights of values at nodes that integrate the polynomial through them over [0, 1]. */
    static double[] evenWeights(double... nodes) {
        double[] moments = new double[nodes.length];
        for (int p = 0; p < nodes.length; p++) {
            moments[p] = 1.0 / (p + 1);
        }
        return weights(moments, nodes);
    }

    private static double[] weights(double[] moments, double... nodes) {
        double[][] coefficients = coefficients(nodes);
        double[] result = new double[nodes.length];
        for (int j = 0; j < nodes.length; j++) {
            for (int p = 0; p < nodes.length; p++) {
                result[j] += coefficients[j][p] * moments[p];
            }
        }
        return result;
    }
}
