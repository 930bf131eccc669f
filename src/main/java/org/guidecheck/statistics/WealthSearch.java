package org.guidecheck.statistics;

import java.util.Arrays;

/**
 * Bisection for the largest mean m that the bets refute, for observations in [0, 1]: the largest m at which the wealth,
 * the average over j of ∏ᵢ (1 + b_j(xᵢ/m − 1)), reaches a threshold. The wealth decreases in m.
 *
 * <p>The result is sound whatever the search does: it was evaluated and is refuted, allowing for the rounding of the
 * products.
 */
final class WealthSearch {

    /** The search ends when the log wealth exceeds its threshold by at most this: about 1/1000 of a half-width. */
    static final double OVERSHOOT = 0.02;

    /** The search also ends when the answer is known to this. */
    static final double RESOLUTION = 5e-10;

    /** Smallest mean tried: factors stay below 2³⁴, so that sixteen of them do not overflow. */
    private static final double SMALLEST_MEAN = 1e-10;
    /** A bet this far below the threshold in log wealth at one m is negligible there and at every larger m. */
    private static final double NEGLIGIBLE = 25;
    private static final int BLOCK = 16;
    private static final double LOG_2 = Math.log(2);

    private final double[] observed;
    private final int count;
    private final double offset;
    private final double sign;
    private final double threshold;
    private int[] bets;

    /**
     * Prepares a search.
     *
     * @param observed     observations, in [0, 1]
     * @param count        number of them in use, at least 1
     * @param mirrored     whether to take 1 − x for x
     * @param logThreshold log of the wealth that refutes, above 0
     */
    WealthSearch(double[] observed, int count, boolean mirrored, double logThreshold) {
        this.observed = observed;
        this.count = count;
        this.offset = mirrored ? 1 : 0;
        this.sign = mirrored ? -1 : 1;
        this.threshold = logThreshold + count * BetGrid.ROUNDING;
        this.bets = new int[BetGrid.SIZE];
        Arrays.setAll(bets, j -> j);
    }

    /**
     * Searches from the distance below the average at which a normal variable would be refuted.
     *
     * @param average  average of the observations; by Jensen's inequality no wealth there exceeds 1
     * @param variance variance of the observations
     * @return the largest refuted mean, in [0, average]; 0 if no positive mean is refuted
     */
    double largestRefuted(double average, double variance) {
        double cost = threshold + BetGrid.LOG_SIZE;
        double step = 1.1 * Math.sqrt(2 * cost * variance / count) + 1.1 * average * cost / count + RESOLUTION;
        double refuted = Math.max(average - step, SMALLEST_MEAN);
        double open = average;
        double logWealth = logWealth(refuted);
        while (logWealth < threshold) {
            if (refuted <= SMALLEST_MEAN) {
                return 0;
            }
            open = refuted;
            step *= 1.5;
            refuted = Math.max(average - step, SMALLEST_MEAN);
            logWealth = logWealth(refuted);
        }
        dropNegligible(refuted);
        while (logWealth > threshold + OVERSHOOT && open - refuted > RESOLUTION) {
            double middle = (refuted + open) / 2;
            double wealthThere = logWealth(middle);
            if (wealthThere >= threshold) {
                refuted = middle;
                logWealth = wealthThere;
            } else {
                open = middle;
            }
        }
        return Math.min(refuted, average);
    }

    /** Drops negligible bets. This lowers the wealth, hence is sound. */
    private void dropNegligible(double mean) {
        bets = Arrays.stream(bets)
                .filter(j -> logWealth(BetGrid.bet(j), mean) > threshold - NEGLIGIBLE)
                .toArray();
    }

    private double logWealth(double mean) {
        double[] each = Arrays.stream(bets).mapToDouble(j -> logWealth(BetGrid.bet(j), mean)).toArray();
        double most = Arrays.stream(each).max().orElseThrow();
        return most + Math.log(Arrays.stream(each).map(w -> Math.exp(w - most)).sum()) - BetGrid.LOG_SIZE;
    }

    /** Log wealth of one bet, by products whose powers of two are set aside once a block. */
    private double logWealth(double bet, double mean) {
        double rest = 1 - bet;
        double slope = bet / mean;
        double product = 1;
        long exponent = 0;
        int i = 0;
        for (; i + BLOCK <= count; i += BLOCK) {
            // Four independent products, since each multiplication waits for the one before it.
            double a = 1;
            double b = 1;
            double c = 1;
            double d = 1;
            for (int k = i; k < i + BLOCK; k += 4) {
                a *= rest + slope * (offset + sign * observed[k]);
                b *= rest + slope * (offset + sign * observed[k + 1]);
                c *= rest + slope * (offset + sign * observed[k + 2]);
                d *= rest + slope * (offset + sign * observed[k + 3]);
            }
            product *= (a * b) * (c * d);
            int shift = Math.getExponent(product);
            product *= powerOfTwo(-shift);
            exponent += shift;
        }
        for (; i < count; i++) {
            product *= rest + slope * (offset + sign * observed[i]);
        }
        return Math.log(product) + exponent * LOG_2;
    }

    /** 2 to a power, for normal results; Math.scalb is slower. */
    private static double powerOfTwo(int power) {
        return Double.longBitsToDouble((long) (power + Double.MAX_EXPONENT) << 52);
    }
}
