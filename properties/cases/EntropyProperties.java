package cases;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.guidecheck.catalogue.Catalogue;
import org.guidecheck.claim.Setting;
import support.ClaimProperty;
import support.Settings;

class EntropyProperties {
    private static final ClaimProperty CLAIM = ClaimProperty.of("case.entropy");

    @Property(tries = 12, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    void holdsForLawsOfItsKind(@ForAll("settings") Setting setting) {
        CLAIM.holds(setting);
    }

    @Provide
    Arbitrary<Setting> settings() {
        return Arbitraries.of(Catalogue.named("case.entropy").examples(12, Settings.seed()));
    }
}
