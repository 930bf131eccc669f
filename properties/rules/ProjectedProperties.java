package rules;

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

class ProjectedProperties {
    private static final ClaimProperty CLAIM = ClaimProperty.of("rule.projected");

    @Property(tries = 40, seed = "1", shrinking = ShrinkingMode.BOUNDED)
    void holdsForEveryLawAndSchedule(@ForAll("settings") Setting setting) {
        CLAIM.holds(setting);
    }

    @Provide
    Arbitrary<Setting> settings() {
        return Settings.of(LawArbitraries.laws(), GuidanceArbitraries.schedules());
    }
}
