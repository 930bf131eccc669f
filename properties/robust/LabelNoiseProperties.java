package robust;

import org.guidecheck.catalogue.Catalogue;
import org.guidecheck.generator.LawArbitraries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import support.ClaimProperty;
import support.Tried;

class LabelNoiseProperties {
    private static final ClaimProperty CLAIM = ClaimProperty.of("robust.label-noise");

    @Test
    void isDecidedOrLeftOpenOnRandomLaws(TestReporter reporter) {
        Tried.onRandomLaws(CLAIM, LawArbitraries.laws(), 6, reporter);
    }

    @Test
    void isRefutedOnItsOwnLaw() {
        CLAIM.isRefuted(Catalogue.named("robust.label-noise").counterexample().orElseThrow());
    }
}
