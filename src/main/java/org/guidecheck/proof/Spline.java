package org.guidecheck.proof;

import java.util.stream.IntStream;

/**
 * Tensor product of uniform cubic B-splines on a grid.
 *
 * @param c coefficients: {@code rows + 3} by {@code columns + 3}
 */
@SuppressWarnings("ArrayRecordComponent") // not compared, and not changed once made
record Spline(double[][] c) {

    /**
     * {@return the spline through rows of splines in y}
     *
     * @param knots coefficients in y at each knot of σ: {@code rows + 1} by {@code columns + 3}
     */
    static Spline through(double[][] knots) {
        int n = knots.length - 1;
        int m = knots[0].length;
        double[][] c = new double[n + 3][m];
        IntStream.range(0, m).parallel().forEach(j -> {
            double first = (-11 * knots[0][j] + 18 * knots[1][j] - 9 * knots[2][j] + 2 * knots[3][j]) / 6;
            double last = (11 * knots[n][j] - 18 * knots[n - 1][j] + 9 * knots[n - 2][j] - 2 * knots[n - 3][j]) / 6;
            Tridiagonal system = Tridiagonal.constant(n + 1, 1.0 / 6, 4.0 / 6);
            system.upper[0] = 2.0 / 6;
            system.lower[n] = 2.0 / 6;
            double[] right = new double[n + 1];
            for (int i = 0; i <= n; i++) {
                right[i] = knots[i][j];
            }
            right[0] += first / 3;
            right[n] -= last / 3;
            double[] x = system.solve(right);
            for (int i = 0; i <= n; i++) {
                c[i + 1][j] = x[i];
            }
            c[0][j] = x[1] - 2 * first;
            c[n + 2][j] = x[n - 1] + 2 * last;
        });
        return new Spline(c);
    }

    /** This and a multiple of another, and a multiple of a function of y, by its coefficients. */
    Spline plus(double factor, Spline other, double share, double[] inY) {
        double[][] sum = new double[c.length][];
        for (int i = 0; i < c.length; i++) {
            sum[i] = c[i].clone();
            for (int j = 0; j < sum[i].length; j++) {
                sum[i][j] += factor * other.c[i][j] + share * inY[j];
            }
        }
        return new Spline(sum);
    }

    /** Range of the coefficients near the ends of y. */
    Range edges() {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double[] row : c) {
            for (int k = 0; k < 3; k++) {
                least = Math.min(least, Math.min(row[k], row[row.length - 1 - k]));
                most = Math.max(most, Math.max(row[k], row[row.length - 1 - k]));
            }
        }
        return new Range(least, most);
    }

    /** Coefficients in y at the first or the last knot of σ. */
    double[] row(boolean last) {
        int at = last ? c.length - 3 : 0;
        double[] row = new double[c[0].length];
        for (int j = 0; j < row.length; j++) {
            row[j] = (c[at][j] + 4 * c[at + 1][j] + c[at + 2][j]) / 6;
        }
        return row;
    }

    /**
     * Range of H_σ − κ(½H_yy + bH_y − cH), c = wG², over a cell, in mean-value form.
     *
     * @param i      row of the cell
     * @param j      column of the cell
     * @param theta  fraction of the cell in σ, of the middle of the part
     * @param phi    the same in y
     * @param field  drift and gradient over the part
     * @param halfY  half its width
     * @param half   half its height
     */
    Range residual(int i, int j, double theta, double phi, CellField field, double halfY, double half, Grid grid,
            double weight) {
        double k = grid.rowStep();
        double h = grid.columnStep();
        double[] across = Basis.values(phi);
        double[] along = Basis.values(theta);
        double value = at(i, j, along, across);
        double slope = at(i, j, along, Basis.slopes(phi)) / h;
        double curvature = at(i, j, along, Basis.curvatures(phi)) / (h * h);
        double change = at(i, j, Basis.slopes(theta), across) / k;
        Range middle = Range.of(change).minus(field.kappa.times(field.middle.b().times(slope).plus(0.5 * curvature)
                .minus(field.middle.g().square().times(weight * value))));

        Range h0 = hull(i, j, 0, 0);
        Range h1 = hull(i, j, 0, 1).times(1 / h);
        Range h2 = hull(i, j, 0, 2).times(1 / (h * h));
        Range h3 = hull(i, j, 0, 3).times(1 / (h * h * h));
        Range s0 = hull(i, j, 1, 0).times(1 / k);
        Range s1 = hull(i, j, 1, 1).times(1 / (k * h));
        Range s2 = hull(i, j, 1, 2).times(1 / (k * h * h));
        Range killing = field.g.square().times(weight);
        Range twice = field.g.times(2 * weight);
        Range inY = s1.minus(field.cellKappa.times(h3.times(0.5).plus(field.db[0].times(h1)).plus(field.b.times(h2))
                .minus(twice.times(field.dg[0]).times(h0)).minus(killing.times(h1))));
        Range generator = h2.times(0.5).plus(field.b.times(h1)).minus(killing.times(h0));
        Range inSigma = hull(i, j, 2, 0).times(1 / (k * k))
                .minus(field.cellKappa.times(s2.times(0.5).plus(field.db[1].times(h1)).plus(field.b.times(s1))
                        .minus(twice.times(field.dg[1]).times(h0)).minus(killing.times(s0))))
                .minus(field.cellKappa.times(Range.ONE.minus(field.cellKappa)).times(generator));
        return middle.plus(inY.times(Range.around(halfY))).plus(inSigma.times(Range.around(half)));
    }

    private double at(int i, int j, double[] along, double[] across) {
        double sum = 0;
        for (int a = 0; a < 4; a++) {
            for (int b = 0; b < 4; b++) {
                sum += along[a] * across[b] * c[i + a][j + b];
            }
        }
        return sum;
    }

    /** Hull of the differences of these orders of the 4 by 4 coefficients of a cell. */
    private Range hull(int i, int j, int alongOrder, int acrossOrder) {
        double lo = Double.POSITIVE_INFINITY;
        double hi = Double.NEGATIVE_INFINITY;
        for (int a = 0; a + alongOrder < 4; a++) {
            for (int b = 0; b + acrossOrder < 4; b++) {
                double found = switch (alongOrder) {
                    case 0 -> across(i + a, j + b, acrossOrder);
                    case 1 -> across(i + a + 1, j + b, acrossOrder) - across(i + a, j + b, acrossOrder);
                    default -> across(i + a + 2, j + b, acrossOrder) - 2 * across(i + a + 1, j + b, acrossOrder)
                            + across(i + a, j + b, acrossOrder);
                };
                lo = Math.min(lo, found);
                hi = Math.max(hi, found);
            }
        }
        return new Range(lo, hi);
    }

    private double across(int i, int j, int order) {
        double[] r = c[i];
        return switch (order) {
            case 0 -> r[j];
            case 1 -> r[j + 1] - r[j];
            case 2 -> r[j + 2] - 2 * r[j + 1] + r[j];
            default -> r[j + 3] - 3 * r[j + 2] + 3 * r[j + 1] - r[j];
        };
    }
}
