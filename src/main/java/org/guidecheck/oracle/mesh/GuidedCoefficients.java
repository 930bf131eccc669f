package org.guidecheck.oracle.mesh;

import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceField;
import org.guidecheck.process.GuidedProcess;

/**
 * Coefficients of a guided process on the line, from log-densities alone: the drift is
 * y/2 + ∇(log p(y|c) + w log p(c|y)), or with a field e in place of w∇log p(c|y). The killing uses g² as the mean over
 * both neighbours of squared differences of log f = −log p(c|y), so that a jump of log f between two points is not
 * missed.
 */
final class GuidedCoefficients implements LineCoefficients {
    private final LineLogOdds odds;
    /** The field that guides; null for classifier-free guidance, which potentials alone describe. */
    private final LineField field;
    /** Whether measure is changed by f: the weight is lowered by 1, and ⟨g, e⟩ kills. */
    private final boolean bounded;
    /** Weight that paths gain, as a multiple of g². */
    private final double rate;
    /** The fastest growth that negative killing is let have, per unit of log(t/τ); +∞ for the field as it is. */
    private final double mostGrowth;

    private GuidedCoefficients(LineLogOdds odds, LineField field, boolean bounded, double rate, double mostGrowth) {
        this.odds = odds;
        this.field = field;
        this.bounded = bounded;
        this.rate = rate;
        this.mostGrowth = mostGrowth;
    }

    /** Of the process itself, under classifier-free guidance, whose paths gain weight at rate·g². */
    static GuidedCoefficients weighted(LineLogOdds odds, double rate) {
        return new GuidedCoefficients(odds, null, false, rate, Double.POSITIVE_INFINITY);
    }

    /** Of the process itself; the field is null for classifier-free guidance. */
    static GuidedCoefficients direct(LineLogOdds odds, GuidedProcess process, GuidanceField field) {
        return new GuidedCoefficients(odds, onLine(process, field), false, 0, Double.POSITIVE_INFINITY);
    }

    /** Of the process under e − g with killing ⟨g, e⟩, not below −mostGrowth/τ; the field is null for w g. */
    static GuidedCoefficients bounded(LineLogOdds odds, GuidedProcess process, GuidanceField field, double mostGrowth) {
        return new GuidedCoefficients(odds, onLine(process, field), true, 0, mostGrowth);
    }

    private static LineField onLine(GuidedProcess process, GuidanceField field) {
        return field == null ? null : new LineField(process.sides(), field);
    }

    @Override
    public void at(Mesh mesh, NoiseLevel level, double w, double[] rises, double[] killing) {
        double[] points = mesh.points();
        double[] potential = new double[points.length];
        double[] logReciprocal = new double[points.length];
        odds.evaluate(points, level, potential, logReciprocal);
        double weight = (field == null ? w : 0) - (bounded ? 1 : 0);
        for (int i = 0; i < points.length; i++) {
            logReciprocal[i] = LineLogOdds.logReciprocal(logReciprocal[i]);
            potential[i] -= weight * logReciprocal[i];
        }
        LineCoefficients.rises(points, potential, rises);
        if (field != null) {
            field.addRises(points, level, rises);
        }
        if (bounded || rate != 0) {
            kill(mesh, logReciprocal, bounded ? w : -rate, -mostGrowth / level.noise(), killing);
        }
    }

    /** factor·g², or ⟨g, e⟩ with a field, from differences each weighted with its half of the point's volume. */
    private void kill(Mesh mesh, double[] logReciprocal, double factor, double least, double[] killing) {
        double[] points = mesh.points();
        double left = 0;
        for (int i = 0; i < killing.length; i++) {
            double right = 0;
            if (i < killing.length - 1) {
                double rise = logReciprocal[i + 1] - logReciprocal[i];
                right = field == null ? factor * rise * rise / (points[i + 1] - points[i]) : -rise * field.onEdge(i);
            }
            killing[i] = Math.max(least, 0.5 * (left + right) / mesh.volumes()[i]);
            left = right;
        }
    }
}
