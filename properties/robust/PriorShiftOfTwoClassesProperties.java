package robust;

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

class PriorShiftOfTwoClassesProperties {
    private static final ClaimProperty CLAIM = ClaimProperty.of("robust.prior-shift-two-classes");

    @Property(tries = 40, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    void holdsForEveryLawOfTwoClasses(@ForAll("settings") Setting setting) {
        CLAIM.holds(setting);
    }

    @Provide
    Arbitrary<Setting> settings() {
        return Settings.of(LawArbitraries.laws().filter(law -> law.classes().size() == 2),
                GuidanceArbitraries.schedules());
    }
}
