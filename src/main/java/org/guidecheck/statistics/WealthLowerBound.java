package org.guidecheck.statistics;

/**
 * Lower bound on the log wealth of one bet, from two moments.
 *
 * <p>Let z = x − m be an observation less the limit and t = stake·z, with −below ≤ t ≤ above and below &lt; 1. The
 * starting point is log(1 + t) ≥ t − t² for t ≥ −1/2. It extends to any bound: (log(1 + t) − t)/t² increases in t (its
 * Taylor remainder is −∫₀¹ (1 − s)/(1 + st)² ds), so that log(1 + t) ≥ v(t) = t − c·t² for t ≥ −below, with
 * c = (−log(1 − below) − below)/below². This c is 0.77 at 1/2 and tends to 1/2 at 0.
 *
 * <p>So the log wealth is at least a sum of independent v. On the range, v is Lipschitz with constant
 * L = max(1 + 2c·below, 2c·above − 1), hence its variance is at most L²·stake²·Var x; it is at most 1/(4c) and at least
 * −max(below + c·below², c·above² − above), which gives its range a length B. Bernstein's inequality (S. Boucheron, G.
 * Lugosi and P. Massart, Concentration Inequalities, 2013, theorem 2.10) then bounds the sum of n of them from below,
 * outside an event of probability p and with l = log(1/p), by n·E v − s, where s² = 2l(n·Var v + B·s/3).
 *
 * @param stake     bet over limit, b/m, above 0, in one over the units of x
 * @param below     the bet, or an upper bound on it, in [2⁻²⁰, 1)
 * @param above     upper bound on stake·z, above −below
 * @param curvature c of log(1 + t) ≥ t − c·t², rounded up
 */
record WealthLowerBound(double stake, double below, double above, double curvature) {

    /** The formula of c cancels; for bets of at least 2⁻²⁰ its relative error is below this. */
    private static final double CURVATURE_ROUNDING = 1e-9;

    /** The bound with the least valid c. */
    static WealthLowerBound of(double stake, double below, double above) {
        double c = (-Math.log1p(-below) - below) / (below * below) * (1 + CURVATURE_ROUNDING);
        return new WealthLowerBound(stake, below, above, c);
    }

    /** The discrepancy E z beyond which {@link #drift} at a fixed variance decreases. */
    double bestDiscrepancy() {
        return 1 / (2 * curvature * stake);
    }

    /**
     * Lower bound on E v, less rounding.
     *
     * @param discrepancy  E z
     * @param secondMoment upper bound on E z²
     */
    double drift(double discrepancy, double secondMoment) {
        return stake * (discrepancy - curvature * stake * secondMoment) - BetGrid.ROUNDING;
    }

    /**
     * Lower bound on the log wealth.
     *
     * @param n          number of observations, at least 1
     * @param drift      lower bound on E v
     * @param variance   upper bound on Var x
     * @param confidence log(1/p) for the probability p with which the bound may fail, above 0
     */
    double logWealth(long n, double drift, double variance, double confidence) {
        double c = curvature;
        double lipschitz = Math.max(1 + 2 * c * below, 2 * c * above - 1);
        double length = 1 / (4 * c) + Math.max(below + c * below * below, c * above * above - above);
        double linear = confidence * length / 3;
        double deviation = lipschitz * stake;
        double root = Math.sqrt(linear * linear + 2 * confidence * n * deviation * deviation * variance);
        return n * drift - linear - root;
    }
}
