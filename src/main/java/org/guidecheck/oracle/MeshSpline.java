package org.guidecheck.oracle;

/**
 * The natural cubic spline through values on a mesh, continued in straight lines. Looking up points in order is quick: the
 * cell of the last look-up is where the next begins.
 */
final class MeshSpline {
    private final double[] points;
    private final double[] values;
    /** Second derivatives at the points, over 6. */
    private final double[] bends;
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
    }

    /**
     * The value at a point.
     *
     * @param y anywhere
     * @return the spline's value
     */
    double at(double y) {
        int n = points.length;
        if (y <= points[0]) {
            return values[0] + (y - points[0]) * slopeAtEnd(0, 1);
        }
        if (y >= points[n - 1]) {
            return values[n - 1] + (y - points[n - 1]) * slopeAtEnd(n - 1, n - 2);
        }
        find(y);
        double width = points[cell + 1] - points[cell];
        double b = (y - points[cell]) / width;
        double a = 1 - b;
        return a * values[cell] + b * values[cell + 1]
                + width * width * (a * (a * a - 1) * bends[cell] + b * (b * b - 1) * bends[cell + 1]);
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

    private double slopeAtEnd(int end, int inner) {
        double width = points[inner] - points[end];
        return (values[inner] - values[end]) / width - width * bends[inner];
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
