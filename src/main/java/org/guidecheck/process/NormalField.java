package org.guidecheck.process;

import java.util.List;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.block.BlockPosterior;

/**
 * Guidance field in the coordinates of a {@link NormalForm}.
 *
 * @param field  the field in the data's own coordinates
 * @param centre point of the data that lies at the origin of the normal form
 * @param scale  length in the data that has length 1 in the normal form
 */
@SuppressWarnings("ArrayRecordComponent") // never changed
record NormalField(GuidanceField field, double[] centre, double scale) implements GuidanceField {
    @Override
    public GuidanceSchedule weights() {
        return field.weights().shifted(2 * Math.log(scale));
    }

    @Override
    public List<NoiseLevel> jumps() {
        return field.jumps().stream().map(level -> rescaled(level, 1 / scale)).toList();
    }

    @Override
    public Evaluator evaluator() {
        Evaluator original = field.evaluator();
        return (level, x, count, own, gradient, e) -> {
            NoiseLevel there = rescaled(level, scale);
            double root = Math.sqrt(there.signal());
            // Length in the field's coordinates of a unit of the normal form's; scores change by its reciprocal.
            double unit = scale * root / Math.sqrt(level.signal());
            double[] points = new double[x.length];
            double[] score = new double[x.length];
            double[] slope = new double[x.length];
            for (int at = 0; at < x.length; at++) {
                points[at] = root * centre[at / BlockPosterior.BLOCK] + unit * x[at];
                score[at] = own[at] / unit;
                slope[at] = gradient[at] / unit;
            }
            original.evaluate(there, points, count, score, slope, e);
            for (int at = 0; at < e.length; at++) {
                e[at] *= unit;
            }
        };
    }

    /** The level whose σ is a multiple of that of another. */
    private static NoiseLevel rescaled(NoiseLevel level, double factor) {
        double sigma = factor * level.sigma();
        double square = sigma * sigma;
        return new NoiseLevel(1 / (1 + square), square / (1 + square));
    }
}
