package org.guidecheck.proof;

import java.util.function.DoubleBinaryOperator;

/** Sources at the knots of a grid that cover residuals over its cells. */
final class Source {
    private static final int ROWS = 1;
    private static final int COLUMNS = 1;

    private Source() {
    }

    /** The largest residual near each knot, smoothed, so that its solution does not oscillate. */
    static double[][] smooth(double[][] cells, double factor, double least) {
        int rows = cells.length;
        int columns = cells[0].length;
        double[][] knots = new double[rows + 1][columns + 1];
        for (int i = 0; i <= rows; i++) {
            for (int j = 0; j <= columns; j++) {
                double most = 0;
                for (int a = Math.max(0, i - 1); a <= Math.min(rows - 1, i); a++) {
                    for (int b = Math.max(0, j - 1); b <= Math.min(columns - 1, j); b++) {
                        most = Math.max(most, cells[a][b]);
                    }
                }
                knots[i][j] = Math.max(least, factor * most);
            }
        }
        return mean(alongBoth(knots, Math::max));
    }

    private static double[][] mean(double[][] x) {
        double[][] sum = alongBoth(x, Double::sum);
        double count = (2 * ROWS + 1.0) * (2 * COLUMNS + 1.0);
        for (double[] row : sum) {
            for (int j = 0; j < row.length; j++) {
                row[j] /= count;
            }
        }
        return sum;
    }

    private static double[][] alongBoth(double[][] x, DoubleBinaryOperator join) {
        int rows = x.length;
        int columns = x[0].length;
        double[][] once = new double[rows][columns];
        double[][] twice = new double[rows][columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                double found = x[i][Math.max(0, j - COLUMNS)];
                for (int k = 1 - COLUMNS; k <= COLUMNS; k++) {
                    found = join.applyAsDouble(found, x[i][Math.min(columns - 1, Math.max(0, j + k))]);
                }
                once[i][j] = found;
            }
        }
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                double found = once[Math.max(0, i - ROWS)][j];
                for (int k = 1 - ROWS; k <= ROWS; k++) {
                    found = join.applyAsDouble(found, once[Math.min(rows - 1, Math.max(0, i + k))][j]);
                }
                twice[i][j] = found;
            }
        }
        return twice;
    }

    /** Adds a source to another in place. */
    static void add(double[][] to, double[][] more) {
        for (int i = 0; i < to.length; i++) {
            for (int j = 0; j < to[i].length; j++) {
                to[i][j] += more[i][j];
            }
        }
    }
}
