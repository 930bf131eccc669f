package org.guidecheck.proof;

/** Uniform cubic B-splines at a fraction of a cell: values, and derivatives in units of the cell. */
final class Basis {
    private Basis() {
    }

    static double[] values(double t) {
        double s = 1 - t;
        return new double[] {s * s * s / 6, (3 * t * t * t - 6 * t * t + 4) / 6,
            (-3 * t * t * t + 3 * t * t + 3 * t + 1) / 6, t * t * t / 6};
    }

    static double[] slopes(double t) {
        double s = 1 - t;
        return new double[] {-s * s / 2, (3 * t * t - 4 * t) / 2, (-3 * t * t + 2 * t + 1) / 2, t * t / 2};
    }

    static double[] curvatures(double t) {
        return new double[] {1 - t, 3 * t - 2, 1 - 3 * t, t};
    }
}
