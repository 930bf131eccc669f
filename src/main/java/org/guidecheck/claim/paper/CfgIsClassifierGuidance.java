package org.guidecheck.claim.paper;

import java.util.List;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.ExactGradient;
import org.guidecheck.claim.Residual;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.law.Law;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.statistics.Evidence;
import org.hipparchus.analysis.differentiation.UnivariateDerivative1Field;

/**
 * Claim {@code paper.cfg-is-classifier-guidance}: (1 + w) s(y|c) − w s(y) = s(y|c) + w ∇log p(c|y) at every point.
 *
 * <p>The left side uses the two scores in closed form, the right side automatic differentiation of the log-posterior.
 * Source: Bayes' rule; Ho and Salimans, <i>Classifier-free diffusion guidance</i>, arXiv 2207.12598.
 */
public final class CfgIsClassifierGuidance extends Claim {

    /** The claim. */
    public CfgIsClassifierGuidance() {
        super(new Statement("paper.cfg-is-classifier-guidance",
                "classifier-free and classifier guidance agree at every point: "
                        + "(1 + w) s(y|c) − w s(y) = s(y|c) + w ∇log p(c|y)",
                "Ho & Salimans, arXiv 2207.12598",
                Status.HOLDS,
                Resolution.ROUNDING));
    }

    @Override
    protected List<Evidence> evidence(Setting setting, double alpha) {
        Law marginal = setting.law().marginal();
        return List.of(Residual.evidence(setting, "the two drifts agree", place -> {
            double[] y = place.point();
            double w = Math.max(1, setting.guidance().weight(place.level()));
            double[] own = setting.process().classLaw().score(y, place.level());
            double[] all = marginal.score(y, place.level());
            double[] gradient = gradient(setting.process(), y, place.level());
            double error = 0;
            double size = 0;
            for (int i = 0; i < y.length; i++) {
                double free = (1 + w) * own[i] - w * all[i];
                double classifier = own[i] + w * gradient[i];
                error = Math.max(error, Math.abs(free - classifier));
                size += Math.abs((1 + w) * own[i]) + Math.abs(w * all[i]) + Math.abs(w * gradient[i]);
            }
            // A score near 0 has lost digits in x − mean, so rounding is relative to the score's scale 1/√τ.
            return new Residual(error, size + w / Math.sqrt(place.level().noise()));
        }));
    }

    private static double[] gradient(GuidedProcess process, double[] y, NoiseLevel level) {
        return ExactGradient.of(x -> process.law().logPosterior(process.c(), x,
                level.in(UnivariateDerivative1Field.getInstance())), y);
    }
}
