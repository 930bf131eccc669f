package org.guidecheck.claim.rule;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.FieldClaim;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.claim.Resolution;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.process.GuidanceRule;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.rule.CfgZeroStar;
import org.guidecheck.process.rule.Projected;
import org.guidecheck.process.rule.Rescaled;

/**
 * Claim that a guidance rule lowers the mean reciprocal, M ≤ M_0 = 1/π_c, for any weights w ≥ 0 (theory.md, "Rules and
 * the cone condition"). To check a rule of your own, construct this claim from it.
 */
public final class RuleLowersMeanReciprocal extends FieldClaim {
    private final GuidanceRule rule;
    private final Setting counterexample;

    /**
     * Makes the claim for a rule.
     *
     * @param statement id, text, source and status; {@link Claim.Status#OPEN} if nothing is known about the rule
     * @param rule      the rule
     */
    public RuleLowersMeanReciprocal(Statement statement, GuidanceRule rule) {
        this(statement, rule, null);
    }

    private RuleLowersMeanReciprocal(Statement statement, GuidanceRule rule, Setting counterexample) {
        super(statement);
        this.rule = rule;
        this.counterexample = counterexample;
    }

    @Override
    public Optional<Setting> counterexample() {
        return Optional.ofNullable(counterexample);
    }

    /**
     * The claim for rescaled guidance with φ = 0.7, the value of its paper.
     *
     * @return {@code rule.rescaled}
     */
    public static RuleLowersMeanReciprocal rescaled() {
        return new RuleLowersMeanReciprocal(new Statement("rule.rescaled",
                "guidance rescaled to the standard deviation of the conditional prediction (φ = 0.7) lowers the mean "
                        + "reciprocal",
                "rule of Lin et al., arXiv 2305.08891; claim of this project, theory.md, Rules and the cone condition",
                Status.OPEN,
                Resolution.ofUnguidedMean(0.01)),
                new Rescaled(0.7));
    }

    /**
     * The claim for CFG-Zero* with zero velocity in the first 4 % of a straight path, where σ ≥ 24, τ ≥ 0.998. Refuted
     * on {@link NamedLaws#FAR_APART}: if the data reaches far, the class has already moved away when the rule begins to
     * move.
     *
     * @return {@code rule.cfg-zero-star}
     */
    public static RuleLowersMeanReciprocal cfgZeroStar() {
        return new RuleLowersMeanReciprocal(new Statement("rule.cfg-zero-star",
                "guidance with an optimised scale and zero-init lowers the mean reciprocal",
                "rule of Fan et al., arXiv 2503.18886; claim of this project, theory.md, Rules and the cone condition",
                Status.FAILS,
                Resolution.ofUnguidedMean(0.01)),
                new CfgZeroStar(0.998),
                Setting.of(NamedLaws.FAR_APART, 0, GuidanceSchedule.constant(1), 1));
    }

    /**
     * The claim for projected guidance with η = 0 and r = 2.5. It satisfies the cone condition everywhere, by the
     * Cauchy–Schwarz inequality.
     *
     * @return {@code rule.projected}
     */
    public static RuleLowersMeanReciprocal projected() {
        return new RuleLowersMeanReciprocal(new Statement("rule.projected",
                "projected guidance (η = 0, r = 2.5) does not raise the mean reciprocal",
                "rule of Sadat et al., arXiv 2410.02416; this project, theory.md, Rules and the cone condition",
                Status.HOLDS,
                Resolution.ofUnguidedMean(0.01)),
                new Projected(0, 2.5));
    }

    /** {@inheritDoc} Only dimensions in which the rule has a process. */
    @Override
    public boolean appliesTo(Setting setting) {
        return rule.hasProcess(setting.law().dimension()) && super.appliesTo(setting);
    }

    @Override
    protected List<NamedField> fields(Setting setting) {
        return List.of(new NamedField(rule.getClass().getSimpleName().toLowerCase(Locale.ROOT) + " rule",
                rule.with(setting.guidance())));
    }
}
