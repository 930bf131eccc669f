package rules;

import org.guidecheck.generator.LawArbitraries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import support.ClaimProperty;
import support.Tried;

class RescaledProperties {
    private static final ClaimProperty CLAIM = ClaimProperty.of("rule.rescaled");

    @Test
    void isDecidedOrLeftOpenOnRandomLaws(TestReporter reporter) {
        Tried.onRandomLaws(CLAIM, LawArbitraries.laws(), 6, reporter);
    }
}
