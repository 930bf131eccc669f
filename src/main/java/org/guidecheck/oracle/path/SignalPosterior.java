package org.guidecheck.oracle.path;

/**
 * Class posterior along one noised draw X_0 + W_s, in the clock r = 1/s of the signal: V_r = r·W_{1/r} is a Brownian
 * motion in r that starts at 0, and ∫ ‖∇log p_s(c|X_0 + W_s)‖² ds = ∫ h² dr with h = (1 − p(c|·))·‖m_c − m_rest‖, where
 * m_c and m_rest are the means of the clean data of the class and of the rest given the noised point (see theory.md,
 * "Exact in time"). The clock begins at pure noise, r = 0, where h is finite.
 *
 * <p>Not thread-safe.
 */
interface SignalPosterior {
    /** Makes X_0 the origin of a new path. */
    void place(double[] clean);

    /**
     * Moves to a place of the path, from which all later questions are asked.
     *
     * @param r signal, at least 0
     * @param v V_r, d coordinates
     */
    void evaluate(double r, double[] v);

    /** h² there. */
    double squaredGap();

    /** Log-odds of the class there. */
    double logOdds();

    /**
     * Upper bound of h² over the next piece of the path.
     *
     * @param length length of the piece in r, above 0
     * @param tube   bounds of how far V moves
     */
    double bound(double length, TubeRadii.Radii tube);

    /**
     * Upper bound of ‖∇log p_s(c|X_0 + W_s)‖² over all that is left of the path, s from 1/r to 0; infinite if the data has
     * no density or there is none.
     *
     * @param w    W at s = 1/r, d coordinates
     * @param tube bounds of how far W moves
     */
    double closingBound(double[] w, TubeRadii.Radii tube);

    /**
     * Moves to a place where s may be 0.
     *
     * @param s noise σ², at least 0
     * @param w W_s, d coordinates
     * @return ‖∇log p_s(c|X_0 + W_s)‖² there
     */
    double squaredGradient(double s, double[] w);
}
