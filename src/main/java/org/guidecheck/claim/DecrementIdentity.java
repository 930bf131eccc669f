package org.guidecheck.claim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.oracle.BoundedRepresentation;
import org.guidecheck.oracle.FiniteDifferences;
import org.guidecheck.oracle.Reweighting;
import org.guidecheck.sampler.Streams;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;

/**
 * The rate of the drop: M_0 − M_w = ∫ w E[f ‖g‖²] du.
 *
 * <p>In any dimension its local form (∂_u + L^w) f = −w f ‖g‖² is checked point by point. On the line, for constant
 * weights up to 2, the two sides are also computed as wholes: the left by finite differences, the right from
 * reweighted forward paths. Source: properties/README.md, "The generator identity"; behind Li and Jiao, arXiv
 * 2505.01382.
 */
public final class DecrementIdentity implements Claim {
    private static final Statement STATEMENT = new Statement("paper.decrement-identity",
            "M_0 - M_w = integral of w E[f |g|^2] du, and pointwise (d/du + L^w) f = -w f |g|^2",
            "Li and Jiao, arXiv 2505.01382", Status.HOLDS);
    private static final double STEP_ERROR = 0.01;
    private static final int MOST_PATHS = 1 << 16;

    @Override
    public Statement says() {
        return STATEMENT;
    }

    @Override
    public Verdict decide(Setting setting, double alpha) {
        long begin = System.nanoTime();
        Verdict pointwise = Residual.verdict(this, setting, "(d/du + L^w) f = -w f |g|^2", place -> {
            double[] g = setting.law().classifierGradient(setting.c(), place.point(), place.level());
            return new GuidedGenerator(setting.law(), setting.c(), place.point(), place.level())
                    .ofReciprocal(setting.guidance().weight(place.level()), g);
        });
        List<Evidence> evidence = new ArrayList<>(pointwise.evidence());
        if (setting.law().dimension() == 1 && setting.guidance() instanceof GuidanceSchedule.Constant constant
                && constant.w() > 0 && constant.w() <= 2) {
            evidence.add(whole(setting, constant, alpha));
        }
        return Verdict.of(id(), evidence, setting.seed(), Duration.ofNanos(System.nanoTime() - begin), setting.note());
    }

    private static Evidence whole(Setting setting, GuidanceSchedule.Constant w, double alpha) {
        FiniteDifferences.Result mean = FiniteDifferences.meanReciprocal(setting.law(), setting.c(), w, setting.stop(), 1e-3);
        double unguided = setting.unguided();
        Interval left = new Interval(unguided - mean.value() - mean.errorBound(),
                unguided - mean.value() + mean.errorBound());
        BoundedRepresentation.Estimate right = new Reweighting(setting.law(), setting.c(), w.w(), setting.stop(),
                new Streams(setting.seed()), alpha)
                .decrement(STEP_ERROR, MOST_PATHS,
                        a -> Agreement.of(a.estimate().bounds(), left, unguided) != Outcome.UNDECIDED).estimate();
        return Agreement.evidence(right.evidence("integral of w E[f |g|^2]", "reweighted forward paths", "paths end at t > 0",
                alpha), left,
                "M_0 - M_w by finite differences", unguided);
    }
}
