package org.guidecheck.oracle.mesh;

/**
 * Natural cubic spline through values on a mesh, continued by straight lines. Look-ups at points near the last one are
 * fast, since each begins at its cell.
 */
final class MeshSpline {
    private final double[] points;
    private final double[] values;
    /** Second derivatives at the points, divided by 6. */
    private final double[] curvatures;
    /** First derivatives at the points. */
    private final double[] slopes;
    /** Third derivatives in the cells, divided by 6. */
    private final double[] thirds;
    private int cell;

    /**
     * Computes the spline.
     *
     * @param points n ≥ 3 points, ascending; not copied
     * @param values n finite values; not copied
     */
    MeshSpline(double[] points, double[] values) {
        int n = points.length;
        this.points = points;
        this.values = values;
        this.curvatures = new double[n];
        double[] ratios = new double[n];
        for (int i = 1; i < n - 1; i++) {
            double left = points[i] - points[i - 1];
            double right = points[i + 1] - points[i];
            double pivot = 2 * (left + right) - left * ratios[i - 1];
            double jump = (values[i + 1] - values[i]) / right - (values[i] - values[i - 1]) / left;
            ratios[i] = right / pivot;
            curvatures[i] = (jump - left * curvatures[i - 1]) / pivot;
        }
        for (int i = n - 2; i > 0; i--) {
            curvatures[i] -= ratios[i] * curvatures[i + 1];
        }
        this.slopes = new double[n];
        this.thirds = new double[n - 1];
        for (int i = 0; i < n - 1; i++) {
            double width = points[i + 1] - points[i];
            double secant = (values[i + 1] - values[i]) / width;
            slopes[i] = secant - width * (2 * curvatures[i] + curvatures[i + 1]);
            // Overwritten by the next cell, except at the last point.
            slopes[i + 1] = secant + width * (curvatures[i] + 2 * curvatures[i + 1]);
            thirds[i] = (curvatures[i + 1] - curvatures[i]) / width;
        }
    }

    /** The value of the spline at any point of the line. */
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
        return values[cell] + s * (slopes[cell] + s * (3 * curvatures[cell] + s * thirds[cell]));
    }

    /**
     * The integral over the mesh. Its error falls with the fourth power of the spacing, that of the trapezoidal rule
     * with the second, since the spacing is uneven.
     */
    double integral() {
        double sum = 0;
        for (double each : integrals()) {
            sum += each;
        }
        return sum;
    }

    /** The integrals over the cells of the mesh, in order. */
    double[] integrals() {
        double[] cells = new double[points.length - 1];
        for (int i = 0; i < cells.length; i++) {
            double width = points[i + 1] - points[i];
            cells[i] = width
                    * (0.5 * (values[i] + values[i + 1]) - 0.25 * width * width * (curvatures[i] + curvatures[i + 1]));
        }
        return cells;
    }

    /** Finds the cell of a point within the mesh, by steps of doubling length from the last cell and then by bisection. */
    private void find(double y) {
        int low = cell;
        int high = cell + 1;
        for (int step = 1; y >= points[high]; step *= 2) {
            low = high;
            high = Math.min(points.length - 1, high + step);
        }
        for (int step = 1; y < points[low]; step *= 2) {
            high = low;
            low = Math.max(0, low - step);
        }
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
