package org.guidecheck.guard.problem;

import java.util.List;
import java.util.stream.IntStream;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.sampler.StepPlan;

/**
 * Gaussian law with independent coordinates.
 *
 * @param coordinates at least one
 */
public record GaussianLaw(List<Coordinate> coordinates) {
    /**
     * Law of one coordinate.
     *
     * @param mean     its mean
     * @param variance its variance
     * @param rounding bound of the rounding error of a point, which is large where steps cancel large numbers
     */
    public record Coordinate(double mean, double variance, double rounding) {
        private static final double NEGLIGIBLE = 1e-9;

        /** Law without rounding. */
        public Coordinate(double mean, double variance) {
            this(mean, variance, 0);
        }

        /** {@return the standard deviation} */
        public double deviation() {
            return Math.sqrt(variance);
        }

        /** {@return the bound of the rounding error in standard deviations; 0 if negligible} */
        public double blur() {
            return rounding > NEGLIGIBLE * deviation() ? rounding / deviation() : 0;
        }
    }

    /**
     * {@return whether means, variances and rounding are finite and variances above 0; weights far below 0 may lead to others}
     */
    public boolean isProper() {
        return coordinates.stream().allMatch(c -> Double.isFinite(c.mean()) && c.variance() > 0
                && c.variance() < Double.POSITIVE_INFINITY && Double.isFinite(c.blur()));
    }

    /**
     * The output law of a linear sampler on two linear scores, in closed form from its step tables.
     *
     * @param sampler the sampler
     * @param pair    the scores
     * @param w       guidance weight
     * @param grid    noise levels that it visits
     * @return the law, with bounds of the rounding errors
     */
    public static GaussianLaw of(LinearSampler sampler, ScorePair pair, double w, TimeGrid grid) {
        StepPlan plan = StepPlan.of(sampler, GuidanceSchedule.constant(w), grid);
        return new GaussianLaw(IntStream.range(0, pair.dimension())
                .mapToObj(i -> new JointGaussian(pair, i, w, plan).end()).toList());
    }
}
