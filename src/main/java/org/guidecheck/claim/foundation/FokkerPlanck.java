package org.guidecheck.claim.foundation;

import java.util.Arrays;
import java.util.List;
import org.guidecheck.claim.LawUnderTest;
import org.guidecheck.claim.LawsUnderTest;
import org.guidecheck.claim.Residual;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.WorstResidual;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.statistics.Evidence;
import org.hipparchus.analysis.differentiation.UnivariateDerivative1;
import org.hipparchus.analysis.differentiation.UnivariateDerivative2;
import org.hipparchus.analysis.differentiation.UnivariateDerivative2Field;

/**
 * Claim {@code foundation.fokker-planck}: noised log-densities ℓ = log p_τ solve the forward equation
 * −∂_u ℓ = ½(d + x·∇ℓ) + ½(Δℓ + ‖∇ℓ‖²) in u = log t.
 *
 * <p>Source: Anderson, <i>Reverse-time diffusion equation models</i>, 1982; Song et al., <i>Score-based generative
 * modeling through stochastic differential equations</i>, ICLR 2021; in logarithms, theory.md, "The generator
 * identity".
 */
public final class FokkerPlanck extends FoundationClaim {
    /** Cost of the derivatives of one law, in units of {@link org.guidecheck.law.Law#cost()}. */
    private static final double WORK = 2e5;

    /** The claim. */
    public FokkerPlanck() {
        super("foundation.fokker-planck",
                "noised log-densities ℓ = log p solve the forward equation −∂_u ℓ = ½(d + ⟨x, ∇ℓ⟩) + ½(Δℓ + ‖∇ℓ‖²)",
                "Anderson 1982; Song et al., arXiv 2011.13456; this project, theory.md, The foundations",
                Resolution.ROUNDING);
    }

    @Override
    List<Evidence> evidence(LawsUnderTest subjects, Setting setting, double alpha) {
        return List.of(WorstResidual.of(subjects, setting, WORK, "forward equation", FokkerPlanck::residual)
                .evidence("the forward equation", "automatic differentiation in space and time"));
    }

    static Residual residual(LawUnderTest subject, double[] y, NoiseLevel level) {
        int d = y.length;
        UnivariateDerivative1[] fixed = new UnivariateDerivative1[d];
        Arrays.setAll(fixed, j -> new UnivariateDerivative1(y[j], 0));
        double time = level.signal() * subject.logDensity(fixed,
                NoiseLevel.OfField.ofVariable(level, new UnivariateDerivative1(level.signal(), 1)))
                .getFirstDerivative();
        double error = time + 0.5 * d;
        double typical = ScoreIsGradient.typical(subject, level);
        double size = Math.abs(time) + 0.5 * d + 0.5 * d * typical * typical;
        for (int i = 0; i < d; i++) {
            UnivariateDerivative2[] x = new UnivariateDerivative2[d];
            for (int j = 0; j < d; j++) {
                x[j] = new UnivariateDerivative2(y[j], j == i ? 1 : 0, 0);
            }
            UnivariateDerivative2 value = subject.logDensity(x, level.in(UnivariateDerivative2Field.getInstance()));
            double slope = value.getFirstDerivative();
            double curvature = value.getSecondDerivative();
            error += 0.5 * (y[i] * slope + curvature + slope * slope);
            size += 0.5 * (Math.abs(y[i] * slope) + Math.abs(curvature) + slope * slope);
        }
        return new Residual(error, size);
    }
}
