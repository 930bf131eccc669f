package org.guidecheck.oracle.mesh;

import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.process.GuidanceField;

/** Guidance field on a mesh of the line, with its mean on each edge. */
final class LineField {
    private static final int BLOCK = BlockPosterior.BLOCK;
    /** Effective weight above which a field is no multiple of the gradient. */
    private static final double MOST_WEIGHT = 1000;

    private final BlockPosterior model;
    private final GuidanceField.Evaluator evaluator;
    private final double[] x = new double[BLOCK];
    private final double[] gradient = new double[BLOCK];
    private double[] slope = new double[0];
    private double[] values = new double[0];
    private double[] onEdges = new double[0];

    LineField(ClassVersusRest sides, GuidanceField field) {
        this.model = new BlockPosterior(sides);
        this.evaluator = field.evaluator();
    }

    /** Adds 2∫e by the trapezoidal rule to the rise from each point to the next. */
    void addRises(double[] points, NoiseLevel level, double[] rises) {
        fillEdges(points, level);
        addEdges(points, rises);
    }

    /**
     * Adds 2∫e, with e as the effective weight of an edge times the difference of log p(c|·) along it. A field w g is then
     * the same numbers as its potential gives, whatever the mesh; the trapezoidal rule serves where e is not a multiple of
     * the gradient.
     *
     * @param logReciprocal −log p(c|·) at the points
     */
    void addRises(double[] points, NoiseLevel level, double[] logReciprocal, double[] rises) {
        fillEdges(points, level);
        for (int i = 0; i < onEdges.length; i++) {
            double weight = effectiveWeight(i);
            if (Math.abs(weight) <= MOST_WEIGHT) {
                onEdges[i] = weight * (logReciprocal[i] - logReciprocal[i + 1]) / (points[i + 1] - points[i]);
            }
        }
        addEdges(points, rises);
    }

    /** The multiple of the gradient that is nearest to the field at both ends of an edge; NaN without a gradient. */
    private double effectiveWeight(int i) {
        double largest = Math.max(Math.abs(slope[i]), Math.abs(slope[i + 1]));
        double one = slope[i] / largest;
        double other = slope[i + 1] / largest;
        return (one * values[i] + other * values[i + 1]) / (one * one + other * other) / largest;
    }

    private void addEdges(double[] points, double[] rises) {
        for (int i = 0; i < onEdges.length; i++) {
            rises[i] += 2 * onEdges[i] * (points[i + 1] - points[i]);
        }
    }

    /** Fills in gradient and field at points, and the mean field between them. */
    private void fillEdges(double[] points, NoiseLevel level) {
        double[] own = new double[points.length];
        slope = new double[points.length];
        values = new double[points.length];
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
        }
    }

    /** Mean of the field between two points. */
    double mean(double[] twoPoints, NoiseLevel level) {
        fillEdges(twoPoints, level);
        return onEdge(0);
    }

    /** Mean of the field from a point to the next, at the level last evaluated. */
    double onEdge(int i) {
        return onEdges[i];
    }
}
