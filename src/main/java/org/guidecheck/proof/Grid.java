package org.guidecheck.proof;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Grid of a proof, in the coordinates σ, by rows, and y, by columns: for the noise s = τ/t and the point z = x/√t, put
 * V = s + {@code variance}, y = (z − {@code centre})/√V and σ = log((s + {@code finest})/(s₀ + {@code finest})).
 *
 * @param stop         noise τ at which the process ends; s₀ = τ/(1 − τ)
 * @param centre       middle of y
 * @param variance     a quarter of the variance of the class, or the largest of its components
 * @param finest       at most {@code variance}; the smaller, the finer the rows at small noise
 * @param columns      number of cells in y
 * @param columnStep   their width
 * @param fineRows     number of cells in σ, from 0, that are split
 * @param splitRows    parts of each of those
 * @param rows         number of all cells in σ
 * @param rowStep      their width
 */
record Grid(double stop, double centre, double variance, double finest, int columns, double columnStep, int fineRows,
        int splitRows, int rows, double rowStep) {
    /** Half the width in y: a path that starts in pure noise is beyond it with a probability of about 1e-8. */
    private static final double REACH = 7;
    /** Smaller, and layers are wider in y; larger, and the drift at the edges points inwards more strongly. */
    private static final double SHARE_OF_VARIANCE = 0.25;
    private static final double ROW_STEP = 0.04;
    private static final double LARGEST_COLUMN_STEP = 0.016;
    private static final double SMALLEST_COLUMN_STEP = 0.0035;
    private static final int COLUMNS_A_LAYER = 10;
    /** Killing in a unit of σ on the first rows. */
    private static final double FIRST_KILLING = 8;
    /** Variance at the last row, in units of that of the law. */
    private static final double LAST = 1e7;
    /** Variance up to which rows are split, in units of that of the class. */
    private static final double LAST_FINE = 50;
    private static final int SPLIT_ROWS = 4;

    /** The grid for a box of laws: it resolves the layers between components at the least noise. */
    static Grid of(LawBox box, double weight, double stop, double fineness) {
        double rowStep = ROW_STEP / fineness;
        double start = stop / (1 - stop);
        double variance = SHARE_OF_VARIANCE * box.variance();
        for (LawBox.Part part : box.own()) {
            variance = Math.max(variance, part.variance().hi());
        }
        double v = variance + start;
        double step = Math.min(LARGEST_COLUMN_STEP,
                Math.max(SMALLEST_COLUMN_STEP, narrowestLayer(box, start) / Math.sqrt(v) / COLUMNS_A_LAYER)) / fineness;
        int columns = 2 * (int) Math.ceil(REACH / step);
        Grid coarse = new Grid(stop, box.mean(), variance, variance, columns, step, 0, 1, 0, rowStep);
        double finest = Math.max(1e-7 * v, Math.min(1e-2 * v, FIRST_KILLING * v / coarse.mostKilling(box, weight)));
        double farthest = variance;
        for (LawBox.Part part : box.parts()) {
            farthest =
                    Math.max(farthest, Math.max(part.variance().hi(), Math.pow(part.mean().middle() - box.mean(), 2)));
        }
        int rows = (int) Math.ceil(Math.log(LAST * (farthest + start) / finest) / rowStep);
        int fine = (int) Math.ceil(Math.log(LAST_FINE * v / finest) / rowStep);
        return new Grid(stop, box.mean(), variance, Math.min(variance, Math.max(1e-300, finest - start)), columns, step,
                Math.min(fine, rows), SPLIT_ROWS, rows, rowStep);
    }

    /** Largest killing in a unit of log V at the end of the process. */
    private double mostKilling(LawBox box, double weight) {
        Level level = Level.of(box.middle(), this, Range.ZERO);
        double most = 1e-9;
        for (int j = 0; j <= columns; j++) {
            double g = new Field(level, Range.of(y(j)), weight).g().lo();
            most = Math.max(most, weight * g * g);
        }
        return most;
    }

    /** Least width over which the odds of two components change by a factor e where they are equal, at noise s. */
    private static double narrowestLayer(LawBox box, double s) {
        List<LawBox.Part> parts = box.middle().parts();
        double least = Double.POSITIVE_INFINITY;
        for (LawBox.Part a : parts) {
            for (LawBox.Part b : parts) {
                double apart = Math.abs(a.mean().lo() - b.mean().lo());
                double deviations = Math.sqrt(a.variance().lo() + s) + Math.sqrt(b.variance().lo() + s);
                // Near the point at as many deviations from both.
                double slope = apart / deviations
                        * (1 / Math.sqrt(a.variance().lo() + s) + 1 / Math.sqrt(b.variance().lo() + s));
                least = Math.min(least, 1 / slope);
            }
        }
        return least;
    }

    /** First value of s + finest. */
    double first() {
        return stop / (1 - stop) + finest;
    }

    /** y of a knot, from 0 to {@code columns}. */
    double y(double knot) {
        return (knot - 0.5 * columns) * columnStep;
    }

    int splits(int row) {
        return row < fineRows ? splitRows : 1;
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("centre", centre).put("variance", variance)
                .put("finest", finest).put("columns", columns).put("columnStep", columnStep).put("rowStep", rowStep);
        json.withArray("parts").addObject().put("rows", fineRows).put("splitRows", splitRows).put("splitColumns", 1);
        if (rows > fineRows) {
            json.withArray("parts").addObject().put("rows", rows - fineRows).put("splitRows", 1).put("splitColumns", 1);
        }
        return json;
    }
}
