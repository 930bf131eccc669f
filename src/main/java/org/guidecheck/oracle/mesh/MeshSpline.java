package org.guidecheck.oracle.mesh;

/**
 * The natural cubic spline through values on a mesh, continued in straight lines. Looking up points in order is quick: the
 * cell of the last look-up is where the next begins.
 */
final class MeshSpline {
    private final double[] points;
    private final double[] values;
    /** Second derivatives at the points, over 6. */
    private final double[] bends;
    /** First derivatives at the points, and third ones between them, over 6. */
    private final double[] slopes;
    private final double[] thirds;
    private int cell;

    /**
     * Solves for the spline.
     *
     * @param points rising, at least 3; kept
     * @param values one for each, finite; kept
     */
    MeshSpline(double[] points, double[] values) {
        int n = points.length;
        this.points = points;
        this.values = values;
        this.bends = new double[n];
        double[] ratios = new double[n];
        for (int i = 1; i < n - 1; i++) {
            double left = points[i] - points[i - 1];
            double right = points[i + 1] - points[i];
            double pivot = 2 * (left + right) - left * ratios[i - 1];
            double jump = (values[i + 1] - values[i]) / right - (values[i] - values[i - 1]) / left;
            ratios[i] = right / pivot;
            bends[i] = (jump - left * bends[i - 1]) / pivot;
        }
        for (int i = n - 2; i > 0; i--) {
            bends[i] -= ratios[i] * bends[i + 1];
        }
        this.slopes = new double[n];
        this.thirds = new double[n - 1];
        for (int i = 0; i < n - 1; i++) {
            double width = points[i + 1] - points[i];
            double secant = (values[i + 1] - values[i]) / width;
            slopes[i] = secant - width * (2 * bends[i] + bends[i + 1]);
            // Set again by the next cell, but for the last point.
            slopes[i + 1] = secant + width * (bends[i] + 2 * bends[i + 1]);
            thirds[i] = (bends[i + 1] - bends[i]) / width;
        }
    }

    /**
     * The value at a point.
     *
     * @param y anywhere
     * @return the spline's value
     */
    double at(double y) {
        int last = points.length - 1;
        if (y <= points[0]) {
            return values[0] + (y - points[0]) * slopes[0];
        }
        if (y >= points[last]) {
            return values[last] + (y - points[last]) * slopes[last];
        }
        find(y);
        double s = y - points[cell];
        return values[cell] + s * (slopes[cell] + s * (3 * bends[cell] + s * thirds[cell]));
    }

    /**
     * The integral over the mesh, whose error falls with the fourth power of the spacing; the trapezoidal rule's with the
     * second, the spacing being uneven.
     *
     * @return the spline's integral
     */
    double integral() {
        double sum = 0;
        for (int i = 0; i + 1 < points.length; i++) {
            double width = points[i + 1] - points[i];
            sum += width * (0.5 * (values[i] + values[i + 1]) - 0.25 * width * width * (bends[i] + bends[i + 1]));
        }
        return sum;
    }

    private void find(double y) {
        // A few cells on foot, else by halving.
        for (int i = 0; i < 4 && y >= points[cell + 1]; i++) {
            cell++;
        }
        for (int i = 0; i < 4 && y < points[cell]; i++) {
            cell--;
        }
        if (y >= points[cell] && y < points[cell + 1]) {
            return;
        }
        int low = 0;
        int high = points.length - 1;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (y >= points[middle]) {
                low = middle;
            } else {
                high = middle;
            }
        }
        cell = low;
    }
}
