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
    private static final Quarry NEVER = Planted.quarry(setting -> false);

    private static List<Trial> trials(Quarry quarry, Search search, int round) {
        List<Trial> trials = new ArrayList<>();
        Round.run(quarry, search, round, () -> false, attempt -> trials.add(attempt.trial()));
        return trials;
    }

    @Test
    void followsFromSeedAndNumberAlone() {
        Search search = new Search(5, 1e-6, true);
        assertThat(trials(NEVER, search, 3)).isEqualTo(trials(NEVER, search, 3)).hasSize(Round.LAWS).doesNotHaveDuplicates();
        assertThat(trials(NEVER, search, 3)).isNotEqualTo(trials(NEVER, search, 5));
        assertThat(trials(NEVER, search, 3)).isNotEqualTo(trials(NEVER, new Search(6, 1e-6, true), 3));
    }

    @Test
    void beginsAsARandomSearchDoes() {
        List<Trial> random = trials(NEVER, new Search(5, 1e-6, false), 0);
        List<Trial> targeted = trials(NEVER, new Search(5, 1e-6, true), 0);
        assertThat(random).hasSize(Round.LAWS);
        assertThat(targeted.subList(0, 6)).isEqualTo(random.subList(0, 6));
        assertThat(targeted.get(6)).isNotEqualTo(random.get(6));
    }

    @Test
    void endsAtTheFirstCounterexample() {
        Quarry quarry = Planted.quarry(setting -> setting.law().prior(0) < 0.2);
        RoundResult round = Round.run(quarry, new Search(1, 1e-6, true), 0, () -> false, attempt -> { });
        assertThat(round.isFound()).isTrue();
        assertThat(round.laws()).isLessThan(Round.LAWS);
        assertThat(quarry.setting(round.best().orElseThrow().trial()).law().prior(0)).isLessThan(0.2);
    }

    @Test
    void isNotWholeWhereItIsStopped() {
        int[] seen = {0};
        RoundResult round = Round.run(NEVER, new Search(1, 1e-6, true), 0, () -> seen[0] == 10, attempt -> seen[0]++);
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

    /** The climb must be better than chance where there is something to climb. */
    @Test
    void climbsTowardsTheFault() {
        int targeted = 0;
        int random = 0;
        for (long seed = 1; seed <= 20; seed++) {
            Quarry quarry = new Quarry(new Planted((s, a) -> distance(s) < 0.15 ? Outcome.REFUTED
                    : Outcome.HOLDS, (s, a) -> Outcome.REFUTED,
                    s -> -distance(s) * Score.change(s)), new EulerMaruyama(), 1);
            targeted += Round.run(quarry, new Search(seed, 1e-6, true), 0, () -> false, attempt -> { }).isFound() ? 1 : 0;
            random += Round.run(quarry, new Search(seed, 1e-6, false), 0, () -> false, attempt -> { }).isFound() ? 1 : 0;
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
        Quarry quarry = new Quarry(Catalogue.named("naive.log-loss"), new EulerMaruyama(), 1);
        RoundResult found = null;
        for (int round = 0; found == null || !found.isFound(); round += 2) {
            found = Round.run(quarry, new Search(1, 1e-6, true), round, () -> false, attempt -> { });
        }
        Attempt best = found.best().orElseThrow();
        assertThat(best.score()).isPositive();
        assertThat(best.verdict().orElseThrow().excess().orElseThrow()).isPositive();
    }
}
