package rules;

import org.guidecheck.catalogue.Catalogue;
import org.guidecheck.generator.LawArbitraries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import support.ClaimProperty;
import support.Tried;

class CfgZeroStarProperties {
    private static final ClaimProperty CLAIM = ClaimProperty.of("rule.cfg-zero-star");

    @Test
    void isDecidedOrLeftOpenOnRandomLaws(TestReporter reporter) {
        Tried.onRandomLaws(CLAIM, LawArbitraries.laws(), 6, reporter);
    }

    @Test
    void isRefutedOnItsOwnLaw() {
        CLAIM.isRefuted(Catalogue.named("rule.cfg-zero-star").counterexample().orElseThrow());
    }
}
