package org.guidecheck.oracle.mesh;

import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.process.GuidanceField;

/** Guidance field on a mesh of the line, with its mean on each edge. */
final class LineField {
    private static final int BLOCK = BlockPosterior.BLOCK;

    private final BlockPosterior model;
    private final GuidanceField.Evaluator evaluator;
    private final double[] x = new double[BLOCK];
    private final double[] gradient = new double[BLOCK];
    private double[] onEdges = new double[0];

    LineField(ClassVersusRest sides, GuidanceField field) {
        this.model = new BlockPosterior(sides);
        this.evaluator = field.evaluator();
    }

    /** Adds 2∫e by the trapezoidal rule to the rise from each point to the next. */
    void addRises(double[] points, NoiseLevel level, double[] rises) {
        double[] own = new double[points.length];
        double[] slope = new double[points.length];
        double[] values = new double[points.length];
        model.setLevel(level);
        for (int from = 0; from < points.length; from += BLOCK) {
            int count = Math.min(BLOCK, points.length - from);
            System.arraycopy(points, from, x, 0, count);
            model.evaluate(x, count);
            model.gradient(gradient, count);
            System.arraycopy(model.ownScore(), 0, own, from, count);
            System.arraycopy(gradient, 0, slope, from, count);
        }
        evaluator.evaluateOnLine(level, points, own, slope, values);
        onEdges = new double[points.length - 1];
        for (int i = 0; i < onEdges.length; i++) {
            onEdges[i] = 0.5 * (values[i] + values[i + 1]);
            rises[i] += 2 * onEdges[i] * (points[i + 1] - points[i]);
        }
    }

    /** Mean of the field from a point to the next, at the level last evaluated. */
    double onEdge(int i) {
        return onEdges[i];
    }
}
