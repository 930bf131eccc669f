package org.guidecheck.oracle.mesh;

/**
 * Steps of the backward equation ∂_u V + bV' + ½V'' − kV = 0 on a mesh, from the rises 2∫b of the drift between
 * neighbouring points: 2ΔΦ where b = Φ'.
 *
 * <p>In space: exponential fitting (Scharfetter–Gummel). The rate from a point to its neighbour is
 * ½B(−rise) / (spacing · volume) with B(x) = x/(eˣ − 1). Whatever the mesh, these are rates of a Markov chain,
 * reversible as every chain on a line is: no negative rate, and constants are kept.
 *
 * <p>In time: (1 + A + A²/2)⁻¹ for e^{−A}, A being the step times the chain's generator with killing. It is of second
 * order and L-stable. A chain that is reversible has real, non-negative eigenvalues, and on these the factor is
 * positive and falls to 0: no mode changes its sign, however stiff, where the trapezoidal rule, TR-BDF2 and the
 * usual two-stage SDIRK all flip the stiff ones. (That every value stays in bounds is beyond any linear scheme of
 * second order.) By partial fractions it is one complex tridiagonal solve: −2 Im (A + 1 + i)⁻¹ V. Masses move forward by
 * the transpose of the same matrix, so that Σ mass·V is kept to rounding.
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

    /**
     * Takes the mesh.
     *
     * @param mesh where values live
     */
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
     * B(x) = x/(eˣ − 1): 1 at 0, falling to 0, rising as −x to the left.
     *
     * @param x any number
     * @return at least 0, relatively accurate
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
     * Puts values back by one step.
     *
     * @param rises   2∫b from each point to the next, at the middle of the step; one less than there are points
     * @param killing k at the points; negative where paths multiply, and then a small share of 1/du for accuracy
     * @param du      length of the step, positive
     * @param all     each a V at the later end; replaced by V at the earlier end
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
     * Moves masses on by one step: the transpose of {@link #stepBack}.
     *
     * @param rises   2∫b from each point to the next, at the middle of the step
     * @param killing k at the points
     * @param du      length of the step, positive
     * @param masses  at the earlier end; replaced by those at the later end
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

    /** A + 1 + i as a lower triangle, of which the inverse diagonal is kept, times an upper one of −factors. */
    private void factorise(double[] rises, double[] killing, double du) {
        int n = volumes.length;
        down[0] = 0;
        up[n - 1] = 0;
        for (int i = 0; i < n - 1; i++) {
            double rise = rises[i];
            double scaled = 0.5 * du / spacings[i];
            // B(−x) = B(x) + x, from the side that does not cancel.
            double small = bernoulli(Math.abs(rise));
            double large = small + Math.abs(rise);
            up[i] = scaled / volumes[i] * (rise >= 0 ? large : small);
            down[i + 1] = scaled / volumes[i + 1] * (rise >= 0 ? small : large);
        }
        // Elimination downwards: x_i = solution_i + factor_i x_{i+1}. Instead of 1 − factor, which cancels where rates
        // are large: e = s / (s + up), where s = 1 + i + k du + down·(e of the point before).
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
