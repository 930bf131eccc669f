package org.guidecheck.claim.rule;

import java.util.List;
import java.util.Optional;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.FieldClaim;
import org.guidecheck.claim.NamedLaws;
import org.guidecheck.claim.Setting;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.rule.Autoguidance;

/**
 * Claim {@code rule.autoguidance}: guidance away from a worse model of the class, exact for its data with noise of
 * deviation 1 added, lowers the mean reciprocal. Refuted on {@link NamedLaws#WITHIN}: the rule knows nothing of other
 * classes and draws the class together, where another class lies in its middle.
 */
final class AutoguidanceLowersMeanReciprocal extends FieldClaim {
    private static final double NOISE = 1;

    AutoguidanceLowersMeanReciprocal() {
        super(PublishedRules.statement("rule.autoguidance",
                "guidance away from a worse model of the class, one of its data with noise of deviation 1 added, lowers "
                        + "the mean reciprocal",
                "rule of Karras et al., arXiv 2406.02507; claim of this project, theory.md, Rules and the cone condition",
                Claim.Status.FAILS));
    }

    @Override
    public Optional<Setting> counterexample() {
        return Optional.of(Setting.of(NamedLaws.WITHIN, 0, GuidanceSchedule.constant(1), 1));
    }

    @Override
    protected List<NamedField> fields(Setting setting) {
        return List.of(new NamedField("autoguidance",
                new Autoguidance(setting.process().sides(), NOISE, setting.guidance())));
    }
}
