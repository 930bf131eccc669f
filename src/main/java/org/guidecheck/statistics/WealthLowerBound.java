package org.guidecheck.statistics;

/**
 * How little one bet earns, at worst: a bound below on its logarithmic wealth, from two moments.
 *
 * <p>Let {@code z = x - m} be an observation less the limit, {@code -below <= t <= above} for {@code t = stake z}, with
 * {@code below < 1}. The starting point is {@code log(1 + t) >= t - t^2} for {@code t >= -1/2}. The same holds with any
 * bound: {@code (log(1 + t) - t)/t^2} grows with t (its Taylor remainder is {@code -integral_0^1 (1 - s)/(1 + s t)^2
 * ds}), so that {@code log(1 + t) >= v(t) = t - c t^2} for {@code t >= -below}, with {@code c = (-log(1 - below) -
 * below)/below^2}. That c is 0.77 at 1/2 and tends to 1/2 at 0.
 *
 * <p>So the logarithmic wealth is at least a sum of independent v. On the range, v is Lipschitz with constant {@code L
 * = max(1 + 2 c below, 2 c above - 1)}, hence has variance at most {@code L^2 stake^2 Var x}; it is at most {@code 1/(4
 * c)} and at least {@code -max(below + c below^2, c above^2 - above)}, so that its range has a length B. Bernstein's
 * inequality (S. Boucheron, G. Lugosi and P. Massart, Concentration Inequalities, 2013, theorem 2.10) then bounds the
 * sum of n of them below, outside an event of probability p, with {@code l = log(1/p)}: by {@code n E v - s}, where
 * {@code s^2 = 2 l (n Var v + B s/3)}.
 *
 * @param stake the bet over the limit, b/m, above 0, in one over the units of x
 * @param below the bet, or a bound above on it, in [2^-20, 1)
 * @param above a bound above on {@code stake z}, above {@code -below}
 * @param curvature the c of {@code log(1 + t) >= t - c t^2}, rounded up
 */
record WealthLowerBound(double stake, double below, double above, double curvature) {

    // The formula of c cancels; for bets of at least 2^-20 it keeps this many digits.
    private static final double CURVATURE_ROUNDING = 1e-9;

    /** The floor with the least valid c. */
    static WealthLowerBound of(double stake, double below, double above) {
        double c = (-Math.log1p(-below) - below) / (below * below) * (1 + CURVATURE_ROUNDING);
        return new WealthLowerBound(stake, below, above, c);
    }

    /** The discrepancy {@code E z} beyond which {@link #drift} at a fixed variance falls. */
    double bestDiscrepancy() {
        return 1 / (2 * curvature * stake);
    }

    /**
     * A bound below on {@code E v}, less what rounding takes.
     *
     * @param discrepancy {@code E z}
     * @param secondMoment a bound above on {@code E z^2}
     */
    double drift(double discrepancy, double secondMoment) {
        return stake * (discrepancy - curvature * stake * secondMoment) - BetGrid.ROUNDING;
    }

    /**
     * The bound below on the logarithmic wealth.
     *
     * @param n how many observations, at least 1
     * @param drift a bound below on {@code E v}
     * @param variance a bound above on {@code Var x}
     * @param confidence {@code log(1/p)} for the probability p with which it may fail, above 0
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
