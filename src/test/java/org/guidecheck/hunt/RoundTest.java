package org.guidecheck.hunt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.catalogue.Catalogue;
import org.guidecheck.claim.Setting;
import org.guidecheck.sampler.EulerMaruyama;
import org.guidecheck.statistics.Outcome;
import org.junit.jupiter.api.Test;

class RoundTest {
    private static final HuntTarget NEVER = Planted.target(setting -> false);

    private static List<Candidate> candidates(HuntTarget target, Search search, int round) {
        List<Candidate> candidates = new ArrayList<>();
        Round.run(target, search, round, () -> false, evaluation -> candidates.add(evaluation.candidate()));
        return candidates;
    }

    @Test
    void followsFromSeedAndNumberAlone() {
        Search search = new Search(5, 1e-6, true);
        assertThat(candidates(NEVER, search, 3)).isEqualTo(candidates(NEVER, search, 3)).hasSize(Round.LAWS)
                .doesNotHaveDuplicates();
        assertThat(candidates(NEVER, search, 3)).isNotEqualTo(candidates(NEVER, search, 5));
        assertThat(candidates(NEVER, search, 3)).isNotEqualTo(candidates(NEVER, new Search(6, 1e-6, true), 3));
    }

    @Test
    void beginsAsARandomSearchDoes() {
        List<Candidate> random = candidates(NEVER, new Search(5, 1e-6, false), 0);
        List<Candidate> targeted = candidates(NEVER, new Search(5, 1e-6, true), 0);
        assertThat(random).hasSize(Round.LAWS);
        assertThat(targeted.subList(0, 6)).isEqualTo(random.subList(0, 6));
        assertThat(targeted.get(6)).isNotEqualTo(random.get(6));
    }

    @Test
    void endsAtTheFirstCounterexample() {
        HuntTarget target = Planted.target(setting -> setting.law().prior(0) < 0.2);
        RoundResult round = Round.run(target, new Search(1, 1e-6, true), 0, () -> false, evaluation -> {});
        assertThat(round.isFound()).isTrue();
        assertThat(round.laws()).isLessThan(Round.LAWS);
        assertThat(target.setting(round.best().orElseThrow().candidate()).law().prior(0)).isLessThan(0.2);
    }

    @Test
    void isNotWholeWhereItIsStopped() {
        int[] seen = {0};
        RoundResult round =
                Round.run(NEVER, new Search(1, 1e-6, true), 0, () -> seen[0] == 10, evaluation -> seen[0]++);
        assertThat(round.whole()).isFalse();
        assertThat(round.laws()).isEqualTo(10);
    }

    @Test
    void spendsNoMoreThanHalfOfTheRate() {
        Search search = new Search(1, 1e-6, true);
        double spent = 0;
        for (int round = 0; round < 10_000; round++) {
            spent += search.alpha(round);
        }
        assertThat(spent).isLessThanOrEqualTo(0.5e-6).isGreaterThan(0.499e-6);
    }

    /** A targeted search beats a random one where the excess leads to a counterexample. */
    @Test
    void climbsTowardsTheFault() {
        int targeted = 0;
        int random = 0;
        for (long seed = 1; seed <= 20; seed++) {
            HuntTarget target = new HuntTarget(new Planted((s, a) -> distance(s) < 0.15 ? Outcome.REFUTED
                    : Outcome.HOLDS, (s, a) -> Outcome.REFUTED,
                    s -> -distance(s) * Closeness.change(s)), new EulerMaruyama(), 1);
            targeted +=
                    Round.run(target, new Search(seed, 1e-6, true), 0, () -> false, evaluation -> {}).isFound() ? 1 : 0;
            random += Round.run(target, new Search(seed, 1e-6, false), 0, () -> false, evaluation -> {}).isFound() ? 1
                    : 0;
        }
        assertThat(targeted).as("rounds of 20 that find the fault; %d by chance", random).isGreaterThan(2 * random);
    }

    /** From prior 0.3, weight 4 and a class of spread 1. */
    private static double distance(Setting setting) {
        return Math.abs(Math.log(setting.law().prior(0) / 0.3)) + Math.abs(Math.log(setting.guidance().largest() / 4))
                + Math.abs(Math.log(Math.max(1e-3, setting.law().law(0).narrowestScale())));
    }

    @Test
    void findsWhatARealClaimFailsOn() {
        HuntTarget target = new HuntTarget(Catalogue.named("naive.log-loss"), new EulerMaruyama(), 1);
        RoundResult found = null;
        for (int round = 0; found == null || !found.isFound(); round += 2) {
            found = Round.run(target, new Search(1, 1e-6, true), round, () -> false, evaluation -> {});
        }
        Evaluation best = found.best().orElseThrow();
        assertThat(best.closeness()).isPositive();
        assertThat(best.verdict().orElseThrow().excess().orElseThrow()).isPositive();
    }
}
