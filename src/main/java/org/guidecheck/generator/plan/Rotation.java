package org.guidecheck.generator.plan;

import java.util.List;

/**
 * Rotation in the planes of neighbouring axes, one after the other.
 *
 * @param turns angle in each plane, in steps of five degrees; one fewer than dimensions
 */
record Rotation(List<Integer> turns) {

    /** Images of the axes, as orthonormal rows. */
    double[][] axes() {
        int d = turns.size() + 1;
        double[][] axes = new double[d][d];
        for (int a = 0; a < d; a++) {
            axes[a][a] = 1;
        }
        for (int p = 0; p < d - 1; p++) {
            double angle = Math.PI * turns.get(p) / Numbers.TURNS;
            for (int i = 0; i < d; i++) {
                double first = axes[p][i];
                double second = axes[p + 1][i];
                axes[p][i] = Math.cos(angle) * first + Math.sin(angle) * second;
                axes[p + 1][i] = Math.cos(angle) * second - Math.sin(angle) * first;
            }
        }
        return axes;
    }

    /** The exactly symmetric matrix U diag(variances) Uᵀ. */
    double[][] turned(double[] variances) {
        int d = variances.length;
        double[][] axes = axes();
        double[][] matrix = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                for (int a = 0; a < d; a++) {
                    matrix[i][j] += variances[a] * axes[a][i] * axes[a][j];
                }
                matrix[j][i] = matrix[i][j];
            }
        }
        return matrix;
    }
}
