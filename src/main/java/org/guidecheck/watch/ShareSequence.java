package org.guidecheck.watch;

import org.guidecheck.statistics.Interval;
import org.hipparchus.special.Beta;

/**
 * Confidence sequence for the probability of an event in independent trials: the intervals at all numbers of trials
 * together contain it with probability at least 1 − α. It holds the p for which the likelihood ratio of the mixture
 * over Beta(½, ½) against p is below 1/α (H. Robbins, Ann. Math. Stat. 41, 1970; Ville's inequality). It depends on
 * counts alone, so that a trial costs nothing.
 */
final class ShareSequence {
    private static final double HALF = 0.5;
    private static final double LOG_BETA_OF_HALVES = Beta.logBeta(HALF, HALF);
    private static final int HALVINGS = 60;
    /** Rounding of a logarithm of a likelihood ratio, relative to its terms. */
    private static final double ROUNDING = 1e-12;

    private ShareSequence() {
    }

    /**
     * The interval after some trials.
     *
     * @param events number of events, from 0 to trials
     * @param trials number of trials, at least 0
     * @param alpha  probability of leaving out the right value at any time, in (0, 1)
     * @return the interval within [0, 1]
     */
    static Interval after(long events, long trials, double alpha) {
        if (trials == 0) {
            return new Interval(0, 1);
        }
        double found = (double) events / trials;
        double lower = events == 0 ? 0 : end(0, found, events, trials, alpha);
        double upper = events == trials ? 1 : end(1, found, events, trials, alpha);
        return new Interval(lower, upper);
    }

    /** The value farthest from the share found that is still refuted, between an end of [0, 1] and that share. */
    private static double end(double outer, double found, long events, long trials, double alpha) {
        double refuted = outer;
        double kept = found;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (refuted + kept) / 2;
            if (logRatio(middle, events, trials) >= -Math.log(alpha)) {
                refuted = middle;
            } else {
                kept = middle;
            }
        }
        return refuted;
    }

    /**
     * Logarithm of the likelihood ratio of the mixture against a probability, rounded down.
     *
     * @param p in [0, 1]
     * @return the logarithm; +∞ if p excludes what happened
     */
    static double logRatio(double p, long events, long trials) {
        double mixture = Beta.logBeta(HALF + events, HALF + trials - events) - LOG_BETA_OF_HALVES;
        double terms = (events == 0 ? 0 : events * Math.log(p))
                + (events == trials ? 0 : (trials - events) * Math.log1p(-p));
        return mixture - terms - ROUNDING * (Math.abs(mixture) + Math.abs(terms));
    }
}
