package identity;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.guidecheck.claim.Setting;
import org.guidecheck.generator.GuidanceArbitraries;
import org.guidecheck.generator.LawArbitraries;
import support.ClaimProperty;
import support.Settings;

class ReweightingProperties {
    private static final ClaimProperty CLAIM = ClaimProperty.of("identity.reweighting");

    @Property(tries = 5, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    void holdsForEveryLaw(@ForAll("settings") Setting setting) {
        CLAIM.holds(setting);
    }

    @Provide
    Arbitrary<Setting> settings() {
        return Settings.of(LawArbitraries.laws(), GuidanceArbitraries.schedules());
    }
}
