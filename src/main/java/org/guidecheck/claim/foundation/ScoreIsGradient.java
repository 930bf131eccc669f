package org.guidecheck.claim.foundation;

import java.util.List;
import org.guidecheck.claim.LawUnderTest;
import org.guidecheck.claim.LawsUnderTest;
import org.guidecheck.claim.Residual;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.WorstResidual;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.statistics.Evidence;
import org.hipparchus.analysis.differentiation.Gradient;
import org.hipparchus.analysis.differentiation.GradientField;

/**
 * The score is the gradient of the log-density, s = ∇ log p_τ: the closed form of every family against automatic
 * differentiation of its log-density.
 *
 * <p>Source: the definition (theory.md, "The foundations").
 */
public final class ScoreIsGradient extends FoundationClaim {
    /** Cost of the derivatives of one law, in units of {@link org.guidecheck.law.Law#cost()}. */
    private static final double WORK = 5e5;

    /** The claim. */
    public ScoreIsGradient() {
        super("foundation.score",
                "the score is the gradient of the log-density: s = ∇log p",
                "definition; this project, theory.md, The foundations");
    }

    @Override
    List<Evidence> evidence(LawsUnderTest subjects, Setting setting, double alpha) {
        return List.of(WorstResidual.of(subjects, setting, WORK, "score", ScoreIsGradient::residual)
                .evidence("s = grad log p", "automatic differentiation"));
    }

    /** The coordinate that misses most, relative to the length of the vectors or what a score of its scale is like. */
    static Residual residual(LawUnderTest subject, double[] y, NoiseLevel level) {
        int d = y.length;
        Gradient[] x = new Gradient[d];
        for (int i = 0; i < d; i++) {
            x[i] = Gradient.variable(d, i, y[i]);
        }
        double[] gradient = subject.logDensity(x, level.in(GradientField.getField(d))).getGradient();
        double[] score = subject.score(y, level);
        double error = 0;
        double size = typical(subject, level);
        for (int i = 0; i < d; i++) {
            double miss = Math.abs(score[i] - gradient[i]);
            error = miss <= error ? error : miss;
            size += Math.abs(score[i]) + Math.abs(gradient[i]);
        }
        return new Residual(error, size);
    }

    /**
     * The score a standard deviation out of the narrowest part. Where pulls from all sides cancel, each is about as large,
     * and so is what rounding is relative to.
     */
    static double typical(LawUnderTest subject, NoiseLevel level) {
        double narrowest = subject.law().narrowestScale();
        return 1 / Math.sqrt(level.noise() + level.signal() * narrowest * narrowest);
    }
}
