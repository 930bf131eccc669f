package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.diffusion.TimeGrid;
import org.guidecheck.distribution.NoiseLevel;
import org.guidecheck.sampler.Ddim;
import org.guidecheck.sampler.GaussianSampler;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;

/**
 * A Gaussian with independent coordinates.
 *
 * @param coordinates one or more
 */
record GaussianLaw(List<Coordinate> coordinates) {
    /** Deviations that no point of a run is beyond. */
    private static final double REACH = 6;
    /** That a step makes of a point, one after another. */
    private static final double OPERATIONS = 32;

    /**
     * One of them.
     *
     * @param mean     its mean
     * @param variance its variance
     * @param rounding how far rounding may move a point: where steps cancel large numbers, farther than a last place
     */
    record Coordinate(double mean, double variance, double rounding) {
        private static final double UNSEEN = 1e-9;

        Coordinate(double mean, double variance) {
            this(mean, variance, 0);
        }

        double deviation() {
            return Math.sqrt(variance);
        }

        /** What rounding may move a point by, in deviations; 0 where it is too little to be seen. */
        double blur() {
            return rounding > UNSEEN * deviation() ? rounding / deviation() : 0;
        }
    }

    /** Whether it is one: at a weight far below 0 steps may lead nowhere. */
    boolean isProper() {
        return coordinates.stream().allMatch(c -> Double.isFinite(c.mean()) && c.variance() > 0
                && c.variance() < Double.POSITIVE_INFINITY);
    }

    /**
     * The law of a built-in sampler's output on a pair of linear scores, as it is run: step by step from what it says of
     * its steps, or by where it takes two starts if it draws no noise.
     *
     * @param sampler built in
     * @param pair    the scores
     * @param w       guidance weight
     * @param grid    levels that it visits
     */
    static GaussianLaw of(GuidedSampler sampler, ScorePair pair, double w, TimeGrid grid) {
        int d = pair.dimension();
        List<Coordinate> result = new ArrayList<>();
        if (sampler instanceof GaussianSampler chain) {
            for (int i = 0; i < d; i++) {
                result.add(chain(chain, pair, i, w, grid));
            }
            return new GaussianLaw(result);
        }
        double[] starts = new double[2 * d];
        Arrays.fill(starts, d, 2 * d, 1);
        double[] ends = sampler.numbers(pair, GuidanceSchedule.constant(w), grid, Noise.startingAt(starts, d), 2);
        for (int i = 0; i < d; i++) {
            double factor = ends[d + i] - ends[i];
            // Steps of higher order are made of such ones.
            result.add(new Coordinate(ends[i], factor * factor, chain(new Ddim(), pair, i, w, grid).rounding()));
        }
        return new GaussianLaw(result);
    }

    private static Coordinate chain(GaussianSampler sampler, ScorePair pair, int i, double w, TimeGrid grid) {
        double mean = 0;
        double variance = 1;
        double rounding = 0;
        for (int k = 0; k < grid.steps(); k++) {
            NoiseLevel from = grid.level(k);
            GaussianSampler.Transition step = sampler.transition(from, grid.level(k + 1));
            ScorePair.Linear score = pair.guided(i, from, w);
            double factor = step.keep() - step.push() * score.slope();
            double size = Math.abs(mean) + REACH * Math.sqrt(variance);
            double terms = Math.abs(step.keep()) * size
                    + Math.abs(step.push()) * (1 + 2 * Math.abs(w)) * (Math.abs(score.slope()) * size + Math.abs(score.constant()));
            rounding = Math.abs(factor) * rounding + OPERATIONS * Math.ulp(1.0) * terms;
            mean = factor * mean + step.push() * score.constant();
            variance = factor * factor * variance + step.deviation() * step.deviation();
        }
        return new Coordinate(mean, variance, rounding);
    }
}
