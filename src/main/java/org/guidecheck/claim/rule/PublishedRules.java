package org.guidecheck.claim.rule;

import java.util.List;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.guider.Guiders;
import org.guidecheck.process.GuidanceRule;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.rule.CfgZeroStar;
import org.guidecheck.process.rule.DynamicThreshold;
import org.guidecheck.process.rule.PowerLaw;
import org.guidecheck.process.rule.Projected;
import org.guidecheck.process.rule.Rescaled;

/** Claims about published rules that lower the mean reciprocal, or do not. */
public final class PublishedRules {
    private static final String CONE = "theory.md, Rules and the cone condition";

    private PublishedRules() {
    }

    /** {@return the claims, in the order of the catalogue} */
    public static List<Claim> claims() {
        return List.of(rescaledOnTheLine(), rescaledInSpace(), cfgZeroStar(), cfgZeroStarBySteps(), projected(), apg(),
                projectedOnUnconditional(), powerLaw(), threshold(), new PerpendicularLowersMeanReciprocal(),
                new AutoguidanceLowersMeanReciprocal());
    }

    static Statement statement(String id, String text, String source, Claim.Status status) {
        return new Statement(id, text, source, status, Resolution.ofUnguidedMean(0.01));
    }

    /** One coordinate is never rescaled. */
    private static Claim rescaledOnTheLine() {
        return new RuleLowersMeanReciprocal(statement("rule.rescaled-line",
                "on the line, guidance rescaled to the standard deviation of the conditional prediction (φ = 0.7) "
                        + "lowers the mean reciprocal",
                "rule of Lin et al., arXiv 2305.08891; this project, " + CONE, Claim.Status.HOLDS),
                new Rescaled(0.7)).in(d -> d == 1);
    }

    private static Claim rescaledInSpace() {
        return new RuleLowersMeanReciprocal(statement("rule.rescaled-space",
                "in three or more dimensions, guidance rescaled to the standard deviation of the conditional prediction "
                        + "(φ = 0.7) lowers the mean reciprocal",
                "rule of Lin et al., arXiv 2305.08891; claim of this project, " + CONE, Claim.Status.OPEN),
                new Rescaled(0.7)).in(d -> d >= 3);
    }

    /**
     * With zero velocity in the first 4 % of a straight path, where σ ≥ 24, τ ≥ 0.998. Refuted on {@link
     * NamedLaws#FAR_APART}: if the data reaches far, the class has already moved away when the rule begins to move.
     */
    private static Claim cfgZeroStar() {
        return new RuleLowersMeanReciprocal(statement("rule.cfg-zero-star",
                "guidance with an optimised scale and zero-init above a noise level (τ = 0.998) lowers the mean "
                        + "reciprocal",
                "rule of Fan et al., arXiv 2503.18886; claim of this project, " + CONE, Claim.Status.FAILS),
                new CfgZeroStar(0.998))
                .refutedOn(Setting.of(NamedLaws.FAR_APART, 0, GuidanceSchedule.constant(1), 1));
    }

    /** Steps counted by number take no time in the limit, and the optimised scale alone satisfies the cone condition. */
    private static Claim cfgZeroStarBySteps() {
        return new RuleLowersMeanReciprocal(statement("rule.cfg-zero-star-steps",
                "guidance with an optimised scale and zero-init in the first step, in the limit of short steps, does "
                        + "not raise the mean reciprocal",
                "rule of Fan et al., arXiv 2503.18886; this project, " + CONE, Claim.Status.HOLDS),
                limit("cfg-zero-star-steps:1")).named("optimised scale");
    }

    /** Satisfies the cone condition everywhere, by the Cauchy–Schwarz inequality. */
    private static Claim projected() {
        return new RuleLowersMeanReciprocal(statement("rule.projected",
                "projected guidance without momentum (η = 0, r = 2.5) does not raise the mean reciprocal",
                "rule of Sadat et al., arXiv 2410.02416; this project, " + CONE, Claim.Status.HOLDS),
                new Projected(0, 2.5));
    }

    /** The limit differs from projected guidance by positive factors. */
    private static Claim apg() {
        return new RuleLowersMeanReciprocal(statement("rule.apg",
                "adaptive projected guidance with momentum (η = 0, r = 2.5, β = −0.75), in the limit of short steps, "
                        + "does not raise the mean reciprocal",
                "rule of Sadat et al., arXiv 2410.02416; this project, " + CONE, Claim.Status.HOLDS),
                limit("apg:0:2.5:-0.75")).named("projected rule with momentum");
    }

    private static GuidanceRule limit(String guider) {
        return Guiders.byName(guider).rule().orElseThrow();
    }

    /** On the line it samples all data, whatever the weight. */
    private static Claim projectedOnUnconditional() {
        return new RuleLowersMeanReciprocal(statement("rule.unconditional-base",
                "projected guidance (η = 0) that is added to the unconditional prediction lowers the mean reciprocal",
                "a misreading of Sadat et al., arXiv 2410.02416; this project, " + CONE, Claim.Status.FAILS),
                new OnUnconditional(new Projected(0, Double.POSITIVE_INFINITY)))
                .named("projected on the unconditional prediction")
                .refutedOn(Setting.of(NamedLaws.UNIT_PAIR, 0, GuidanceSchedule.constant(1), 1));
    }

    /** The field is a positive multiple of w g. */
    private static Claim powerLaw() {
        return new RuleLowersMeanReciprocal(statement("rule.power-law",
                "guidance whose weight grows with the difference of the scores (α = 0.9) lowers the mean reciprocal",
                "rule of Pavasovic et al., arXiv 2502.07849; this project, " + CONE, Claim.Status.HOLDS),
                new PowerLaw(0.9)).named("power law");
    }

    /**
     * Refuted where the class lies outside of the range that the rule is made for. The process is stopped, as near clean
     * data the rule pulls points into the range with a force that no mesh resolves.
     */
    private static Claim threshold() {
        return new RuleLowersMeanReciprocal(statement("rule.threshold",
                "guidance with dynamic thresholding (99.5 %) lowers the mean reciprocal, whatever the range of the data",
                "rule of Saharia et al., arXiv 2205.11487; claim of this project, " + CONE, Claim.Status.FAILS),
                new DynamicThreshold(99.5)).named("dynamic threshold")
                .refutedOn(Setting.of(NamedLaws.OUT_OF_RANGE, 0, GuidanceSchedule.constant(1), 1).stoppedAt(0.1));
    }
}
