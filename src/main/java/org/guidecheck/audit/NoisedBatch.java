package org.guidecheck.audit;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.guidecheck.law.NoiseLevel;

/**
 * Noised draws of one level, with their classes.
 *
 * @param level   noise level
 * @param points  n points, row-major [n, d]
 * @param classes class of each point
 */
@SuppressWarnings("ArrayRecordComponent") // never changed
record NoisedBatch(NoiseLevel level, double[] points, int[] classes) {

    /** Consecutive draws of a law at a level. */
    static NoisedBatch of(LabelledDraws draws, long first, int count, NoiseLevel level) {
        List<LabelledDraws.Noised> noised = draws.batch(first, count, level);
        int d = draws.law().dimension();
        double[] points = new double[count * d];
        for (int p = 0; p < count; p++) {
            System.arraycopy(noised.get(p).y(), 0, points, p * d, d);
        }
        return new NoisedBatch(level, points, noised.stream().mapToInt(each -> each.clean().c()).toArray());
    }

    int count() {
        return classes.length;
    }

    int dimension() {
        return points.length / classes.length;
    }

    /** Scores at all points: each for the point's own class, or all without a label. */
    double[] scores(ScoreField field, boolean isConditional) {
        if (!isConditional) {
            return field.scores(level, points, OptionalInt.empty());
        }
        int d = dimension();
        double[] result = new double[points.length];
        IntStream.of(classes).distinct().sorted().forEach(c -> {
            int[] own = IntStream.range(0, classes.length).filter(p -> classes[p] == c).toArray();
            double[] part = new double[own.length * d];
            for (int i = 0; i < own.length; i++) {
                System.arraycopy(points, own[i] * d, part, i * d, d);
            }
            double[] scores = field.scores(level, part, OptionalInt.of(c));
            for (int i = 0; i < own.length; i++) {
                System.arraycopy(scores, i * d, result, own[i] * d, d);
            }
        });
        return result;
    }

    /** ‖a − b‖² at each point. */
    double[] squaredDistances(double[] a, double[] b) {
        int d = dimension();
        double[] squares = new double[count()];
        for (int i = 0; i < a.length; i++) {
            squares[i / d] += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return squares;
    }

    /** ‖a‖² at each point. */
    double[] squares(double[] a) {
        return squaredDistances(a, new double[a.length]);
    }
}
