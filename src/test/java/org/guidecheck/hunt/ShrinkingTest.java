package org.guidecheck.hunt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.guidecheck.claim.Setting;
import org.guidecheck.law.io.LawJson;
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

    private static Evaluation found(HuntTarget target) {
        for (int round = 9;; round += 2) {
            RoundResult result = Round.run(target, new Search(3, 1e-6, false), round, () -> false, evaluation -> {});
            if (result.isFound()) {
                return result.best().orElseThrow();
            }
        }
    }

    private Shrinking.Shrunk shrunk(HuntTarget target) throws InterruptedException {
        return Shrinking.of(target, found(target), 1e-6, workers, () -> false);
    }

    @Test
    void endsAtTheSimplestLawWithTheFault() throws InterruptedException {
        HuntTarget target = Planted.target(s -> s.law().prior(0) < 0.3 && s.guidance().largest() > 2);
        Shrinking.Shrunk shrunk = shrunk(target);
        Setting simplest = target.setting(shrunk.best().candidate());
        assertThat(shrunk.minimal()).isTrue();
        assertThat(LawJson.toString(simplest.law())).isEqualTo("{\"dimension\": 1, \"classes\": [{\"label\": \"c\", "
                + "\"prior\": 0.2, \"law\": {\"type\": \"gaussian\", \"mean\": [0], \"covariance\": 1}}, {\"label\": \"other\", "
                + "\"prior\": 0.8, \"law\": {\"type\": \"gaussian\", \"mean\": [0], \"covariance\": 1}}]}");
        assertThat(simplest.guidance()).hasToString("3");
    }

    @Test
    void keepsTheFamilyThatTheFaultNeeds() throws InterruptedException {
        HuntTarget target = Planted.target(s -> LawJson.toString(s.law()).contains("laplace"));
        assertThat(LawJson.toString(target.setting(shrunk(target).best().candidate()).law()))
                .contains("{\"type\": \"laplace\", \"center\": [0], \"scale\": 1}")
                .contains("{\"type\": \"gaussian\", \"mean\": [0], \"covariance\": 1}").contains("\"prior\": 0.5");
    }

    @Test
    void goesNowhereWithoutTheOtherOracle() throws InterruptedException {
        HuntTarget target = new HuntTarget(new Planted((s, a) -> Outcome.REFUTED, (s, a) -> Outcome.UNDECIDED, s -> 1),
                new EulerMaruyama(), 1);
        Evaluation found = found(target);
        Shrinking.Shrunk shrunk = Shrinking.of(target, found, 1e-6, workers, () -> false);
        assertThat(shrunk.best()).isEqualTo(found);
        assertThat(shrunk.secondOpinion().outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(shrunk.neighbours()).isPositive();
    }

    @Test
    void takesNothingUndecidedForAFault() throws InterruptedException {
        HuntTarget target = new HuntTarget(
                new Planted((s, a) -> s.law().classes().size() == 4 ? Outcome.REFUTED : Outcome.UNDECIDED,
                        (s, a) -> Outcome.REFUTED, s -> 1),
                new EulerMaruyama(), 1);
        assertThat(target.setting(shrunk(target).best().candidate()).law().classes()).hasSize(4);
    }

    @Test
    void doesNotDependOnTheNumberOfThreads() throws InterruptedException {
        HuntTarget target = Planted.target(s -> s.law().prior(0) < 0.3);
        ExecutorService one = Executors.newSingleThreadExecutor();
        try {
            Shrinking.Shrunk alone = Shrinking.of(target, found(target), 1e-6, one, () -> false);
            Shrinking.Shrunk together = shrunk(target);
            assertThat(alone.best().candidate()).isEqualTo(together.best().candidate());
            assertThat(alone.neighbours()).isEqualTo(together.neighbours());
        } finally {
            one.shutdownNow();
        }
    }

    @Test
    void spendsNoMoreThanItsShare() throws InterruptedException {
        List<Double> first = new ArrayList<>();
        List<Double> second = new ArrayList<>();
        HuntTarget target = new HuntTarget(new Planted((s, a) -> {
            synchronized (first) {
                first.add(a);
            }
            return s.law().prior(0) < 0.3 ? Outcome.REFUTED : Outcome.HOLDS;
        }, (s, a) -> {
            second.add(a);
            return Outcome.REFUTED;
        }, s -> 1), new EulerMaruyama(), 1);
        Evaluation found = found(target);
        first.clear();
        Shrinking.of(target, found, 1e-6, workers, () -> false);
        assertThat(first.stream().mapToDouble(a -> a).sum()).isLessThan(0.25e-6);
        assertThat(second.stream().mapToDouble(a -> a).sum()).isLessThan(0.25e-6);
    }

    @Test
    void stopsWhenAskedTo() throws InterruptedException {
        HuntTarget target = Planted.target(s -> true);
        Shrinking.Shrunk shrunk = Shrinking.of(target, found(target), 1e-6, workers, () -> true);
        assertThat(shrunk.minimal()).isFalse();
        assertThat(shrunk.neighbours()).isZero();
    }
}
