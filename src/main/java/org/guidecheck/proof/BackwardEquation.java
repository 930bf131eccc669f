package org.guidecheck.proof;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Backward equation H_σ = κ(½H_yy + bH_y − wG²H) + S of the law in the middle of a box, by collocation at the knots. */
final class BackwardEquation {
    private static final int STEPS_A_ROW = 2;
    private final LawBox law;
    private final Grid grid;
    private final double weight;

    BackwardEquation(LawBox box, Grid grid, double weight) {
        law = box.middle();
        this.grid = grid;
        this.weight = weight;
    }

    /** The solution from 1 without a source, by the trapezoidal rule: second order. */
    Spline solution() {
        double[] one = new double[grid.columns() + 1];
        Arrays.fill(one, 1);
        return solve(one, null, 0.5);
    }

    /** The solution from 0 with a source at the knots, by the implicit rule: no overshoot. */
    Spline ofSource(double[][] source) {
        return solve(new double[grid.columns() + 1], source, 1);
    }

    private Spline solve(double[] first, double[][] source, double implicit) {
        int n = first.length;
        double[][] knots = new double[grid.rows() + 1][];
        Tridiagonal mass = Tridiagonal.constant(n, 1.0 / 6, 4.0 / 6).folded();
        double[] c = first;
        knots[0] = extended(c);
        double h = grid.rowStep() / STEPS_A_ROW;
        Tridiagonal before = operator(0);
        for (int i = 0; i < grid.rows(); i++) {
            for (int k = 0; k < STEPS_A_ROW; k++) {
                Tridiagonal after = operator((i + (k + 1.0) / STEPS_A_ROW) * grid.rowStep());
                double[] right = mass.plus((1 - implicit) * h, before).times(c);
                if (source != null) {
                    double at = (k + implicit) / STEPS_A_ROW;
                    for (int j = 0; j < n; j++) {
                        right[j] += h * ((1 - at) * source[i][j] + at * source[i + 1][j]);
                    }
                }
                c = mass.plus(-implicit * h, after).solve(right);
                before = after;
            }
            knots[i + 1] = extended(c);
        }
        return Spline.through(knots);
    }

    private Tridiagonal operator(double sigma) {
        Level level = Level.of(law, grid, Range.of(sigma));
        int n = grid.columns() + 1;
        double step = grid.columnStep();
        double kappa = level.kappa().lo();
        Tridiagonal found = new Tridiagonal(n);
        IntStream.range(0, n).parallel().forEach(j -> {
            Field field = new Field(level, Range.of(grid.y(j)), weight);
            double b = field.b().lo();
            double c = weight * field.g().lo() * field.g().lo();
            found.lower[j] = kappa * (0.5 / (step * step) - b / (2 * step) - c / 6);
            found.diagonal[j] = kappa * (-1 / (step * step) - 4 * c / 6);
            found.upper[j] = kappa * (0.5 / (step * step) + b / (2 * step) - c / 6);
        });
        return found.folded();
    }

    private static double[] extended(double[] c) {
        int n = c.length;
        double[] found = new double[n + 2];
        System.arraycopy(c, 0, found, 1, n);
        found[0] = 2 * c[0] - c[1];
        found[n + 1] = 2 * c[n - 1] - c[n - 2];
        return found;
    }
}
