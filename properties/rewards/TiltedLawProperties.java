package rewards;

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

class TiltedLawProperties {
    private static final ClaimProperty CLAIM = ClaimProperty.of("reward.tilted-law");

    @Property(tries = 6, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    void holdsForLawsOfItsKind(@ForAll("settings") Setting setting) {
        CLAIM.holds(setting);
    }

    @Provide
    Arbitrary<Setting> settings() {
        return Arbitraries.of(Catalogue.named("reward.tilted-law").examples(6, Settings.seed()));
    }
}
