package org.guidecheck.statistics;

/**
 * When the bets are sure to refute that a mean is at most m, for independent variables in [0, range] whose mean is
 * {@code m + d}.
 *
 * <p>One bet suffices, at the cost of the average, {@code log 21}; {@link WealthLowerBound} bounds its wealth. Its two moments:
 * <ul>
 *   <li>With a standard deviation s: {@code E z^2 <= s^2 + d^2}.
 *   <li>From the range alone: {@code z^2} lies below its chord on {@code [-m, range - m]}, so that
 *       {@code Var x <= E z^2 <= m (range - m) + d (range - 2 m)}.
 * </ul>
 *
 * <p>A promise for d covers every larger discrepancy: for a variable of larger mean there is a cap c at which {@code
 * min(x, c)} has mean {@code m + d}; capping does not raise the variance (it is 1-Lipschitz) nor any wealth. The bounds
 * used keep that order. At a fixed variance, d is capped where the drift is largest. From the range alone, the bound is
 * an affine function of d less the root of one, hence convex, and negative at d = 0: where it exceeds a threshold is a
 * half-line. In n it is convex and at most 0 at n = 0, by the same argument.
 *
 * <p>Whoever refutes a larger limit refutes m, wealth falling in m. So limits above m are tried too, at the discrepancy
 * that remains: near m = 0 this frees the bets from the fractions of m.
 *
 * @param limit the limit m, in [0, range)
 * @param range the largest value of the variable, or the cap at which it is truncated, above 0
 * @param sd a bound above on the standard deviation, at least 0; +infinity when only the range is known
 * @param logThreshold the logarithm of the wealth that refutes, above 0
 * @param confidence {@code log(1/p)} for the probability p with which the promise may fail, above 0
 */
record RefutationPromise(double limit, double range, double sd, double logThreshold, double confidence)
        implements PowerPromise {

    private static final int SHIFTS = 30;

    @Override
    public boolean made(long n, double discrepancy) {
        if (madeAt(limit, n, discrepancy)) {
            return true;
        }
        for (int i = 1; i <= SHIFTS; i++) {
            double shift = Math.scalb(range, -i);
            if (madeAt(limit + shift, n, discrepancy - shift)) {
                return true;
            }
        }
        return false;
    }

    private boolean madeAt(double m, long n, double discrepancy) {
        if (!(m > 0 && m < range && discrepancy > 0)) {
            return false;
        }
        double needed = logThreshold + BetGrid.LOG_SIZE;
        for (int j = 0; j < BetGrid.SIZE; j++) {
            double stake = BetGrid.bet(j) / m;
            WealthLowerBound floor = WealthLowerBound.of(stake, BetGrid.bet(j), stake * (range - m));
            if (fromDeviation(floor, n, discrepancy) >= needed || fromRange(floor, m, n, discrepancy) >= needed) {
                return true;
            }
        }
        return false;
    }

    private double fromDeviation(WealthLowerBound floor, long n, double discrepancy) {
        // No variable of this range has a larger standard deviation.
        double s = Math.min(sd, range / 2);
        double d = Math.min(discrepancy, floor.bestDiscrepancy());
        return floor.logWealth(n, floor.drift(d, s * s + d * d), s * s, confidence);
    }

    private double fromRange(WealthLowerBound floor, double m, long n, double discrepancy) {
        double secondMoment = m * (range - m) + discrepancy * Math.max(range - 2 * m, 0);
        return floor.logWealth(n, floor.drift(discrepancy, secondMoment), secondMoment, confidence);
    }
}
