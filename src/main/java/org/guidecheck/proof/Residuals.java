package org.guidecheck.proof;

import java.util.List;
import java.util.stream.IntStream;

/** Ranges of residuals over the cells of a grid for all laws of a box, without outward rounding. */
final class Residuals {
    private final LawBox box;
    private final Grid grid;
    private final double weight;

    Residuals(LawBox box, Grid grid, double weight) {
        this.box = box;
        this.grid = grid;
        this.weight = weight;
    }

    /** What is taken of the residuals of several splines over a part of a cell. */
    interface Measure {
        double of(List<Range> residuals);
    }

    /** The largest measure over the parts of each cell: {@code rows} by {@code columns}. */
    double[][] most(List<Spline> splines, Measure measure) {
        double[][] most = new double[grid.rows()][grid.columns()];
        IntStream.range(0, grid.rows()).parallel().forEach(i -> {
            int parts = grid.splits(i);
            double half = 0.5 * grid.rowStep() / parts;
            double halfY = 0.5 * grid.columnStep();
            for (int k = 0; k < parts; k++) {
                double theta = (2 * k + 1) / (2.0 * parts);
                double sigma = (i + theta) * grid.rowStep();
                Level at = Level.of(box, grid, Range.of(sigma));
                Level over = Level.of(box, grid, new Range(sigma - half, sigma + half));
                for (int j = 0; j < grid.columns(); j++) {
                    CellField field = new CellField(at, over, grid.y(j + 0.5), halfY, half, weight);
                    int column = j;
                    double found = measure.of(splines.stream().map(each -> each.residual(i, column, theta, 0.5, field,
                            halfY, half, grid, weight)).toList());
                    most[i][j] = Math.max(most[i][j], found);
                }
            }
        });
        return most;
    }
}
