package org.guidecheck.guard;

import java.util.Locale;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.guidecheck.claim.Resolution;
import org.guidecheck.statistics.Effort;

/**
 * Sizes of the departures that a run looks for, and the number of draws that this takes.
 *
 * @param moment departure of a mean in standard deviations, of a variance relative to it, of a correlation, and of a
 *               weight relative to 1 + w
 * @param share  departure of a probability, or of the mean of a variable from 0 to 1
 */
public record Departures(double moment, double share) {
    /** Resolution of means, variances and correlations. */
    static final Resolution OF_MOMENTS = new Resolution(0.01, "standard deviations");
    /** Resolution of probabilities. */
    static final Resolution OF_SHARES = Resolution.ofProbability(0.005);
    /** Resolution of weights. */
    static final Resolution OF_WEIGHTS = new Resolution(0.01, "of 1 + w");
    /** Probability with which one interval around a right sampler's quantity is off by too much to confirm it. */
    private static final double LEFT_OPEN = 1e-5;

    /**
     * The departures that an effort looks for.
     *
     * @param effort how fine a run looks
     * @return their sizes
     */
    public static Departures of(Effort effort) {
        return new Departures(OF_MOMENTS.at(effort).size(), OF_SHARES.at(effort).size());
    }

    /**
     * Number of normal draws that confirm a mean, a variance and a correlation. The interval and the deviation of the
     * estimate must fit into the departure together; a variance's relative deviation is √(2/n).
     *
     * @param alpha false-alarm rate of one interval, in (0, 1)
     */
    int draws(double alpha) {
        double quantiles = quantile(alpha) + quantile(LEFT_OPEN);
        return (int) Math.min(Integer.MAX_VALUE, Math.ceil(2 * quantiles * quantiles / (moment * moment)));
    }

    /**
     * Number of draws that confirm the mean of a variable from 0 to 1, by the interval of {@link BoundedMean}.
     *
     * @param alpha false-alarm rate of one interval, in (0, 1)
     */
    int bounded(double alpha) {
        double needed = BoundedMean.LARGEST_DEVIATION * (Math.sqrt(2 * BoundedMean.log(alpha)) + quantile(LEFT_OPEN))
                / share;
        return (int) Math.min(Integer.MAX_VALUE, Math.ceil(needed * needed * 1.05));
    }

    /** The two-sided quantile of the normal law. */
    static double quantile(double alpha) {
        return -new NormalDistribution().inverseCumulativeProbability(Math.max(alpha, Double.MIN_NORMAL) / 2);
    }

    /** The sizes in words. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "means off by %.3g deviations, variances by %.3g %%, correlations by %.3g, "
                + "weights by %.3g %% of 1 + w, probabilities by %.3g", moment, 100 * moment, moment, 100 * moment,
                share);
    }
}
