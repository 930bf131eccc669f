package org.guidecheck.claim.foundation;

import org.guidecheck.claim.LawUnderTest;
import org.guidecheck.sampler.Streams;

/**
 * How finely a density is compared with its companion: as finely as its cost allows, the number of draws going with the
 * inverse square of what is to be told apart, and with the logarithm of the false-alarm rate, as the widths of enclosures
 * do.
 *
 * @param norm relative error of a norm that has to be seen
 * @param wave error of the mean of a wave of amplitude 1 that has to be seen, where law and companion overlap
 * @param block pairs to an observation
 * @param most the most observations
 */
record ComparisonBudget(double norm, double wave, int block, int most) {
    /** Cost of a density up to which it counts as cheap. */
    private static final double CHEAP = 33;
    private static final double FINEST_NORM = 0.2;
    private static final double FINEST_WAVE = 0.08;
    /** Coarser than this, nothing would be said. */
    private static final double COARSEST = 4;
    private static final double PAIRS = 24_000;
    /** So many, and what the range of a variable adds to the width of an enclosure is small. */
    private static final double OBSERVATIONS = 6_000;
    /** How much a norm moves the mean of p/(p + q) where law and companion overlap well. */
    private static final double USUAL_SLOPE = 0.15;
    private static final double MOST_MORE = 6;
    /** The rate that these numbers are for. */
    private static final double ALPHA = 1e-8;

    static ComparisonBudget of(LawUnderTest subject, double alpha) {
        double coarsening = Math.min(COARSEST, Math.max(1, Math.sqrt(subject.law().cost() / CHEAP)));
        double pairs = PAIRS / (coarsening * coarsening);
        int block = Math.max(1, (int) (pairs / OBSERVATIONS));
        return new ComparisonBudget(FINEST_NORM * Math.sqrt(coarsening), FINEST_WAVE * coarsening, block,
                (int) (pairs / block * Math.max(1, Math.log(2 / alpha) / Math.log(2 / ALPHA))));
    }

    /**
     * The most observations where a norm moves the mean less than usual.
     *
     * @param slope change of the mean over that of the norm, from draws that are not used again
     * @return more by the square of what the slope lacks, up to {@value #MOST_MORE} times as many
     */
    int most(double slope) {
        double lacking = USUAL_SLOPE / slope;
        return (int) (most * Math.min(MOST_MORE, Math.max(1, lacking * lacking)));
    }

    /**
     * A companion at noise from a quarter of the law's own spread to all of it, up to four dimensions; beyond, where
     * densities come apart, at more: √d/2 times the spread in the end.
     */
    static ReferenceDensity companion(LawUnderTest subject, Streams streams) {
        double d = Math.max(4, subject.dimension());
        double share = Math.sqrt(d / 4) * Math.pow(4, -4 / d * streams.derived("noise").stream(0).nextDouble());
        return new ReferenceDensity(subject, share, streams.derived("companion").stream(0));
    }
}
