package discrete;

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

class ChainDropProperties {
    private static final String ID = "discrete.drop";

    @Property(tries = 6, seed = "1", shrinking = ShrinkingMode.OFF)
    void holdsForChainsOnOverlappingLaws(@ForAll("settings") Setting setting) {
        ClaimProperty.of(ID).holds(setting);
    }

    /** Settings of the claim's own kind. */
    @Provide
    Arbitrary<Setting> settings() {
        return Arbitraries.of(Catalogue.named(ID).examples(6, Settings.seed()));
    }
}
