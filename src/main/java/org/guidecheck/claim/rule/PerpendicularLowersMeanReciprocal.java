package org.guidecheck.claim.rule;

import java.util.List;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.FieldClaim;
import org.guidecheck.claim.Setting;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.process.rule.PerpendicularField;

/**
 * Claim {@code rule.perpendicular}: guidance that also leads away from another class, but only across the direction of
 * its own class (Perp-Neg), lowers the mean reciprocal. With two classes, or on the line, nothing is across.
 */
final class PerpendicularLowersMeanReciprocal extends FieldClaim {
    PerpendicularLowersMeanReciprocal() {
        super(PublishedRules.statement("rule.perpendicular",
                "guidance with a negative class of which only the perpendicular part counts (Perp-Neg) lowers the mean "
                        + "reciprocal",
                "rule of Armandpour et al., arXiv 2304.04968; this project, theory.md, Rules and the cone condition",
                Claim.Status.HOLDS));
    }

    @Override
    protected List<NamedField> fields(Setting setting) {
        int away = setting.process().c() == 0 ? 1 : 0;
        return List.of(new NamedField("perpendicular rule",
                new PerpendicularField(ClassVersusRest.of(setting.law(), away), setting.guidance())));
    }
}
