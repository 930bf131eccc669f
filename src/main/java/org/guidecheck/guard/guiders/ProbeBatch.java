package org.guidecheck.guard.guiders;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.guidecheck.guider.GuidanceCall;
import org.guidecheck.law.NoiseLevel;

/**
 * Batch of points at one noise level with their exact predictions. Arrays are row-major [n, d].
 *
 * @param law           name of the law that the points are drawn from
 * @param level         noise level
 * @param dimension     d ≥ 1
 * @param points        n·d numbers
 * @param conditional   s(x|c), n·d numbers
 * @param unconditional s(x), n·d numbers
 * @param negative      s(x|b) of another class, n·d numbers; empty where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // never changed
record ProbeBatch(String law, NoiseLevel level, int dimension, double[] points, double[] conditional,
        double[] unconditional, Optional<double[]> negative) {
    /** {@return n, the number of points} */
    int count() {
        return points.length / dimension;
    }

    /** The call of a guider with these predictions, without a class to keep away from. */
    GuidanceCall call(int step) {
        return new GuidanceCall(step, level, dimension, points, conditional, unconditional);
    }

    /** The call of a guider with these predictions and those of a class to keep away from. */
    GuidanceCall callWithNegative(int step) {
        return new GuidanceCall(step, level, dimension, points, conditional, unconditional, negative);
    }

    /** The batch whose row p is the given row of this one. */
    ProbeBatch rows(int count, IntUnaryOperator row) {
        return new ProbeBatch(law, level, dimension, rows(points, count, row), rows(conditional, count, row),
                rows(unconditional, count, row), negative.map(each -> rows(each, count, row)));
    }

    /** Rows of an array of this shape. */
    double[] rows(double[] values, int count, IntUnaryOperator row) {
        double[] result = new double[count * dimension];
        for (int p = 0; p < count; p++) {
            System.arraycopy(values, row.applyAsInt(p) * dimension, result, p * dimension, dimension);
        }
        return result;
    }

    /** The batch with other predictions at the same points. */
    ProbeBatch with(String name, double[] newConditional, double[] newUnconditional) {
        return new ProbeBatch(name, level, dimension, points, newConditional, newUnconditional, Optional.empty());
    }

    /** The batch in single precision. */
    ProbeBatch rounded(String name) {
        return new ProbeBatch(name, level, dimension, single(points), single(conditional), single(unconditional),
                negative.map(ProbeBatch::single));
    }

    /** Numbers times a factor. */
    static double[] scaled(double[] values, double factor) {
        return Arrays.stream(values).map(value -> factor * value).toArray();
    }

    private static double[] single(double[] values) {
        return Arrays.stream(values).map(value -> (float) value).toArray();
    }

    /** The size of the terms of a score at a row, where it is computed from predicted clean points. */
    double size(int row) {
        double scores = 0;
        double largest = 0;
        for (int i = row * dimension; i < (row + 1) * dimension; i++) {
            scores = Math.max(scores, Math.abs(conditional[i]) + Math.abs(unconditional[i])
                    + (negative.isPresent() ? Math.abs(negative.get()[i]) : 0));
            largest = Math.max(largest, Math.abs(points[i]));
        }
        return scores + largest / level.noise();
    }
}
