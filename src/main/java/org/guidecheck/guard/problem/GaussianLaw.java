package org.guidecheck.guard.problem;

import java.util.List;
import java.util.stream.IntStream;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.sampler.StepPlan;

/**
 * A Gaussian with independent coordinates.
 *
 * @param coordinates one or more
 */
public record GaussianLaw(List<Coordinate> coordinates) {
    /**
     * One of them.
     *
     * @param mean     its mean
     * @param variance its variance
     * @param rounding how far rounding may move a point: where steps cancel large numbers, farther than a last place
     */
    public record Coordinate(double mean, double variance, double rounding) {
        private static final double UNSEEN = 1e-9;

        public Coordinate(double mean, double variance) {
            this(mean, variance, 0);
        }

        public double deviation() {
            return Math.sqrt(variance);
        }

        /** What rounding may move a point by, in deviations; 0 where it is too little to be seen. */
        public double blur() {
            return rounding > UNSEEN * deviation() ? rounding / deviation() : 0;
        }
    }

    /** Whether it is one: at a weight far below 0 steps may lead nowhere. */
    public boolean isProper() {
        return coordinates.stream().allMatch(c -> Double.isFinite(c.mean()) && c.variance() > 0
                && c.variance() < Double.POSITIVE_INFINITY);
    }

    /**
     * The law of a linear sampler's output on a pair of linear scores, as it is run: from its tables, step by step.
     *
     * @param sampler gives the tables
     * @param pair    the scores
     * @param w       guidance weight
     * @param grid    levels that it visits
     */
    public static GaussianLaw of(LinearSampler sampler, ScorePair pair, double w, TimeGrid grid) {
        StepPlan plan = StepPlan.of(sampler, GuidanceSchedule.constant(w), grid);
        return new GaussianLaw(IntStream.range(0, pair.dimension())
                .mapToObj(i -> new JointGaussian(pair, i, w, plan).end()).toList());
    }
}
