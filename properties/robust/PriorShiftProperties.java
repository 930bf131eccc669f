package robust;

import org.guidecheck.catalogue.Catalogue;
import org.guidecheck.generator.LawArbitraries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import support.ClaimProperty;
import support.Tried;

class PriorShiftProperties {
    private static final ClaimProperty CLAIM = ClaimProperty.of("robust.prior-shift");

    @Test
    void isDecidedOrLeftOpenOnRandomLaws(TestReporter reporter) {
        Tried.onRandomLaws(CLAIM, LawArbitraries.laws().filter(law -> law.classes().size() > 2), 3, reporter);
    }

    @Test
    void isRefutedOnItsOwnLaw() {
        CLAIM.isRefuted(Catalogue.named("robust.prior-shift").counterexample().orElseThrow());
    }
}
