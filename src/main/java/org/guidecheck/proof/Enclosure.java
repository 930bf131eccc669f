package org.guidecheck.proof;

import java.util.List;

/** Interval that the checker will find for an upper and a lower solution, but for rounding. */
final class Enclosure {
    /** Exponent of the bound of the tail of the start. */
    private static final double TAIL = 0.8;
    private final LawBox box;
    private final Grid grid;
    private final double weight;
    private double tail;
    private double killed;

    Enclosure(LawBox box, Grid grid, double weight) {
        this.box = box;
        this.grid = grid;
        this.weight = weight;
        start();
    }

    /** The bound of the tail, and the killing before the last row, of a start in pure noise. */
    private void start() {
        double finest = grid.first() * Math.exp(grid.rows() * grid.rowStep());
        double v = finest + grid.variance() - grid.finest();
        double ratio = 1;
        double apart = 0;
        double excess = 0;
        List<LawBox.Part> parts = box.parts();
        for (LawBox.Part part : parts) {
            ratio = Math.max(ratio, v / (finest + part.variance().lo() - grid.finest()));
            apart = Math.max(apart, part.mean().plus(-grid.centre()).magnitude());
            excess = Math.max(excess, part.variance().plus(-grid.variance()).magnitude());
        }
        double e1 = ratio * apart / Math.sqrt(v);
        double e2 = ratio * excess / v;
        double several = 1 + 2 * Math.abs(weight - 1);
        double a0 = 0.5 * TAIL * (1 + several * e1);
        double a2 = 0.5 * TAIL * (1 - TAIL - several * (2 * e2 + e1));
        tail = Math.exp(0.5 * TAIL * a0 / a2);
        killed = weight * (8 * e1 * e1 + 8 * e2 * e2 / TAIL * (tail - 1));
    }

    /** The mean reciprocals, given by how much the solutions have to be moved apart. */
    Range of(Spline upper, Spline lower, double growth) {
        double highest = Math.min(1, outermost(upper.row(true), 1) + growth);
        double lowest = Math.max(0, -outermost(lower.row(true), -1) - growth - killed);
        return new Range(Math.max(1, lowest / box.prior().hi()), highest / box.prior().lo());
    }

    /** Least bound of sign times a mean by its largest value up to |y| and the tail beyond. */
    private double outermost(double[] row, double sign) {
        int half = grid.columns() / 2;
        double most = Double.NEGATIVE_INFINITY;
        double best = Double.POSITIVE_INFINITY;
        for (int k = 0; k < half; k++) {
            for (int b = 0; b < 4; b++) {
                most = Math.max(most, Math.max(sign * row[half + k + b], sign * row[half - k - 1 + b]));
            }
            double y = (k + 1) * grid.columnStep();
            best = Math.min(best, most + tail * Math.exp(-0.5 * TAIL * y * y));
        }
        return best;
    }
}
