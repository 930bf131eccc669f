package org.guidecheck.oracle.mesh;

import java.util.Arrays;

/**
 * Increasing curve through points of the plane: cubic in each cell, without overshoot (F. N. Fritsch and J. Butland,
 * SIAM J. Sci. Stat. Comput. 5(2), 1984), and continued by straight lines. Its error is of fourth order in the spacing
 * where the points are those of a smooth curve.
 */
final class MonotoneCurve {
    private final double[] x;
    private final double[] y;
    private final double[] slopes;

    /**
     * Curve through points.
     *
     * @param x n ≥ 2 numbers, strictly ascending
     * @param y n numbers, ascending
     */
    MonotoneCurve(double[] x, double[] y) {
        this.x = x;
        this.y = y;
        int n = x.length;
        slopes = new double[n];
        double before = secant(0);
        slopes[0] = before;
        for (int i = 1; i < n - 1; i++) {
            double after = secant(i);
            double left = x[i] - x[i - 1];
            double right = x[i + 1] - x[i];
            slopes[i] = before > 0 && after > 0
                    ? 3 * (left + right) / ((2 * right + left) / before + (right + 2 * left) / after) : 0;
            before = after;
        }
        slopes[n - 1] = before;
    }

    /** The places of its points; not a copy, read only. */
    double[] places() {
        return x;
    }

    private double secant(int i) {
        return (y[i + 1] - y[i]) / (x[i + 1] - x[i]);
    }

    /** The height of the curve at any place. */
    double at(double place) {
        int last = x.length - 1;
        if (place <= x[0]) {
            return y[0] + slopes[0] * (place - x[0]);
        }
        if (place >= x[last]) {
            return y[last] + slopes[last] * (place - x[last]);
        }
        int found = Arrays.binarySearch(x, place);
        int cell = found >= 0 ? Math.min(found, last - 1) : -found - 2;
        double width = x[cell + 1] - x[cell];
        double s = (place - x[cell]) / width;
        double r = 1 - s;
        return y[cell] * r * r * (1 + 2 * s) + y[cell + 1] * s * s * (1 + 2 * r)
                + width * s * r * (slopes[cell] * r - slopes[cell + 1] * s);
    }
}
