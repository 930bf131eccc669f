package org.guidecheck.hunt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.guidecheck.claim.Setting;
import org.guidecheck.distribution.LawJson;
import org.guidecheck.sampler.EulerMaruyama;
import org.guidecheck.statistics.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShrinkingTest {
    private final ExecutorService workers = Executors.newFixedThreadPool(2);

    @AfterEach
    void end() {
        workers.shutdownNow();
    }

    private static Attempt found(Quarry quarry) {
        for (int round = 9;; round += 2) {
            RoundResult result = Round.run(quarry, new Search(3, 1e-6, false), round, () -> false, attempt -> { });
            if (result.isFound()) {
                return result.best().orElseThrow();
            }
        }
    }

    private Shrinking.Shrunk shrunk(Quarry quarry) throws InterruptedException {
        return Shrinking.of(quarry, found(quarry), 1e-6, workers, () -> false);
    }

    @Test
    void endsAtTheSimplestLawWithTheFault() throws InterruptedException {
        Quarry quarry = Planted.quarry(s -> s.law().prior(0) < 0.3 && s.guidance().largest() > 2);
        Shrinking.Shrunk shrunk = shrunk(quarry);
        Setting simplest = quarry.setting(shrunk.attempt().trial());
        assertThat(shrunk.whole()).isTrue();
        assertThat(LawJson.toString(simplest.law())).isEqualTo("{\"dimension\": 1, \"classes\": [{\"label\": \"c\", "
                + "\"prior\": 0.2, \"law\": {\"type\": \"gaussian\", \"mean\": [0], \"covariance\": 1}}, {\"label\": \"other\", "
                + "\"prior\": 0.8, \"law\": {\"type\": \"gaussian\", \"mean\": [0], \"covariance\": 1}}]}");
        assertThat(simplest.guidance()).hasToString("3");
    }

    @Test
    void keepsTheFamilyThatTheFaultNeeds() throws InterruptedException {
        Quarry quarry = Planted.quarry(s -> LawJson.toString(s.law()).contains("laplace"));
        assertThat(LawJson.toString(quarry.setting(shrunk(quarry).attempt().trial()).law()))
                .contains("{\"type\": \"laplace\", \"center\": [0], \"scale\": 1}")
                .contains("{\"type\": \"gaussian\", \"mean\": [0], \"covariance\": 1}").contains("\"prior\": 0.5");
    }

    @Test
    void goesNowhereWithoutTheOtherOracle() throws InterruptedException {
        Quarry quarry = new Quarry(new Planted((s, a) -> Outcome.REFUTED, (s, a) -> Outcome.UNDECIDED, s -> 1),
                new EulerMaruyama(), 1);
        Attempt found = found(quarry);
        Shrinking.Shrunk shrunk = Shrinking.of(quarry, found, 1e-6, workers, () -> false);
        assertThat(shrunk.attempt()).isEqualTo(found);
        assertThat(shrunk.opinion().outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(shrunk.tried()).isPositive();
    }

    @Test
    void takesNothingUndecidedForAFault() throws InterruptedException {
        Quarry quarry = new Quarry(new Planted((s, a) -> s.law().classes().size() == 4 ? Outcome.REFUTED : Outcome.UNDECIDED,
                (s, a) -> Outcome.REFUTED, s -> 1), new EulerMaruyama(), 1);
        assertThat(quarry.setting(shrunk(quarry).attempt().trial()).law().classes()).hasSize(4);
    }

    @Test
    void doesNotDependOnTheNumberOfThreads() throws InterruptedException {
        Quarry quarry = Planted.quarry(s -> s.law().prior(0) < 0.3);
        ExecutorService one = Executors.newSingleThreadExecutor();
        try {
            Shrinking.Shrunk alone = Shrinking.of(quarry, found(quarry), 1e-6, one, () -> false);
            Shrinking.Shrunk together = shrunk(quarry);
            assertThat(alone.attempt().trial()).isEqualTo(together.attempt().trial());
            assertThat(alone.tried()).isEqualTo(together.tried());
        } finally {
            one.shutdownNow();
        }
    }

    @Test
    void spendsNoMoreThanItsShare() throws InterruptedException {
        List<Double> first = new ArrayList<>();
        List<Double> second = new ArrayList<>();
        Quarry quarry = new Quarry(new Planted((s, a) -> {
            synchronized (first) {
                first.add(a);
            }
            return s.law().prior(0) < 0.3 ? Outcome.REFUTED : Outcome.HOLDS;
        }, (s, a) -> {
            second.add(a);
            return Outcome.REFUTED;
        }, s -> 1), new EulerMaruyama(), 1);
        Attempt found = found(quarry);
        first.clear();
        Shrinking.of(quarry, found, 1e-6, workers, () -> false);
        assertThat(first.stream().mapToDouble(a -> a).sum()).isLessThan(0.25e-6);
        assertThat(second.stream().mapToDouble(a -> a).sum()).isLessThan(0.25e-6);
    }

    @Test
    void stopsWhenAskedTo() throws InterruptedException {
        Quarry quarry = Planted.quarry(s -> true);
        Shrinking.Shrunk shrunk = Shrinking.of(quarry, found(quarry), 1e-6, workers, () -> true);
        assertThat(shrunk.whole()).isFalse();
        assertThat(shrunk.tried()).isZero();
    }
}
