package org.guidecheck.advise;

import java.util.Arrays;
import org.guidecheck.sampler.Streams;

/**
 * Settings of an advice.
 *
 * @param benefit what is to be small
 * @param weights constant weights to compare, at least 0
 * @param tops    largest weights of intervals and ramps, above 0
 * @param prices  prices for which schedules are found on the line, at least 0
 * @param alpha   probability that any interval from sampling is wrong
 * @param seconds time for sampling in more than one dimension, about
 * @param streams random streams
 */
@SuppressWarnings("ArrayRecordComponent") // never changed
public record AdviceSettings(Benefit benefit, double[] weights, double[] tops, double[] prices,
        double alpha, double seconds, Streams streams) {
    /** Largest weight. */
    public static final int LARGEST_WEIGHT = 100;
    /** Number of pieces of the axis of noise levels on which schedules are constant. */
    static final int PIECES = 8;

    /** Checks the numbers; throws {@link IllegalArgumentException}. */
    public AdviceSettings {
        for (double w : weights) {
            if (!(w >= 0 && w <= LARGEST_WEIGHT)) {
                throw new IllegalArgumentException("weights=" + w + ": must be in [0, " + LARGEST_WEIGHT + "]");
            }
        }
        for (double w : tops) {
            if (!(w > 0 && w <= LARGEST_WEIGHT)) {
                throw new IllegalArgumentException("tops=" + w + ": must be above 0 and at most " + LARGEST_WEIGHT);
            }
        }
        // No guidance is what all else is compared with.
        weights = Arrays.stream(Arrays.copyOf(weights, weights.length + 1)).sorted().distinct().toArray();
        tops = tops.clone();
        prices = prices.clone();
    }

    /** The largest weight of any schedule. */
    double largest() {
        return Math.max(Arrays.stream(weights).max().orElse(0), Arrays.stream(tops).max().orElse(0));
    }
}
