package org.guidecheck.claim.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.GuidedGenerator;
import org.guidecheck.claim.IntervalAgreement;
import org.guidecheck.claim.Residual;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.oracle.mesh.ChainQuadrature;
import org.guidecheck.oracle.mesh.FiniteDifferences;
import org.guidecheck.oracle.path.BoundedRepresentation;
import org.guidecheck.oracle.path.Reweighting;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.sampler.Ddpm;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Requirement;

/**
 * Claim {@code paper.decrement-identity}: M_0 − M_w = ∫ w E^w[f ‖g‖²] du.
 *
 * <p>In any dimension the local form (∂_u + L^w) f = −w f ‖g‖² is checked at probe points. On the line both sides are
 * also computed: the left by finite differences; the right by quadrature along a chain of short steps if the law is
 * wide and simple, and from reweighted forward paths for constant weights up to 2. Source: theory.md, "The generator
 * identity"; implicit in Li and Jiao, arXiv 2505.01382.
 */
public final class DecrementIdentity extends Claim {
    private static final String INTEGRAL = "integral of w E[f |g|^2]";
    private static final String LEFT = "M_0 - M_w by finite differences";
    private static final double LEFT_PRECISION = 1e-3;
    private static final double CHAIN_PRECISION = 1e-2;
    /** Narrowest scale and largest cost of a law for the chain: others need too many steps or too much work in each. */
    private static final double WIDE = 0.5;
    private static final double FEW = 4;
    private static final double STEP_ERROR = 0.01;
    private static final int MOST_PATHS = 1 << 18;

    /** Factor of the weights on the left side; 1 except in tests. */
    private final double factor;

    /** The claim. */
    public DecrementIdentity() {
        this(1);
    }

    /**
     * For tests: the two sides have different weights.
     *
     * @param factor factor of the weights on the left side
     */
    DecrementIdentity(double factor) {
        super(new Statement("paper.decrement-identity",
                "the drop is M_0 − M_w = ∫ w E^w[f‖g‖²] du, and (∂_u + L^w) f = −w f‖g‖² at every point",
                "Li & Jiao, arXiv 2505.01382; this project, theory.md, The generator identity",
                Status.HOLDS,
                Resolution.ofUnguidedMean(0.01)));
        this.factor = factor;
    }

    @Override
    protected List<Evidence> evidence(Setting setting, double alpha) {
        Evidence pointwise = Residual.evidence(setting, "(d/du + L^w) f = -w f |g|^2", place -> {
            double[] g = setting.law().classifierGradient(setting.process().c(), place.point(), place.level());
            return new GuidedGenerator(setting.process(), place.point(), place.level())
                    .ofReciprocal(setting.guidance().weight(place.level()), g);
        });
        List<Evidence> evidence = new ArrayList<>(List.of(pointwise));
        if (setting.law().dimension() == 1 && setting.guidance().largest() > 0) {
            boolean isSimple = setting.law().narrowestScale() >= WIDE && setting.law().marginal().cost() <= FEW;
            boolean isCarried = setting.guidance() instanceof GuidanceSchedule.Constant constant && constant.w() <= 2;
            if (isSimple || isCarried) {
                Interval left = drop(setting);
                if (isSimple) {
                    alongChain(setting, left).ifPresent(evidence::add);
                }
                if (isCarried) {
                    evidence.add(fromPaths(setting, left, alpha));
                }
            }
        }
        return evidence;
    }

    /** M_0 − M_w. */
    private Interval drop(Setting setting) {
        FiniteDifferences.Result mean = new FiniteDifferences(
                setting.process().withGuidance(setting.guidance().times(factor))).meanReciprocal(LEFT_PRECISION);
        return Interval.around(setting.unguidedMean() - mean.value(), mean.errorBound());
    }

    /** Empty if the chain's mean overflows at every number of steps. */
    private Optional<Evidence> alongChain(Setting setting, Interval left) {
        FiniteDifferences.Result right;
        try {
            right = ChainQuadrature.limitOfDecrement(setting.process(), new Ddpm(), CHAIN_PRECISION);
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
        Evidence started = Evidence.of(Evidence.Kind.ESTIMATED, INTEGRAL, right.value())
                .within(right.bounds())
                .by("a chain of DDPM's steps by quadrature, extrapolated from " + right.timeSteps() + " steps");
        return Optional.of(started.decides(agreement(setting, left)));
    }

    private Requirement agreement(Setting setting, Interval left) {
        return IntervalAgreement.with(LEFT, left, resolution(setting) * setting.unguidedMean());
    }

    private Evidence fromPaths(Setting setting, Interval left, double alpha) {
        Requirement agreement = agreement(setting, left);
        BoundedRepresentation.Estimate right = new Reweighting(setting.process(), setting.streams(), alpha)
                .decrement(STEP_ERROR, setting.effort().samples(MOST_PATHS),
                        a -> agreement.decide(a.estimate().bounds()) != Outcome.UNDECIDED)
                .estimate();
        return right.evidence(INTEGRAL, "reweighted forward paths", "paths end at t > 0", alpha).decides(agreement);
    }
}
