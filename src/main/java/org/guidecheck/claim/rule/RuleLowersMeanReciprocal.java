package org.guidecheck.claim.rule;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.guidecheck.claim.FieldClaim;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.Statement;
import org.guidecheck.process.GuidanceRule;

/**
 * Claim that a guidance rule lowers the mean reciprocal, M ≤ M_0 = 1/π_c, for any weights w ≥ 0 (theory.md, "Rules and
 * the cone condition"). To check a rule of your own, construct this claim from it.
 */
public final class RuleLowersMeanReciprocal extends FieldClaim {
    private final GuidanceRule rule;
    private final String name;
    private final IntPredicate dimensions;
    private final Setting counterexample;

    /**
     * Makes the claim for a rule.
     *
     * @param statement id, text, source and status; {@link org.guidecheck.claim.Claim.Status#OPEN} if nothing is known
     *                  about the rule
     * @param rule      the rule
     */
    public RuleLowersMeanReciprocal(Statement statement, GuidanceRule rule) {
        this(statement, rule, rule.getClass().getSimpleName().toLowerCase(Locale.ROOT) + " rule", d -> true, null);
    }

    private RuleLowersMeanReciprocal(Statement statement, GuidanceRule rule, String name, IntPredicate dimensions,
            Setting counterexample) {
        super(statement);
        this.rule = rule;
        this.name = name;
        this.dimensions = dimensions;
        this.counterexample = counterexample;
    }

    /** The claim with another name of its field, which is part of the seed of its paths. */
    RuleLowersMeanReciprocal named(String other) {
        return new RuleLowersMeanReciprocal(statement(), rule, other, dimensions, counterexample);
    }

    /** The claim for laws of some dimensions alone. */
    RuleLowersMeanReciprocal in(IntPredicate covered) {
        return new RuleLowersMeanReciprocal(statement(), rule, name, covered, counterexample);
    }

    /** The claim with a setting on which it is refuted. */
    RuleLowersMeanReciprocal refutedOn(Setting known) {
        return new RuleLowersMeanReciprocal(statement(), rule, name, dimensions, known);
    }

    @Override
    public Optional<Setting> counterexample() {
        return Optional.ofNullable(counterexample);
    }

    /** {@inheritDoc} Only dimensions that it names and in which the rule has a process. */
    @Override
    public boolean appliesTo(Setting setting) {
        int dimension = setting.law().dimension();
        return dimensions.test(dimension) && rule.hasProcess(dimension) && super.appliesTo(setting);
    }

    @Override
    protected List<NamedField> fields(Setting setting) {
        return List.of(new NamedField(name, rule.with(setting.guidance())));
    }
}
