package org.guidecheck.claim.foundation;

import java.util.function.ToDoubleFunction;
import org.guidecheck.claim.LawUnderTest;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Effort;

/**
 * Budget of the comparison of a density with its {@link ReferenceDensity}: the errors to detect, and the number of
 * observations. Confidence sequences need a number that grows with the inverse of the errors and the logarithm of the
 * false-alarm rate, however little the observations vary, and one that grows with their variance beside. The variance is
 * small where the law is so noisy that the reference fits well.
 *
 * @param coarsening factor of the errors to detect, 1 unless densities are very costly
 * @param planned    observations that suffice as a rule
 */
record ComparisonBudget(double coarsening, int planned) {
    /** Draws that are off by several standard errors need more observations than planned. */
    private static final int RESERVE = 3;
    /** Cost of a density up to which the claimed errors are detected; those of 180 points in 64 dimensions cost more. */
    private static final double CHEAP = 1e4;
    /** Largest factor by which a costly density coarsens the errors: beyond it a comparison would show nothing. */
    private static final double COARSEST = 4;
    /** Observations that detect an error of a hundredth, if they hardly vary. */
    private static final double FEWEST = 12_000;
    private static final double MOST = 48_000;
    /** Cost of all densities of a law up to which more observations are made. */
    private static final double WORK = 5e6;
    /** False-alarm rate for which these numbers are chosen. */
    private static final double ALPHA = 1e-8;
    /** Factor by which widths exceed those of a normal mean at the same rate, with the share of the best bet and the luck of the draws. */
    private static final double SLACK = 1.8;
    private static final double MOST_BET = 0.9;
    private static final int DOUBLINGS = 8;

    static ComparisonBudget of(LawUnderTest subject, Effort effort, double alpha) {
        double cost = subject.law().cost();
        double coarsening = Math.min(COARSEST, Math.max(1, Math.sqrt(cost / CHEAP)));
        double observations = Math.max(FEWEST, Math.min(MOST, WORK / cost)) / coarsening
                * Math.max(1, Math.log(2 / alpha) / Math.log(2 / ALPHA));
        return new ComparisonBudget(coarsening,
                Math.max(effort.samples((int) observations), (int) (observations / effort.coarseness())));
    }

    /** The most observations. */
    int most() {
        return RESERVE * planned;
    }

    /**
     * Observations that enclose a mean, by the growth of the wealth of the best single bet.
     *
     * @param tolerance half width of the enclosure
     * @param deviation standard deviation of the variable
     * @param range     distance of the mean from the farther end of the variable's range
     * @param alpha     false-alarm rate
     * @return the number of observations, about
     */
    static double needed(double tolerance, double deviation, double range, double alpha) {
        double bet = Math.min(MOST_BET, tolerance * range / (deviation * deviation + tolerance * tolerance));
        double growth = bet * tolerance / range - 0.5 * bet * bet * (deviation * deviation) / (range * range);
        return SLACK * Math.log(2 / alpha) / growth;
    }

    /**
     * Pairs of draws at the least noise, of a random one and its doubles, at which this budget suffices.
     *
     * @param subject the law
     * @param streams random streams
     * @param needed  observations that the first pairs say are needed; they are not used again
     * @return the pairs; at the largest noise if this budget suffices nowhere
     */
    PairedDraws pairs(LawUnderTest subject, Streams streams, ToDoubleFunction<PairedDraws> needed) {
        PairedDraws pairs = pairs(subject, streams, 0);
        for (int k = 1; k <= DOUBLINGS && pairs.notFinite() == 0 && needed.applyAsDouble(pairs) > planned; k++) {
            pairs = pairs(subject, streams, k);
        }
        return pairs;
    }

    /**
     * Pairs of draws at a random noise between a quarter of the law's spread and all of it, up to four dimensions. In
     * more dimensions, where densities overlap less, the noise grows to √d/2 times the spread.
     */
    static PairedDraws pairs(LawUnderTest subject, Streams streams, int doublings) {
        double d = Math.max(4, subject.dimension());
        double share = Math.sqrt(d / 4) * Math.pow(4, -4 / d * streams.derived("noise").stream(0).nextDouble());
        ReferenceDensity reference =
                new ReferenceDensity(subject, Math.scalb(share, doublings), streams.derived("companion").stream(0));
        return new PairedDraws(subject, reference, streams.derived("pairs"));
    }
}
