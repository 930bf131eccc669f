package org.guidecheck.proof;

import java.util.Arrays;

/** Tridiagonal matrix: row i has {@code lower[i]}, {@code diagonal[i]} and {@code upper[i]} at i − 1, i and i + 1. */
final class Tridiagonal {
    final double[] lower;
    final double[] diagonal;
    final double[] upper;

    Tridiagonal(int size) {
        lower = new double[size];
        diagonal = new double[size];
        upper = new double[size];
    }

    static Tridiagonal constant(int size, double beside, double diagonal) {
        Tridiagonal found = new Tridiagonal(size);
        Arrays.fill(found.lower, beside);
        Arrays.fill(found.upper, beside);
        Arrays.fill(found.diagonal, diagonal);
        return found;
    }

    /** Removes the unknowns beyond both ends, of which the second difference is 0. */
    Tridiagonal folded() {
        int n = diagonal.length - 1;
        diagonal[0] += 2 * lower[0];
        upper[0] -= lower[0];
        diagonal[n] += 2 * upper[n];
        lower[n] -= upper[n];
        return this;
    }

    double[] times(double[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = diagonal[i] * x[i] + (i > 0 ? lower[i] * x[i - 1] : 0)
                    + (i + 1 < y.length ? upper[i] * x[i + 1] : 0);
        }
        return y;
    }

    /** This plus a multiple of another. */
    Tridiagonal plus(double factor, Tridiagonal other) {
        Tridiagonal sum = new Tridiagonal(diagonal.length);
        for (int i = 0; i < diagonal.length; i++) {
            sum.lower[i] = lower[i] + factor * other.lower[i];
            sum.diagonal[i] = diagonal[i] + factor * other.diagonal[i];
            sum.upper[i] = upper[i] + factor * other.upper[i];
        }
        return sum;
    }

    /** Solution by elimination without pivoting. */
    double[] solve(double[] right) {
        int n = right.length;
        double[] factor = new double[n];
        double[] x = new double[n];
        double pivot = diagonal[0];
        x[0] = right[0] / pivot;
        for (int i = 1; i < n; i++) {
            factor[i] = upper[i - 1] / pivot;
            pivot = diagonal[i] - lower[i] * factor[i];
            x[i] = (right[i] - lower[i] * x[i - 1]) / pivot;
        }
        for (int i = n - 2; i >= 0; i--) {
            x[i] -= factor[i + 1] * x[i + 1];
        }
        return x;
    }
}
