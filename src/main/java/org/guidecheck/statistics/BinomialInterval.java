package org.guidecheck.statistics;

import org.hipparchus.distribution.continuous.BetaDistribution;

/**
 * Interval for a probability from a number of independent trials that was fixed in advance (C. Clopper and E. Pearson,
 * Biometrika 26, 1934).
 */
public final class BinomialInterval {
    private BinomialInterval() {
    }

    /**
     * The interval.
     *
     * @param events number of events, from 0 to trials
     * @param trials number of trials, at least 1
     * @param alpha  probability with which the interval leaves out the right value, at most; in (0, 1)
     * @return the interval within [0, 1]
     */
    public static Interval of(int events, int trials, double alpha) {
        return new Interval(1 - upper(trials - events, trials, alpha), upper(events, trials, alpha));
    }

    private static double upper(int events, int trials, double alpha) {
        return events == trials ? 1
                : events == 0 ? -Math.expm1(Math.log(alpha / 2) / trials)
                        : new BetaDistribution(events + 1.0, trials - events)
                                .inverseCumulativeProbability(1 - alpha / 2);
    }
}
