package org.guidecheck.statistics;

/**
 * Guarantee that the bets refute a mean of at most m, for independent variables in [0, range] of mean m + d.
 *
 * <p>One bet suffices, at the cost of the average, log 21; {@link WealthLowerBound} bounds its wealth. Its two moments,
 * with z = x − m:
 * <ul>
 *   <li>With a standard deviation s: E z² ≤ s² + d².
 *   <li>From the range alone: z² lies below its chord on [−m, range − m], so that
 *       Var x ≤ E z² ≤ m(range − m) + d(range − 2m).
 * </ul>
 *
 * <p>A guarantee for d covers every larger discrepancy: a variable of larger mean has a cap c at which min(x, c) has
 * mean m + d, and capping raises neither the variance (it is 1-Lipschitz) nor any wealth. The bounds used keep that
 * order. At a fixed variance, d is capped where the drift is largest. From the range alone, the bound is an affine
 * function of d less the root of one, hence convex, and it is negative at d = 0: it exceeds a threshold on a half-line.
 * In n it is convex and at most 0 at n = 0, so the same argument applies.
 *
 * <p>Wealth decreases in m, so refuting a larger limit refutes m. Limits above m are tried too, at the discrepancy that
 * remains: near m = 0, fractions of m would restrict the bets.
 *
 * @param limit        limit m, in [0, range)
 * @param range        largest value of the variable, or the cap at which it is truncated, above 0
 * @param sd           upper bound on the standard deviation, at least 0; +∞ if only the range is known
 * @param logThreshold log of the wealth that refutes, above 0
 * @param confidence   log(1/p) for the probability p with which the guarantee may fail, above 0
 */
record RefutationGuarantee(double limit, double range, double sd, double logThreshold, double confidence)
        implements
            PowerGuarantee {

    private static final int SHIFTS = 30;

    @Override
    public boolean finds(long n, double discrepancy) {
        if (findsAt(limit, n, discrepancy)) {
            return true;
        }
        for (int i = 1; i <= SHIFTS; i++) {
            double shift = Math.scalb(range, -i);
            if (findsAt(limit + shift, n, discrepancy - shift)) {
                return true;
            }
        }
        return false;
    }

    private boolean findsAt(double m, long n, double discrepancy) {
        if (!(m > 0 && m < range && discrepancy > 0)) {
            return false;
        }
        double needed = logThreshold + BetGrid.LOG_SIZE;
        for (int j = 0; j < BetGrid.SIZE; j++) {
            double stake = BetGrid.bet(j) / m;
            WealthLowerBound bound = WealthLowerBound.of(stake, BetGrid.bet(j), stake * (range - m));
            if (fromDeviation(bound, n, discrepancy) >= needed || fromRange(bound, m, n, discrepancy) >= needed) {
                return true;
            }
        }
        return false;
    }

    private double fromDeviation(WealthLowerBound bound, long n, double discrepancy) {
        // No variable on this range has a larger standard deviation.
        double s = Math.min(sd, range / 2);
        double d = Math.min(discrepancy, bound.bestDiscrepancy());
        return bound.logWealth(n, bound.drift(d, s * s + d * d), s * s, confidence);
    }

    private double fromRange(WealthLowerBound bound, double m, long n, double discrepancy) {
        double secondMoment = m * (range - m) + discrepancy * Math.max(range - 2 * m, 0);
        return bound.logWealth(n, bound.drift(discrepancy, secondMoment), secondMoment, confidence);
    }
}
