package org.guidecheck.oracle.mesh;

import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceField;
import org.guidecheck.process.GuidedProcess;

/**
 * Coefficients of a guided process on the line from log-densities alone. The drift is y/2 + ∇(log p(y|c) + w log
 * p(c|y)), or with a field e in place of w∇log p(c|y). The killing takes g² as the mean over both neighbours of squared
 * differences of log f = −log p(c|y), so that it does not miss a jump of log f between two points.
 */
final class GuidedCoefficients implements LineCoefficients {
    private final LineLogOdds odds;
    /** The guidance field; null for classifier-free guidance, which needs only potentials. */
    private final LineField field;
    /**
     * Exponent q of the change of measure by f^q: the weight is lowered by q, and the killing is ½q(1 + 2w − q) g². With
     * a field e is lowered by q g, and the killing is q⟨g, e⟩ + ½q(1 − q) g².
     */
    private final double power;
    /** Rate at which paths gain weight, as a multiple of g². */
    private final double rate;
    /** Cut-off of negative killing, as growth per unit of log(t/τ); +∞ for no cut-off. */
    private final double mostGrowth;

    /** Whether a field is taken as a multiple of the difference of log p(c|·) where it is one. */
    private final boolean byWeight;

    private GuidedCoefficients(LineLogOdds odds, LineField field, double power, double rate, double mostGrowth,
            boolean byWeight) {
        this.byWeight = byWeight;
        this.odds = odds;
        this.field = field;
        this.power = power;
        this.rate = rate;
        this.mostGrowth = mostGrowth;
    }

    /** Coefficients of the process under classifier-free guidance, whose paths gain weight at rate·g². */
    static GuidedCoefficients weighted(LineLogOdds odds, double rate) {
        return new GuidedCoefficients(odds, null, 0, rate, Double.POSITIVE_INFINITY, false);
    }

    /** Coefficients of the process; the field is null for classifier-free guidance. */
    static GuidedCoefficients direct(LineLogOdds odds, GuidedProcess process, GuidanceField field) {
        return new GuidedCoefficients(odds, onLine(process, field), 0, 0, Double.POSITIVE_INFINITY, false);
    }

    /** Coefficients under e − g with killing ⟨g, e⟩, at least −mostGrowth/τ; a null field means w g. */
    static GuidedCoefficients bounded(LineLogOdds odds, GuidedProcess process, GuidanceField field, double mostGrowth) {
        return new GuidedCoefficients(odds, onLine(process, field), 1, 0, mostGrowth, false);
    }

    /** Coefficients of the process after a change of measure by f^q; the field is null for classifier-free guidance. */
    static GuidedCoefficients changed(LineLogOdds odds, GuidedProcess process, GuidanceField field, double power) {
        return new GuidedCoefficients(odds, onLine(process, field), power, 0, Double.POSITIVE_INFINITY, true);
    }

    private static LineField onLine(GuidedProcess process, GuidanceField field) {
        return field == null ? null : new LineField(process.sides(), field);
    }

    @Override
    public void evaluate(Mesh mesh, NoiseLevel level, double w, double[] rises, double[] killing) {
        double[] points = mesh.points();
        double[] potential = new double[points.length];
        double[] logReciprocal = new double[points.length];
        odds.evaluate(points, level, potential, logReciprocal);
        // A field has its weight in itself.
        double own = field == null ? w : 0;
        double weight = own - power;
        for (int i = 0; i < points.length; i++) {
            logReciprocal[i] = LineLogOdds.logReciprocal(logReciprocal[i]);
            potential[i] -= weight * logReciprocal[i];
        }
        LineCoefficients.rises(points, potential, rises);
        if (field != null && byWeight) {
            field.addRises(points, level, logReciprocal, rises);
        } else if (field != null) {
            field.addRises(points, level, rises);
        }
        if (power != 0 || rate != 0) {
            fillKilling(mesh, logReciprocal, 0.5 * power * (1 + 2 * own - power) - rate, -mostGrowth / level.noise(),
                    killing);
        }
    }

    /** Fills in factor·g², and q⟨g, e⟩ with a field; each difference counts with its half of the point's volume. */
    private void fillKilling(Mesh mesh, double[] logReciprocal, double factor, double least, double[] killing) {
        double[] points = mesh.points();
        double left = 0;
        for (int i = 0; i < killing.length; i++) {
            double right = 0;
            if (i < killing.length - 1) {
                double rise = logReciprocal[i + 1] - logReciprocal[i];
                right = factor * rise * rise / (points[i + 1] - points[i])
                        - (field == null ? 0 : power * rise * field.onEdge(i));
            }
            killing[i] = Math.max(least, 0.5 * (left + right) / mesh.volumes()[i]);
            left = right;
        }
    }
}
