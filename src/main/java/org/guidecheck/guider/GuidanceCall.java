package org.guidecheck.guider;

import java.util.Optional;
import org.guidecheck.law.NoiseLevel;

/**
 * One call of a guider: the predictions at a batch of points at one noise level. Points and scores are row-major [n,
 * d], the C order of arrays of shape {@code (n, dimension)} in NumPy and PyTorch.
 *
 * @param step          number of the step, from 0
 * @param level         noise level of the points
 * @param dimension     d ≥ 1
 * @param points        the points, n·d numbers
 * @param conditional   s(x|c), n·d numbers
 * @param unconditional s(x), n·d numbers
 * @param negative      s(x|b) of a class b to keep away from, n·d numbers; empty if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // never changed
public record GuidanceCall(int step, NoiseLevel level, int dimension, double[] points, double[] conditional,
        double[] unconditional, Optional<double[]> negative) {
    /** Checks that the arrays have one shape; throws {@link IllegalArgumentException}. */
    public GuidanceCall {
        if (!(step >= 0)) {
            throw new IllegalArgumentException("step=" + step + ": must be at least 0");
        }
        if (!(dimension >= 1 && points.length % dimension == 0)) {
            throw new IllegalArgumentException("dimension=" + dimension + ": must be a divisor of the " + points.length
                    + " coordinates");
        }
        if (conditional.length != points.length || unconditional.length != points.length
                || negative.filter(each -> each.length != points.length).isPresent()) {
            throw new IllegalArgumentException("scores: must be as many as the coordinates, " + points.length);
        }
    }

    /**
     * A call without a class to keep away from.
     *
     * @param step          number of the step, from 0
     * @param level         noise level of the points
     * @param dimension     d ≥ 1
     * @param points        the points, n·d numbers
     * @param conditional   s(x|c), n·d numbers
     * @param unconditional s(x), n·d numbers
     */
    public GuidanceCall(int step, NoiseLevel level, int dimension, double[] points, double[] conditional,
            double[] unconditional) {
        this(step, level, dimension, points, conditional, unconditional, Optional.empty());
    }

    /** {@return n, the number of points} */
    public int count() {
        return points.length / dimension;
    }
}
