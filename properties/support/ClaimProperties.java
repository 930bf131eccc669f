package support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.Reporter;
import org.guidecheck.catalogue.Catalogue;
import org.guidecheck.claim.Claim;
import org.guidecheck.claim.Setting;
import org.guidecheck.claim.VerdictText;
import org.guidecheck.generator.GuidanceArbitraries;
import org.guidecheck.generator.LawArbitraries;
import org.guidecheck.generator.RandomLaws;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.statistics.ErrorBudget;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;

/**
 * Base class for the properties of a family of claims, each property named by its claim's id.
 *
 * <p>The false-alarm probability of a run is 1e-6 over all claims, in equal shares. The k-th decision of a claim, in
 * tries and shrinking alike, spends 1/(k(k+1)) of its share.
 */
public abstract class ClaimProperties {
    private static final Map<String, ErrorBudget> BUDGETS = new ConcurrentHashMap<>();

    /** Random laws and schedules. */
    @Provide
    protected Arbitrary<Setting> laws() {
        return Settings.of(LawArbitraries.laws(), GuidanceArbitraries.schedules());
    }

    /** Random laws and constant weights, for claims that do not depend on guidance. */
    @Provide
    protected Arbitrary<Setting> lawsAtOneWeight() {
        return Settings.of(LawArbitraries.laws(), GuidanceArbitraries.constants());
    }

    /** Example settings of a claim about laws of one kind. */
    protected static Arbitrary<Setting> examples(String id, int count) {
        return Arbitraries.of(Catalogue.named(id).examples(count, Settings.seed()));
    }

    /** Decides a claim with the next share of its budget. */
    protected static Verdict decide(String id, Setting setting) {
        return Catalogue.named(id).decide(setting, spend(id));
    }

    private static double spend(String id) {
        double share = ErrorBudget.DEFAULT_ALPHA / Catalogue.claims().size();
        return BUDGETS.computeIfAbsent(id, each -> ErrorBudget.of(share))
                .spend(id);
    }

    /** Requires that a claim holds; the failure text has the evidence. */
    protected static void holds(String id, Setting setting) {
        require(id, setting, Set.of(Outcome.HOLDS));
    }

    /** Requires that a claim holds, or is not refuted where its check can only refute; the failure text has the evidence. */
    protected static void passes(String id, Setting setting) {
        require(id, setting, Set.of(Outcome.HOLDS, Outcome.NOT_REFUTED));
    }

    /** Requires that a claim is refuted on its known counterexample. */
    protected static void isRefutedOnItsCounterexample(String id) {
        require(id, Catalogue.named(id).counterexample().orElseThrow(), Set.of(Outcome.REFUTED));
    }

    /** Requires that a claim is refuted on its known counterexample without sampling. */
    protected static void isRefutedWithoutSampling(String id) {
        isRefutedOnItsCounterexample(id);
        Claim claim = Catalogue.named(id);
        assertThat(claim.status()).isEqualTo(Claim.Status.FAILS);
        assertThat(claim.decide(claim.counterexample().orElseThrow(), 1e-9).evidence())
                .extracting(Evidence::kind).containsOnly(Evidence.Kind.ESTIMATED);
    }

    private static void require(String id, Setting setting, Set<Outcome> expected) {
        double alpha = spend(id);
        Claim claim = Catalogue.named(id);
        Verdict verdict = claim.decide(setting, alpha);
        if (!expected.contains(verdict.outcome())) {
            throw new AssertionError(VerdictText.of(claim.statement(), verdict, setting.sampler().name() + ", weight "
                    + setting.guidance() + ", class " + setting.process().label() + ", seed " + setting.seed(),
                    setting.law().toString(), alpha, "mvn test -Dguidecheck.seed=" + Settings.seed()
                            + " -Dtest='*Properties'"));
        }
    }

    /** Decides a claim on random laws with random schedules and reports the outcomes; any outcome passes. */
    protected static void countOnRandomLaws(String id, Arbitrary<LabelledLaw> laws, int count, Reporter reporter) {
        List<LabelledLaw> drawn = RandomLaws.draw(laws, count, Settings.seed());
        List<GuidanceSchedule> schedules = RandomLaws.draw(GuidanceArbitraries.schedules(), count, Settings.seed());
        List<Setting> settings = IntStream.range(0, count)
                .mapToObj(i -> Setting.of(drawn.get(i), 0, schedules.get(i), i)).toList();
        count(id, settings, "", reporter);
    }

    /** Decides a claim on settings and reports the number of each outcome and all refutations; any outcome passes. */
    protected static void count(String id, List<Setting> settings, String where, Reporter reporter) {
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        for (Setting setting : settings) {
            Verdict verdict = decide(id, setting);
            assertThat(verdict.evidence()).isNotEmpty().allSatisfy(each -> {
                assertThat(each.rule()).isNotEmpty();
                // Plain sampling can only refute.
                assertThat(each.kind() == Evidence.Kind.PLAIN_SAMPLING && each.outcome() == Outcome.HOLDS).isFalse();
            });
            if (verdict.outcome() == Outcome.REFUTED) {
                reporter.publishValue(id + " is refuted", setting.toString());
            }
            counts.merge(verdict.outcome(), 1, Integer::sum);
        }
        reporter.publishValue(id + where, counts.toString());
        assertThat(counts.values().stream().mapToInt(n -> n).sum()).isEqualTo(settings.size());
    }
}
