package robust;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.guidecheck.claim.Catalogue;
import org.guidecheck.claim.Setting;
import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.distribution.LabelledDistribution;
import org.guidecheck.generator.GuidanceArbitraries;
import org.guidecheck.generator.LawArbitraries;
import org.guidecheck.generator.RandomLaws;
import org.guidecheck.statistics.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import support.ClaimProperty;
import support.Settings;
import support.Tried;

class LawShiftProperties {
    private static final ClaimProperty CLAIM = ClaimProperty.of("robust.law-shift");

    @Test
    void isDecidedOrLeftOpenOnRandomLaws(TestReporter reporter) {
        List<LabelledDistribution> laws = RandomLaws.draw(LawArbitraries.laws(), 3, Settings.seed());
        List<GuidanceSchedule> schedules = RandomLaws.draw(GuidanceArbitraries.schedules(), laws.size(), Settings.seed());
        List<Setting> settings = new ArrayList<>();
        for (int i = 0; i < laws.size(); i++) {
            settings.add(Setting.of(laws.get(i), 0, schedules.get(i), i));
        }
        Map<Outcome, Integer> counts = Tried.on(CLAIM, settings);
        reporter.publishEntry("robust.law-shift", counts.toString());
        assertThat(counts.values().stream().mapToInt(n -> n).sum()).isEqualTo(laws.size());
    }

    @Test
    void isRefutedOnItsOwnLaw() {
        CLAIM.isRefuted(Catalogue.named("robust.law-shift").counterexample().orElseThrow());
    }
}
