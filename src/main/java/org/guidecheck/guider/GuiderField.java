package org.guidecheck.guider;

import java.util.List;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.block.BlockLoops;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.process.GuidanceField;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;

/**
 * Guidance field of a guider without memory, e = its guided score − s(x|c). A guider that uses the number of the step is
 * asked as in the step of a grid whose levels enclose the level of the point.
 *
 * @param guider the guider
 * @param scale  number that sets how strong guidance is, as the user of the guider gives it
 * @param grid   levels of the run that the guider is told of
 */
public record GuiderField(Guider guider, double scale, TimeGrid grid) implements GuidanceField {
    @Override
    public GuidanceSchedule weights() {
        return GuidanceSchedule.constant(Math.max(0, scale - 1));
    }

    @Override
    public List<NoiseLevel> jumps() {
        return guider.rule().map(rule -> rule.jumps()).orElse(List.of());
    }

    @Override
    public Evaluator evaluator() {
        return new OfRun(guider.begin(grid, scale));
    }

    /** Field of one run of the guider. */
    private final class OfRun implements Evaluator {
        private final Guider.Run run;

        OfRun(Guider.Run run) {
            this.run = run;
        }

        @Override
        public void evaluate(NoiseLevel level, double[] x, int count, double[] own, double[] gradient, double[] e) {
            int d = x.length / BlockPosterior.BLOCK;
            double[] field = field(level, d, rows(x, count, d), rows(own, count, d), rows(gradient, count, d));
            BlockLoops.toBlock(field, 0, count, d, e);
        }

        /** All points in one call: a guider behind a pipe answers many points as fast as one. */
        @Override
        public void evaluateOnLine(NoiseLevel level, double[] x, double[] own, double[] gradient, double[] e) {
            System.arraycopy(field(level, 1, x, own, gradient), 0, e, 0, x.length);
        }

        /** The field at points, row-major. */
        private double[] field(NoiseLevel level, int d, double[] points, double[] conditional, double[] gradient) {
            double[] unconditional = new double[points.length];
            for (int i = 0; i < points.length; i++) {
                unconditional[i] = conditional[i] - gradient[i];
            }
            double[] guided =
                    run.guided(new GuidanceCall(step(level), level, d, points, conditional, unconditional));
            double[] field = new double[points.length];
            for (int i = 0; i < points.length; i++) {
                field[i] = guided[i] - conditional[i];
            }
            return field;
        }
    }

    /** The step that starts at the level or before it. */
    private int step(NoiseLevel level) {
        int step = 0;
        while (step + 1 < grid.steps() && grid.level(step + 1).noise() >= level.noise()) {
            step++;
        }
        return step;
    }

    /** The first points of a block, row-major. */
    private static double[] rows(double[] block, int count, int d) {
        double[] rows = new double[count * d];
        BlockLoops.fromBlock(block, count, d, rows, 0);
        return rows;
    }
}
