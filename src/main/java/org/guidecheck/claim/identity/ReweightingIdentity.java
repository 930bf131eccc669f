package org.guidecheck.claim.identity;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.GuidedGenerator;
import org.guidecheck.claim.Residual;
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
 * <p>The local form h⁻¹[∂_u + L^0 − ½w(w+1)‖g‖²](h φ) = L^w φ with h = f^{−w} decides: it is checked at probe points on
 * waves φ, for the schedule's largest weight w. The weights are bounded, so the local form implies the claim.
 *
 * <p>Two consequences for paths are further attempts to refute: the weights have mean 1, and the mean reciprocal under
 * them agrees with the bounded representation. Weights can reach π_c^{−w}; for paths w is lowered so that this is at
 * most {@value #MOST_DENSITY}, since beyond that few paths carry the mean. Even so, a standard deviation of the weights
 * above 1 leaves {@value #PRECISION} of M_0 after thousands of paths, and a hundredth would take a hundred times as
 * many. Source: theory.md, "Reweighted forward paths".
 */
public final class ReweightingIdentity extends Claim {
    private static final double MOST_DENSITY = 4;
    private static final double STEP_ERROR = 0.02;
    private static final int MOST_PATHS = 1 << 16;
    /** Half width of the enclosures at which paths end, as a share of 1 and of M_0. */
    private static final double PRECISION = 0.1;

    private final DoubleUnaryOperator weight;
    private final DoubleUnaryOperator rate;

    /** The claim. */
    public ReweightingIdentity() {
        this(w -> w, w -> 0.5 * w * (w + 1));
    }

    /**
     * For tests: the paths use another weight than the claim, or lose weight at another rate.
     *
     * @param weight weight of the paths as a function of w
     * @param rate   rate over ‖g‖² at which they lose weight, as a function of their weight
     */
    public ReweightingIdentity(DoubleUnaryOperator weight, DoubleUnaryOperator rate) {
        super(new Statement("identity.reweighting",
                "noised draws with the weight (π_c f)^{−w} exp(−½w(w+1)∫‖g‖² du) follow the guided process",
                "this project, theory.md, Reweighted forward paths",
                Status.HOLDS,
                Resolution.ROUNDING));
        this.weight = weight;
        this.rate = rate;
    }

    /** {@inheritDoc} Laws with cheap paths only: on larger ones paths take minutes. */
    @Override
    public boolean appliesTo(Setting setting) {
        return setting.hasCheapPaths();
    }

    @Override
    protected List<Evidence> evidence(Setting setting, double alpha) {
        double largest = setting.guidance().largest();
        double w = Math.min(largest, Math.log(MOST_DENSITY) / Math.log(setting.unguidedMean()));
        double of = weight.applyAsDouble(w);
        GuidedProcess weighted = setting.process().withGuidance(GuidanceSchedule.constant(of));
        Reweighting paths = new Reweighting(weighted, setting.streams(), alpha / 3, rate.applyAsDouble(of));
        return List.of(pointwise(setting, largest), meanWeight(setting, paths, w, alpha / 3).asAttempt(),
                meanReciprocal(setting, paths, w, alpha / 3).asAttempt());
    }

    private Evidence pointwise(Setting setting, double w) {
        UniformRandomProvider random = setting.streams().derived("waves").stream(0);
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        double of = weight.applyAsDouble(w);
        return Residual.evidence(setting, String.format(Locale.ROOT,
                "h^-1 (d/du + L^0 - w(w + 1)/2 |g|^2)(h phi) = L^w phi, h = f^-w, w = %.3g", w), place -> {
                    double[] g = setting.law().classifierGradient(setting.process().c(), place.point(), place.level());
                    double[] wave = new double[g.length];
                    Arrays.setAll(wave, i -> normal.sample());
                    return new GuidedGenerator(setting.process(), place.point(), place.level())
                            .ofReweighting(of, rate.applyAsDouble(of), w, g, wave);
                });
    }

    private static Evidence meanWeight(Setting setting, Reweighting paths, double w, double alpha) {
        Requirement requirement = Requirement.within("= 1", Interval.around(1, 0), 0);
        Reweighting.Answer answer = paths.meanWeight(STEP_ERROR, setting.effort().samples(MOST_PATHS),
                a -> isEnough(a, requirement, precision(setting)));
        return evidence(String.format(Locale.ROOT, "mean weight at w = %.3g", w), answer, alpha).decides(requirement);
    }

    private static Evidence meanReciprocal(Setting setting, Reweighting paths, double w, double alpha) {
        double precision = precision(setting) * setting.unguidedMean();
        Interval bounded = new BoundedRepresentation(setting.process().withGuidance(GuidanceSchedule.constant(w)),
                setting.streams(), alpha)
                .estimate(BoundedRepresentation.Effort.DECIDE, e -> e.bounds().width() <= precision).bounds();
        Requirement agreement = Requirement.agreement(String.format(Locale.ROOT,
                "agrees with the bounded representation, [%.6g, %.6g]", bounded.lower(), bounded.upper()), bounded, 0);
        Reweighting.Answer answer = paths.meanReciprocal(STEP_ERROR, setting.effort().samples(MOST_PATHS),
                a -> isEnough(a, agreement, precision));
        return evidence(String.format(Locale.ROOT, "M_w at w = %.3g", w), answer, 2 * alpha).decides(agreement);
    }

    private static double precision(Setting setting) {
        return PRECISION * setting.effort().coarseness();
    }

    private static boolean isEnough(Reweighting.Answer answer, Requirement requirement, double precision) {
        Interval bounds = bounds(answer);
        return bounds.width() <= 2 * precision || requirement.decide(bounds) != Outcome.UNDECIDED;
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
