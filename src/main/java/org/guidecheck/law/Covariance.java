package org.guidecheck.law;

import java.util.Arrays;
import org.guidecheck.text.InvalidInputException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;

/**
 * A covariance matrix in its own axes: Σ = U diag(s) Uᵀ. Noising keeps the axes, (tΣ + τI) = U diag(t s + τ) Uᵀ, so one
 * decomposition serves every noise level, singular matrices included.
 */
public sealed interface Covariance {

    /**
     * Number of coordinates.
     *
     * @return d ≥ 1
     */
    int dimension();

    /**
     * An entry of the matrix.
     *
     * @param i row, from 0 to d − 1
     * @param j column
     * @return Σ_ij
     */
    double entry(int i, int j);

    /**
     * Variance along an axis.
     *
     * @param axis from 0 to d − 1
     * @return s_axis ≥ 0
     */
    double variance(int axis);

    /**
     * Smallest variance in any direction.
     *
     * @return at least 0
     */
    double smallest();

    /**
     * Largest variance in any direction.
     *
     * @return at least 0
     */
    double largest();

    /**
     * Writes the covariance in its shortest form: a number, a list of variances or a matrix.
     *
     * @param name of the parameter
     * @param out  gets it
     */
    void writeTo(String name, ParameterWriter out);

    /**
     * The same variance in every direction.
     *
     * @param dimension d ≥ 1
     * @param variance  at least 0
     */
    record Isotropic(int dimension, double variance) implements Covariance {
        /** Checks the numbers. */
        public Isotropic {
            if (dimension < 1) {
                throw new InvalidInputException("dimension", dimension, "must be at least 1");
            }
            if (!(variance >= 0 && variance < Double.POSITIVE_INFINITY)) {
                throw new InvalidInputException("covariance", variance, "must be a finite variance, at least 0");
            }
        }

        @Override
        public double variance(int axis) {
            return variance;
        }

        @Override
        public double entry(int i, int j) {
            return i == j ? variance : 0;
        }

        @Override
        public double smallest() {
            return variance;
        }

        @Override
        public void writeTo(String name, ParameterWriter out) {
            out.number(name, variance);
        }

        @Override
        public double largest() {
            return variance;
        }
    }

    /** A variance for each coordinate. */
    final class Diagonal implements Covariance {
        private final double[] variances;

        /**
         * Takes the variances.
         *
         * @param variances d numbers, each at least 0
         */
        public Diagonal(double... variances) {
            this.variances = Vectors.requireFinite("covariance", variances);
            for (int i = 0; i < variances.length; i++) {
                if (!(variances[i] >= 0)) {
                    throw new InvalidInputException("covariance[" + i + "]", variances[i], "must be at least 0");
                }
            }
        }

        @Override
        public int dimension() {
            return variances.length;
        }

        @Override
        public double variance(int axis) {
            return variances[axis];
        }

        @Override
        public double entry(int i, int j) {
            return i == j ? variances[i] : 0;
        }

        @Override
        public double smallest() {
            return Arrays.stream(variances).min().orElseThrow();
        }

        @Override
        public void writeTo(String name, ParameterWriter out) {
            out.numbers(name, variances);
        }

        @Override
        public double largest() {
            return Arrays.stream(variances).max().orElseThrow();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Diagonal that && Arrays.equals(variances, that.variances);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(variances);
        }

        @Override
        public String toString() {
            return Arrays.toString(variances);
        }
    }

    /** A whole matrix, symmetric and positive semi-definite. */
    final class Full implements Covariance {
        private final double[][] matrix;
        private final double[] variances;
        /** axes[a] is the a-th axis, a unit vector. */
        private final double[][] axes;

        /**
         * Takes the matrix and finds its axes.
         *
         * @param matrix d × d; symmetric within 1e-9 of its largest entry, eigenvalues at least −1e-9 of the largest
         *               (those below 0 are rounding and count as 0)
         */
        public Full(double[][] matrix) {
            int d = matrix.length;
            this.matrix = new double[d][];
            double size = 0;
            for (int i = 0; i < d; i++) {
                if (matrix[i].length != d) {
                    throw new InvalidInputException("covariance[" + i + "]", matrix[i].length,
                            "must have as many columns as the matrix has rows (" + d + ")");
                }
                this.matrix[i] = Vectors.requireFinite("covariance[" + i + "]", matrix[i]);
                for (double entry : matrix[i]) {
                    size = Math.max(size, Math.abs(entry));
                }
            }
            if (d == 0) {
                throw new InvalidInputException("covariance", "must have at least one row");
            }
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < i; j++) {
                    if (!(Math.abs(matrix[i][j] - matrix[j][i]) <= 1e-9 * size)) {
                        throw new InvalidInputException("covariance[" + i + "][" + j + "]", matrix[i][j],
                                "must equal covariance[" + j + "][" + i + "] = " + matrix[j][i]);
                    }
                }
            }
            double[][] symmetric = new double[d][d];
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    symmetric[i][j] = 0.5 * (matrix[i][j] + matrix[j][i]);
                }
            }
            EigenDecompositionSymmetric eigen =
                    new EigenDecompositionSymmetric(new Array2DRowRealMatrix(symmetric, false));
            variances = eigen.getEigenvalues();
            axes = new double[d][];
            for (int a = 0; a < d; a++) {
                if (!(variances[a] >= -1e-9 * size)) {
                    throw new InvalidInputException("covariance", variances[a],
                            "must be positive semi-definite, smallest eigenvalue at least 0");
                }
                // What lies below the rounding of the decomposition is a flat direction.
                variances[a] = variances[a] > 1e-14 * size ? variances[a] : 0;
                axes[a] = eigen.getEigenvector(a).toArray();
            }
        }

        @Override
        public int dimension() {
            return matrix.length;
        }

        @Override
        public double variance(int axis) {
            return variances[axis];
        }

        @Override
        public double smallest() {
            return Arrays.stream(variances).min().orElseThrow();
        }

        @Override
        public void writeTo(String name, ParameterWriter out) {
            out.matrix(name, matrix);
        }

        @Override
        public double largest() {
            return Arrays.stream(variances).max().orElseThrow();
        }

        /**
         * An axis of the matrix.
         *
         * @param axis from 0 to d − 1
         * @param i    coordinate
         * @return that coordinate of the unit eigenvector
         */
        public double axis(int axis, int i) {
            return axes[axis][i];
        }

        /** An entry of the matrix as it was given. */
        @Override
        public double entry(int i, int j) {
            return matrix[i][j];
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Full that && Arrays.deepEquals(matrix, that.matrix);
        }

        @Override
        public int hashCode() {
            return Arrays.deepHashCode(matrix);
        }

        @Override
        public String toString() {
            return Arrays.deepToString(matrix);
        }
    }
}
