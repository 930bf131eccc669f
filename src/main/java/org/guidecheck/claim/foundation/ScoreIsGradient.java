package org.guidecheck.claim.foundation;

import java.util.List;
import org.guidecheck.claim.ExactGradient;
import org.guidecheck.claim.LawUnderTest;
import org.guidecheck.claim.LawsUnderTest;
import org.guidecheck.claim.Residual;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.WorstResidual;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.statistics.Evidence;
import org.hipparchus.analysis.differentiation.UnivariateDerivative1Field;

/**
 * Claim {@code foundation.score}: the score is the gradient of the log-density, s = ∇log p_τ. The closed form of every
 * family is compared with automatic differentiation of its log-density.
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
                "definition; this project, theory.md, The foundations",
                Resolution.ROUNDING);
    }

    @Override
    List<Evidence> evidence(LawsUnderTest subjects, Setting setting, double alpha) {
        return List.of(WorstResidual.of(subjects, setting, WORK, "score", ScoreIsGradient::residual)
                .evidence("s = grad log p", "automatic differentiation"));
    }

    /** Largest error of a coordinate, with the size of both vectors and of a {@link #typical} score. */
    static Residual residual(LawUnderTest subject, double[] y, NoiseLevel level) {
        int d = y.length;
        double[] gradient = ExactGradient.of(
                x -> subject.logDensity(x, level.in(UnivariateDerivative1Field.getInstance())), y);
        double[] score = subject.score(y, level);
        double error = 0;
        double size = typical(subject, level);
        for (int i = 0; i < d; i++) {
            double difference = Math.abs(score[i] - gradient[i]);
            error = difference <= error ? error : difference;
            size += Math.abs(score[i]) + Math.abs(gradient[i]);
        }
        return new Residual(error, size);
    }

    /**
     * Size of the score at one standard deviation from the narrowest part. It sets the scale of rounding where
     * contributions from all sides cancel.
     */
    static double typical(LawUnderTest subject, NoiseLevel level) {
        double narrowest = subject.law().narrowestScale();
        return 1 / Math.sqrt(level.noise() + level.signal() * narrowest * narrowest);
    }
}
