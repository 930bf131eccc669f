package support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.guidecheck.claim.Setting;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;

/** A claim of which no law is promised anything, tried on random ones: what comes out is counted, and not asserted. */
public final class Tried {
    private Tried() {
    }

    /** How often each outcome came up; a verdict has evidence whichever it is. */
    public static Map<Outcome, Integer> on(ClaimProperty claim, List<Setting> settings) {
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        for (Setting setting : settings) {
            Verdict verdict = claim.decide(setting);
            assertThat(verdict.evidence()).isNotEmpty().allSatisfy(each -> {
                assertThat(each.rule()).isNotEmpty();
                // Paths never confirm what they cannot bound.
                assertThat(each.kind() == Evidence.Kind.PLAIN_SAMPLING && each.outcome() == Outcome.HOLDS).isFalse();
            });
            counts.merge(verdict.outcome(), 1, Integer::sum);
        }
        return counts;
    }
}
