package org.guidecheck.score;

import org.guidecheck.statistics.StandardNormal;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * Multivariate normal law of outputs, with closed-form distances.
 *
 * @param mean       d numbers
 * @param covariance d × d, symmetric, positive semi-definite
 */
record NormalLaw(RealVector mean, RealMatrix covariance) {
    private static final double LEAST_PIVOT = 1e-300;
    private static final double ASYMMETRY = 1e-8;

    /**
     * Kullback–Leibler divergence from another law, ½ Σ (μ − 1 − log μ) + ½ ‖L⁻¹(m − m′)‖², where μ are the eigenvalues
     * of L⁻¹ C L⁻ᵀ and L Lᵀ the other covariance.
     *
     * @param other law with a positive definite covariance
     * @return the divergence in nats; infinite if this law is singular
     */
    double divergence(NormalLaw other) {
        CholeskyDecomposition root = new CholeskyDecomposition(other.covariance, ASYMMETRY, LEAST_PIVOT);
        DecompositionSolver lower = new QRDecomposition(root.getL()).getSolver();
        RealMatrix half = lower.solve(covariance);
        RealMatrix relative = lower.solve(half.transpose());
        RealMatrix symmetric = relative.add(relative.transpose()).scalarMultiply(0.5);
        double sum = 0;
        for (double each : new EigenDecompositionSymmetric(symmetric).getEigenvalues()) {
            if (!(each > 0)) {
                return Double.POSITIVE_INFINITY;
            }
            double departure = each - 1;
            sum += departure - Math.log1p(departure);
        }
        double shift = lower.solve(mean.subtract(other.mean)).getNorm();
        return 0.5 * (sum + shift * shift);
    }

    /** The law of a linear form of the coordinates. */
    NormalLaw along(double[] direction) {
        RealVector factors = new ArrayRealVector(direction);
        double variance = factors.dotProduct(covariance.operate(factors));
        return new NormalLaw(new ArrayRealVector(new double[] {mean.dotProduct(factors)}),
                new Array2DRowRealMatrix(new double[][] {{variance}}));
    }

    /** Whether no number overflowed. */
    boolean isFinite() {
        return !mean.isNaN() && !mean.isInfinite() && Double.isFinite(covariance.getFrobeniusNorm());
    }

    /**
     * Wasserstein-1 distance from another law on the line: E|a + bZ| with the differences a of the means and b of the
     * deviations.
     *
     * @param other law on the line
     * @return the distance
     */
    double distance(NormalLaw other) {
        double a = mean.getEntry(0) - other.mean.getEntry(0);
        double b = Math.sqrt(covariance.getEntry(0, 0)) - Math.sqrt(other.covariance.getEntry(0, 0));
        if (b == 0) {
            return Math.abs(a);
        }
        double z = a / Math.abs(b);
        return Math.abs(b) * 2 * StandardNormal.density(z) + a * (1 - 2 * StandardNormal.cdf(-z));
    }
}
