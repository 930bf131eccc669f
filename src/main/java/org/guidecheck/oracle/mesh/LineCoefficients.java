package org.guidecheck.oracle.mesh;

import org.guidecheck.law.NoiseLevel;

/** Coefficients of the backward equation on the line, ∂_u V + bV' + ½V'' − kV = 0, at the middle of a time step. */
interface LineCoefficients {
    /**
     * Evaluates drift and killing at all points of a mesh.
     *
     * @param mesh    mesh of n points
     * @param level   noise level at the middle of the step
     * @param w       mean weight over the step
     * @param rises   filled with 2∫b from each point to the next, n − 1 numbers
     * @param killing filled with k at the points; all 0 at first, and may be left so if k is 0 at every step
     */
    void evaluate(Mesh mesh, NoiseLevel level, double w, double[] rises, double[] killing);

    /** Fills in the rises of the drift y/2 + ψ' from a potential ψ, which is overwritten. */
    static void rises(double[] points, double[] potential, double[] rises) {
        for (int i = 0; i < points.length; i++) {
            potential[i] += 0.25 * points[i] * points[i];
        }
        for (int i = 0; i < rises.length; i++) {
            rises[i] = 2 * (potential[i + 1] - potential[i]);
        }
    }
}
