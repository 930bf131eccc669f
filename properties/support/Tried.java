package support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import org.guidecheck.claim.Setting;
import org.guidecheck.diffusion.GuidanceSchedule;
import org.guidecheck.distribution.LabelledDistribution;
import org.guidecheck.generator.GuidanceArbitraries;
import org.guidecheck.generator.RandomLaws;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;
import org.junit.jupiter.api.TestReporter;

/** A claim of which no law is promised anything, tried on random ones: what comes out is counted, and not asserted. */
public final class Tried {
    private Tried() {
    }

    /** As many random laws with a random schedule each; the counts are reported. */
    public static void onRandomLaws(ClaimProperty claim, Arbitrary<LabelledDistribution> laws, int count,
            TestReporter reporter) {
        List<LabelledDistribution> drawn = RandomLaws.draw(laws, count, Settings.seed());
        List<GuidanceSchedule> schedules = RandomLaws.draw(GuidanceArbitraries.schedules(), count, Settings.seed());
        on(claim, IntStream.range(0, count).mapToObj(i -> Setting.of(drawn.get(i), 0, schedules.get(i), i)).toList(), "",
                reporter);
    }

    /** Settings of one's own; the counts, and what is refuted, are reported. */
    public static void on(ClaimProperty claim, List<Setting> settings, String where, TestReporter reporter) {
        Map<Outcome, Integer> counts = on(claim, settings, reporter);
        reporter.publishEntry(claim.id() + where, counts.toString());
        assertThat(counts.values().stream().mapToInt(n -> n).sum()).isEqualTo(settings.size());
    }

    /** How often each outcome came up; a verdict has evidence whichever it is. */
    private static Map<Outcome, Integer> on(ClaimProperty claim, List<Setting> settings, TestReporter reporter) {
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        for (Setting setting : settings) {
            Verdict verdict = claim.decide(setting);
            assertThat(verdict.evidence()).isNotEmpty().allSatisfy(each -> {
                assertThat(each.rule()).isNotEmpty();
                // Paths never confirm what they cannot bound.
                assertThat(each.kind() == Evidence.Kind.PLAIN_SAMPLING && each.outcome() == Outcome.HOLDS).isFalse();
            });
            if (verdict.outcome() == Outcome.REFUTED) {
                reporter.publishEntry(claim.id() + " is refuted", setting.toString());
            }
            counts.merge(verdict.outcome(), 1, Integer::sum);
        }
        return counts;
    }
}
