package org.guidecheck.process.rule;

import java.util.Arrays;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceRule;

/**
 * Dynamic thresholding: where a percentile m of the absolute coordinates of a point's guided clean prediction is above 1,
 * the coordinates are clipped to [−m, m] and divided by m. Saharia et al. (Imagen), arXiv 2205.11487, section 2.3, as
 * published: it is made for data whose coordinates are in [−1, 1], and takes all other data for errors. Between two
 * order statistics the percentile is interpolated linearly.
 *
 * @param percentile of the absolute coordinates, in (0, 100]; the paper's code uses 99.5 and more
 */
public record DynamicThreshold(double percentile) implements GuidanceRule {
    /** Checks the range; throws {@link IllegalArgumentException}. */
    public DynamicThreshold {
        if (!(percentile > 0 && percentile <= 100)) {
            throw new IllegalArgumentException("percentile=" + percentile + ": must be above 0 and at most 100");
        }
    }

    @Override
    public double[] guided(NoiseLevel level, double weight, double[] x, double[] conditional,
            double[] unconditional) {
        double[] guided = GuidanceRule.plain().guided(level, weight, x, conditional, unconditional);
        double[] clean = level.cleanPoints(x, guided);
        double most = percentile(clean);
        if (!(most > 1) || level.isClean()) {
            return guided;
        }
        double root = Math.sqrt(level.signal());
        for (int i = 0; i < guided.length; i++) {
            double cut = Math.max(-most, Math.min(most, clean[i])) / most;
            guided[i] = (root * cut - x[i]) / level.noise();
        }
        return guided;
    }

    private double percentile(double[] values) {
        double[] sizes = Arrays.stream(values).map(Math::abs).sorted().toArray();
        double rank = percentile / 100 * (sizes.length - 1);
        int below = (int) rank;
        int above = Math.min(below + 1, sizes.length - 1);
        return sizes[below] + (rank - below) * (sizes[above] - sizes[below]);
    }
}
