package org.guidecheck.claim.identity;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.oracle.path.BoundedRepresentation;
import org.guidecheck.oracle.path.Reweighting;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;

/**
 * Claim {@code identity.reweighting}: noised draws of the class with the weight (π_c f)^{−w} exp(−½w(w+1) ∫‖g‖² du)
 * follow the guided process.
 *
 * <p>Two consequences are checked: the weights have mean 1, and the mean reciprocal under them agrees with the bounded
 * representation. Weights can reach π_c^{−w}; w is the schedule's largest weight, lowered so that this is at most
 * {@value #MOST_DENSITY}, since beyond that few paths carry the mean. Source: theory.md, "Reweighted forward paths".
 */
public final class ReweightingIdentity extends Claim {
    private static final double MOST_DENSITY = 4;
    /**
     * Half width up to which the mean weight counts as known, and M_w by both methods as a share of M_0. Refutation
     * allows no such tolerance.
     */
    private static final double RESOLUTION = 0.1;
    private static final double STEP_ERROR = 0.02;
    private static final int MOST_PATHS = 1 << 15;

    private final DoubleUnaryOperator weight;

    /** The claim. */
    public ReweightingIdentity() {
        this(w -> w);
    }

    /**
     * For tests: the paths use another weight than the claim.
     *
     * @param weight weight of the paths as a function of w
     */
    public ReweightingIdentity(DoubleUnaryOperator weight) {
        super(new Statement("identity.reweighting",
                "noised draws with the weight (π_c f)^{−w} exp(−½w(w+1)∫‖g‖² du) follow the guided process",
                "this project, theory.md, Reweighted forward paths",
                Status.HOLDS));
        this.weight = weight;
    }

    /** {@inheritDoc} Laws with cheap paths only: on larger ones paths take minutes. */
    @Override
    public boolean appliesTo(Setting setting) {
        return setting.hasCheapPaths();
    }

    @Override
    protected List<Evidence> evidence(Setting setting, double alpha) {
        double w = Math.min(setting.guidance().largest(), Math.log(MOST_DENSITY) / Math.log(setting.unguidedMean()));
        GuidedProcess weighted = setting.process().withGuidance(GuidanceSchedule.constant(weight.applyAsDouble(w)));
        Reweighting paths = new Reweighting(weighted, setting.streams(), alpha / 3);
        return List.of(meanWeight(paths, w, alpha / 3), meanReciprocal(setting, paths, w, alpha / 3));
    }

    private static Evidence meanWeight(Reweighting paths, double w, double alpha) {
        Reweighting.Answer answer = paths.meanWeight(STEP_ERROR, MOST_PATHS, a -> ofWeight(a) != Outcome.UNDECIDED);
        return evidence(String.format(Locale.ROOT, "mean weight at w = %.3g", w), answer, alpha)
                .decides("= 1, known to " + RESOLUTION, Interval.around(1, 0), ofWeight(answer));
    }

    private static Outcome ofWeight(Reweighting.Answer answer) {
        Interval bounds = answer.estimate().bounds();
        if (!answer.isCarried()) {
            return Outcome.UNDECIDED;
        }
        if (!bounds.contains(1)) {
            return Outcome.REFUTED;
        }
        return Interval.around(1, RESOLUTION).contains(bounds) ? Outcome.HOLDS : Outcome.UNDECIDED;
    }

    private static Evidence meanReciprocal(Setting setting, Reweighting paths, double w, double alpha) {
        double unguided = setting.unguidedMean();
        Interval bounded = new BoundedRepresentation(setting.process().withGuidance(GuidanceSchedule.constant(w)),
                setting.streams(), alpha)
                .estimate(BoundedRepresentation.Effort.DECIDE, e -> isKnown(e.bounds(), unguided)).bounds();
        Reweighting.Answer answer = paths.meanReciprocal(STEP_ERROR, MOST_PATHS, a -> a.isCarried()
                && ofReciprocal(a, bounded, unguided) != Outcome.UNDECIDED);
        return evidence(String.format(Locale.ROOT, "M_w at w = %.3g", w), answer, 2 * alpha).decides(
                String.format(Locale.ROOT, "meets the bounded representation, [%.6g, %.6g]", bounded.lower(),
                        bounded.upper()),
                bounded,
                ofReciprocal(answer, bounded, unguided));
    }

    private static boolean isKnown(Interval bounds, double unguided) {
        return bounds.width() <= 2 * RESOLUTION * unguided;
    }

    private static Outcome ofReciprocal(Reweighting.Answer answer, Interval bounded, double unguided) {
        Interval bounds = answer.estimate().bounds();
        if (!answer.isCarried()) {
            return Outcome.UNDECIDED;
        }
        if (bounds.intersect(bounded).isEmpty()) {
            return Outcome.REFUTED;
        }
        return isKnown(bounds, unguided) && isKnown(bounded, unguided) ? Outcome.HOLDS : Outcome.UNDECIDED;
    }

    private static Evidence evidence(String quantity, Reweighting.Answer answer, double alpha) {
        return answer.estimate().evidence(quantity, "reweighted forward paths", "paths end at t > 0", alpha)
                .with("effective paths", String.format(Locale.ROOT, "%.0f", answer.effective()));
    }
}
