package cases;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.guidecheck.catalogue.Catalogue;
import org.guidecheck.claim.Setting;
import support.ClaimProperty;
import support.Settings;

class GaussianPairProperties {
    private static final ClaimProperty CLAIM = ClaimProperty.of("case.gaussian-pair");

    @Property(tries = 3, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    void holdsAtEveryWeight(@ForAll("settings") Setting setting) {
        CLAIM.holds(setting);
    }

    @Provide
    Arbitrary<Setting> settings() {
        return Arbitraries.of(Catalogue.named("case.gaussian-pair").examples(6, Settings.seed()));
    }
}
