package org.guidecheck.law;

import java.util.Arrays;
import org.guidecheck.text.InvalidInputException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;

/**
 * Covariance matrix with its eigendecomposition Σ = U diag(s) Uᵀ; it may be singular. Noising keeps the axes,
 * tΣ + τI = U diag(t s + τ) Uᵀ, so one decomposition serves every noise level.
 */
public sealed interface Covariance {

    /** {@return the number of coordinates, d ≥ 1} */
    int dimension();

    /**
     * {@return Σ_ij, an entry of the matrix}
     *
     * @param i row, from 0 to d − 1
     * @param j column, from 0 to d − 1
     */
    double entry(int i, int j);

    /**
     * {@return the variance along an axis, an eigenvalue of Σ; at least 0}
     *
     * @param axis from 0 to d − 1
     */
    double variance(int axis);

    /** {@return the smallest variance in any direction, at least 0} */
    double smallest();

    /** {@return the largest variance in any direction, at least 0} */
    double largest();

    /**
     * {@return factor·Σ}
     *
     * @param factor finite, at least 0
     */
    Covariance times(double factor);

    /**
     * Writes the covariance in its shortest form: a number, a list of variances or a matrix.
     *
     * @param name name of the parameter
     * @param out  receives it
     */
    void writeTo(String name, ParameterWriter out);

    /**
     * Multiple of the identity matrix.
     *
     * @param dimension d ≥ 1
     * @param variance  finite, at least 0
     */
    record Isotropic(int dimension, double variance) implements Covariance {
        /** Validates the numbers. */
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
        public Isotropic times(double factor) {
            return new Isotropic(dimension, factor * variance);
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

    /** Diagonal matrix. */
    final class Diagonal implements Covariance {
        private final double[] variances;

        /**
         * Creates a diagonal matrix.
         *
         * @param variances d finite numbers, each at least 0
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
        public Diagonal times(double factor) {
            return new Diagonal(Arrays.stream(variances).map(v -> factor * v).toArray());
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

    /** Any symmetric positive semi-definite matrix. */
    final class Full implements Covariance {
        private final double[][] matrix;
        private final double[] variances;
        /** axes[a] is the a-th unit eigenvector. */
        private final double[][] axes;

        /**
         * Creates the matrix and computes its eigendecomposition.
         *
         * @param matrix d × d; symmetric within 1e-9 of its largest entry; negative eigenvalues of up to 1e-9 of that
         *               entry are taken for rounding and set to 0
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
                // Eigenvalues below the rounding of the decomposition are 0.
                variances[a] = variances[a] > 1e-14 * size ? variances[a] : 0;
                axes[a] = eigen.getEigenvector(a).toArray();
            }
        }

        /** A multiple, with the same axes. */
        private Full(Full other, double factor) {
            this.matrix = new double[other.matrix.length][];
            Arrays.setAll(matrix, i -> Arrays.stream(other.matrix[i]).map(entry -> factor * entry).toArray());
            this.variances = Arrays.stream(other.variances).map(v -> factor * v).toArray();
            this.axes = other.axes;
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
        public Full times(double factor) {
            return new Full(this, factor);
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
         * {@return a coordinate of a unit eigenvector}
         *
         * @param axis from 0 to d − 1
         * @param i    coordinate, from 0 to d − 1
         */
        public double axis(int axis, int i) {
            return axes[axis][i];
        }

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
