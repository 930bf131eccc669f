package org.guidecheck.claim.identity;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.IntervalAgreement;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.oracle.path.BoundedRepresentation;
import org.guidecheck.oracle.path.Reweighting;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.GuidedProcess;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Requirement;

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
    private static final double STEP_ERROR = 0.02;
    private static final int MOST_PATHS = 1 << 16;

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
                Status.HOLDS,
                Resolution.ofUnguidedMean(0.1)));
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
        return List.of(meanWeight(setting, paths, w, alpha / 3), meanReciprocal(setting, paths, w, alpha / 3));
    }

    private Evidence meanWeight(Setting setting, Reweighting paths, double w, double alpha) {
        double resolution = resolution(setting);
        Requirement requirement = Requirement.within(String.format(Locale.ROOT, "= 1, known to %.3g", resolution),
                Interval.around(1, 0), resolution);
        Reweighting.Answer answer = paths.meanWeight(STEP_ERROR, setting.effort().samples(MOST_PATHS),
                a -> requirement.decide(bounds(a)) != Outcome.UNDECIDED);
        return evidence(String.format(Locale.ROOT, "mean weight at w = %.3g", w), answer, alpha).decides(requirement);
    }

    private Evidence meanReciprocal(Setting setting, Reweighting paths, double w, double alpha) {
        double resolution = resolution(setting) * setting.unguidedMean();
        Interval bounded = new BoundedRepresentation(setting.process().withGuidance(GuidanceSchedule.constant(w)),
                setting.streams(), alpha)
                .estimate(BoundedRepresentation.Effort.DECIDE, e -> e.bounds().width() <= resolution).bounds();
        Requirement agreement = IntervalAgreement.with("the bounded representation", bounded, resolution);
        Reweighting.Answer answer = paths.meanReciprocal(STEP_ERROR, setting.effort().samples(MOST_PATHS),
                a -> agreement.decide(bounds(a)) != Outcome.UNDECIDED);
        return evidence(String.format(Locale.ROOT, "M_w at w = %.3g", w), answer, 2 * alpha).decides(agreement);
    }

    /** Where the answer lies; anywhere if so few paths carry it that its time-step error is unknown. */
    private static Interval bounds(Reweighting.Answer answer) {
        return answer.isCarried() ? answer.estimate().bounds() : Interval.ALL;
    }

    private static Evidence evidence(String quantity, Reweighting.Answer answer, double alpha) {
        return answer.estimate().evidence(quantity, "reweighted forward paths", "paths end at t > 0", alpha)
                .within(bounds(answer))
                .with("effective paths", String.format(Locale.ROOT, "%.0f", answer.effective()));
    }
}
