package org.guidecheck.oracle.mesh;

/**
 * Time stepper of the backward equation ∂_u V + bV' + ½V'' − kV = 0 on a mesh. The drift b is given by its rises 2∫b
 * between neighbouring points, which are 2ΔΦ where b = Φ'.
 *
 * <p>In space: exponential fitting (Scharfetter–Gummel). The rate from a point to its neighbour is ½B(−rise) / (spacing
 * · volume) with B(x) = x/(eˣ − 1). On every mesh these are the rates of a Markov chain, reversible like every chain on
 * a line: no rate is negative, and constants are preserved.
 *
 * <p>In time: (1 + A + A²/2)⁻¹ for e^{−A}, where A is the step times the chain's generator with killing. This is of
 * second order and L-stable. A reversible chain has real, non-negative eigenvalues, on which the factor is positive and
 * decreases to 0: no mode changes its sign, however stiff, whereas the trapezoidal rule, TR-BDF2 and the usual
 * two-stage SDIRK flip the stiff ones. (No linear scheme of second order keeps every value in bounds.) By partial
 * fractions a step is one complex tridiagonal solve: −2 Im (A + 1 + i)⁻¹ V. Masses move forward by the transpose of the
 * same matrix, so that Σ mass·V is preserved up to rounding.
 */
final class BackwardEquationStepper {
    private final double[] spacings;
    private final double[] volumes;
    private final double[] up;
    private final double[] down;
    private final double[] factorRe;
    private final double[] factorIm;
    private final double[] inverseRe;
    private final double[] inverseIm;
    private final double[] solutionRe;
    private final double[] solutionIm;

    BackwardEquationStepper(Mesh mesh) {
        int n = mesh.size();
        double[] points = mesh.points();
        this.volumes = mesh.volumes();
        this.spacings = new double[n - 1];
        for (int i = 0; i < n - 1; i++) {
            spacings[i] = points[i + 1] - points[i];
        }
        this.up = new double[n];
        this.down = new double[n];
        this.factorRe = new double[n];
        this.factorIm = new double[n];
        this.inverseRe = new double[n];
        this.inverseIm = new double[n];
        this.solutionRe = new double[n];
        this.solutionIm = new double[n];
    }

    /**
     * B(x) = x/(eˣ − 1): 1 at 0, decreasing to 0 on the right, growing like −x on the left.
     *
     * @param x any number
     * @return B(x) ≥ 0, relatively accurate
     */
    static double bernoulli(double x) {
        if (Math.abs(x) < 0.5) {
            double square = x * x;
            return 1 - 0.5 * x + square / 12 * (1 - square / 60 * (1 - square / 42 * (1 - square / 40
                    * (1 - square * 5 / 198))));
        }
        return x > 700 ? 0 : x / Math.expm1(x);
    }

    /**
     * Moves solutions back by one step.
     *
     * @param rises   2∫b from each point to the next, at the middle of the step; one fewer than points
     * @param killing k at the points; where it is negative, |k|·du must be small for accuracy
     * @param du      length of the step, positive
     * @param all     solutions V at the later end, overwritten with those at the earlier end
     */
    void stepBack(double[] rises, double[] killing, double du, double[]... all) {
        factorise(rises, killing, du);
        for (double[] values : all) {
            solve(values);
        }
    }

    private void solve(double[] values) {
        int n = values.length;
        double xRe = 0;
        double xIm = 0;
        for (int i = 0; i < n; i++) {
            double rightRe = values[i] + down[i] * xRe;
            double rightIm = down[i] * xIm;
            xRe = rightRe * inverseRe[i] - rightIm * inverseIm[i];
            xIm = rightRe * inverseIm[i] + rightIm * inverseRe[i];
            solutionRe[i] = xRe;
            solutionIm[i] = xIm;
        }
        values[n - 1] = -2 * xIm;
        for (int i = n - 2; i >= 0; i--) {
            double nextRe = solutionRe[i] + factorRe[i] * xRe - factorIm[i] * xIm;
            xIm = solutionIm[i] + factorRe[i] * xIm + factorIm[i] * xRe;
            xRe = nextRe;
            values[i] = -2 * xIm;
        }
    }

    /**
     * Moves masses forward by one step: the transpose of {@link #stepBack}.
     *
     * @param rises   2∫b from each point to the next, at the middle of the step
     * @param killing k at the points
     * @param du      length of the step, positive
     * @param masses  masses at the earlier end, overwritten with those at the later end
     */
    void stepForward(double[] rises, double[] killing, double du, double[] masses) {
        int n = masses.length;
        factorise(rises, killing, du);
        double xRe = 0;
        double xIm = 0;
        for (int i = 0; i < n; i++) {
            double before = i == 0 ? 0 : factorRe[i - 1] * xRe - factorIm[i - 1] * xIm;
            xIm = i == 0 ? 0 : factorRe[i - 1] * xIm + factorIm[i - 1] * xRe;
            xRe = masses[i] + before;
            solutionRe[i] = xRe;
            solutionIm[i] = xIm;
        }
        xRe = 0;
        xIm = 0;
        for (int i = n - 1; i >= 0; i--) {
            double rate = i == n - 1 ? 0 : down[i + 1];
            double rightRe = solutionRe[i] + rate * xRe;
            double rightIm = solutionIm[i] + rate * xIm;
            xRe = rightRe * inverseRe[i] - rightIm * inverseIm[i];
            xIm = rightRe * inverseIm[i] + rightIm * inverseRe[i];
            masses[i] = -2 * xIm;
        }
    }

    /** Factorises A + 1 + i into a lower triangle, kept as its inverse diagonal, and an upper one of −factors. */
    private void factorise(double[] rises, double[] killing, double du) {
        int n = volumes.length;
        down[0] = 0;
        up[n - 1] = 0;
        for (int i = 0; i < n - 1; i++) {
            double rise = rises[i];
            double scaled = 0.5 * du / spacings[i];
            // B(−x) = B(x) + x, evaluated on the side that does not cancel.
            double small = bernoulli(Math.abs(rise));
            double large = small + Math.abs(rise);
            up[i] = scaled / volumes[i] * (rise >= 0 ? large : small);
            down[i + 1] = scaled / volumes[i + 1] * (rise >= 0 ? small : large);
        }
        // Elimination downwards: x_i = solution_i + factor_i x_{i+1}. Large rates would cancel in 1 − factor, which is
        // therefore computed as e = s / (s + up), with s = 1 + i + k du + down·(e of the previous point).
        double eRe = 0;
        double eIm = 0;
        for (int i = 0; i < n; i++) {
            double sRe = 1 + du * killing[i] + down[i] * eRe;
            double sIm = 1 + down[i] * eIm;
            double pivotRe = sRe + up[i];
            double size = pivotRe * pivotRe + sIm * sIm;
            inverseRe[i] = pivotRe / size;
            inverseIm[i] = -sIm / size;
            eRe = sRe * inverseRe[i] - sIm * inverseIm[i];
            eIm = sRe * inverseIm[i] + sIm * inverseRe[i];
            factorRe[i] = up[i] * inverseRe[i];
            factorIm[i] = up[i] * inverseIm[i];
        }
    }
}
