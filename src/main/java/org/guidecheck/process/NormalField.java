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
        return new Moved(field.evaluator());
    }

    /** Asks the field at the same points in its own coordinates. */
    private final class Moved implements Evaluator {
        private final Evaluator original;

        Moved(Evaluator original) {
            this.original = original;
        }

        @Override
        public void evaluate(NoiseLevel level, double[] x, int count, double[] own, double[] gradient, double[] e) {
            double unit = unit(level);
            NoiseLevel there = rescaled(level, scale);
            original.evaluate(there, points(there, unit, x, BlockPosterior.BLOCK), count, divided(own, unit),
                    divided(gradient, unit), e);
            multiply(e, unit);
        }

        @Override
        public void evaluateOnLine(NoiseLevel level, double[] x, double[] own, double[] gradient, double[] e) {
            double unit = unit(level);
            NoiseLevel there = rescaled(level, scale);
            original.evaluateOnLine(there, points(there, unit, x, x.length), divided(own, unit),
                    divided(gradient, unit), e);
            multiply(e, unit);
        }

        /** Length in the field's coordinates of a unit of the normal form's; scores change by its reciprocal. */
        private double unit(NoiseLevel level) {
            return scale * Math.sqrt(rescaled(level, scale).signal()) / Math.sqrt(level.signal());
        }

        /** Points in the field's coordinates, of which each coordinate has a row. */
        private double[] points(NoiseLevel there, double unit, double[] x, int row) {
            double[] points = new double[x.length];
            double root = Math.sqrt(there.signal());
            for (int at = 0; at < x.length; at++) {
                points[at] = root * centre[at / row] + unit * x[at];
            }
            return points;
        }
    }

    private static double[] divided(double[] values, double by) {
        double[] result = new double[values.length];
        for (int at = 0; at < values.length; at++) {
            result[at] = values[at] / by;
        }
        return result;
    }

    private static void multiply(double[] values, double factor) {
        for (int at = 0; at < values.length; at++) {
            values[at] *= factor;
        }
    }

    /** The level whose σ is a multiple of that of another. */
    private static NoiseLevel rescaled(NoiseLevel level, double factor) {
        double sigma = factor * level.sigma();
        double square = sigma * sigma;
        return new NoiseLevel(1 / (1 + square), square / (1 + square));
    }
}
