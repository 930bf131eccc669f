package org.guidecheck.claim.foundation;

import org.guidecheck.claim.LawUnderTest;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Effort;

/**
 * Budget of the comparison of a density with its {@link ReferenceDensity}: the errors to detect, larger for costly
 * densities, and the number of draws. The number grows with the inverse square of the errors and with the logarithm of
 * the false-alarm rate, as the widths of confidence sequences require.
 *
 * @param coarsening factor of the errors to detect, 1 for cheap densities
 * @param block pairs averaged to one observation
 * @param most  the most observations
 */
record ComparisonBudget(double coarsening, int block, int most) {
    /** Cost of a density up to which the finest errors are detected. */
    private static final double CHEAP = 33;
    /** Largest factor by which a costly density coarsens the errors: beyond it a comparison would show nothing. */
    private static final double COARSEST = 4;
    private static final double PAIRS = 24_000;
    /** Enough observations that the range of a variable adds little to the width of an enclosure. */
    private static final double OBSERVATIONS = 6_000;
    /** Change of the mean of p/(p + q) over that of the normalising constant, where law and reference overlap well. */
    private static final double USUAL_SLOPE = 0.15;
    private static final double MOST_MORE = 6;
    /** False-alarm rate for which these numbers are chosen. */
    private static final double ALPHA = 1e-8;

    static ComparisonBudget of(LawUnderTest subject, Effort effort, double alpha) {
        double coarsening = Math.min(COARSEST, Math.max(1, Math.sqrt(subject.law().cost() / CHEAP)));
        double pairs = PAIRS / (coarsening * coarsening);
        int block = Math.max(1, (int) (pairs / OBSERVATIONS));
        return new ComparisonBudget(coarsening, block,
                effort.samples((int) (pairs / block * Math.max(1, Math.log(2 / alpha) / Math.log(2 / ALPHA)))));
    }

    /**
     * The most observations if the normalising constant moves the mean less than usual.
     *
     * @param slope change of the mean over that of the constant, estimated from draws that are not used again
     * @return the usual number times the square of usual slope over slope, at most {@value #MOST_MORE} times as many
     */
    int most(double slope) {
        double lacking = USUAL_SLOPE / slope;
        return (int) (most * Math.min(MOST_MORE, Math.max(1, lacking * lacking)));
    }

    /**
     * Reference density at a random noise between a quarter of the law's spread and all of it, up to four dimensions.
     * In more dimensions, where densities overlap less, the noise grows to √d/2 times the spread.
     */
    static ReferenceDensity reference(LawUnderTest subject, Streams streams) {
        double d = Math.max(4, subject.dimension());
        double share = Math.sqrt(d / 4) * Math.pow(4, -4 / d * streams.derived("noise").stream(0).nextDouble());
        return new ReferenceDensity(subject, share, streams.derived("companion").stream(0));
    }
}
