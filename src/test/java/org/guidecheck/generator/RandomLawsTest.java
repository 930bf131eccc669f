package org.guidecheck.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.sessions.JqwikSession;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.process.GuidanceSchedule;
import org.junit.jupiter.api.Test;

class RandomLawsTest {
    private static final Arbitrary<LabelledLaw> LAWS = LawArbitraries.laws();

    @Test
    void drawsFollowFromTheSeed() {
        assertThat(RandomLaws.draw(LAWS, 100, 1)).isEqualTo(RandomLaws.draw(LawArbitraries.laws(), 100, 1));
        assertThat(RandomLaws.draw(LAWS, 100, 1)).doesNotContainAnyElementsOf(RandomLaws.draw(LAWS, 100, 2));
        assertThat(RandomLaws.draw(LAWS, 100, 1).subList(0, 10)).isEqualTo(RandomLaws.draw(LAWS, 10, 1));
        assertThat(new HashSet<>(RandomLaws.draw(LAWS, 1000, 1))).hasSize(1000);
    }

    @Test
    void shrinkingFollowsFromTheSeed() {
        assertThat(RandomLaws.shrink(LAWS, 1, 5, law -> law.reach() > 2, 1000))
                .isEqualTo(RandomLaws.shrink(LAWS, 1, 5, law -> law.reach() > 2, 1000));
    }

    @Test
    void seedsAreSpreadAndDoNotShrink() {
        List<Long> seeds = RandomLaws.draw(NoiseSeeds.seeds(), 2000, 1);
        assertThat(new HashSet<>(seeds)).hasSize(2000);
        // Each bit is set in half of the seeds, up to six standard deviations.
        for (int bit = 0; bit < Long.SIZE; bit++) {
            long mask = 1L << bit;
            assertThat(seeds.stream().filter(seed -> (seed & mask) != 0).count()).isBetween(866L, 1134L);
        }
        RandomLaws.Shrunk<Long> shrunk = RandomLaws.shrink(NoiseSeeds.seeds(), 1, 0, seed -> true, 10);
        assertThat(shrunk).isEqualTo(new RandomLaws.Shrunk<>(seeds.get(0), 0, false));
    }

    @Test
    void schedulesCoverTheirRange() {
        List<GuidanceSchedule> drawn = RandomLaws.draw(GuidanceArbitraries.schedules(), 2000, 1);
        // Lower bounds more than six standard deviations below the rates: 1/2, 1/6 each, and about 0.1.
        assertThat(drawn.stream().filter(GuidanceSchedule.Constant.class::isInstance).count()).isGreaterThan(850);
        for (int pieces = 2; pieces <= 4; pieces++) {
            int commas = pieces - 1;
            assertThat(drawn.stream().filter(w -> w.toString().chars().filter(at -> at == ',').count() == commas)
                    .count()).isGreaterThan(230);
        }
        assertThat(drawn.stream().filter(w -> w.smallest() == 0).count()).isGreaterThan(120);
        assertThat(drawn.stream().filter(w -> w.largest() > 8).count()).isGreaterThan(120);
        assertThat(drawn).allMatch(w -> w.smallest() >= 0 && w.largest() <= 20);
        assertThat(drawn).allMatch(w -> GuidanceSchedule.parse(w.toString()).equals(w));
        assertThat(RandomLaws.draw(GuidanceArbitraries.constants(), 500, 1))
                .allMatch(GuidanceSchedule.Constant.class::isInstance).anyMatch(w -> w.smallest() == 0);
        assertThat(RandomLaws.draw(GuidanceArbitraries.positiveSchedules(), 2000, 1))
                .allMatch(w -> w.smallest() > 0);
        assertThat(RandomLaws.draw(GuidanceArbitraries.positiveConstants(), 500, 1))
                .allMatch(w -> w instanceof GuidanceSchedule.Constant && w.smallest() > 0);
    }

    @Test
    void drawsWithinAnOpenSessionAndLeavesItOpen() {
        List<LabelledLaw> outside = RandomLaws.draw(LAWS, 5, 1);
        JqwikSession.run(() -> {
            assertThat(RandomLaws.draw(LAWS, 5, 1)).isEqualTo(outside);
            assertThat(JqwikSession.isActive()).isTrue();
        });
        assertThat(JqwikSession.isActive()).isFalse();
    }

    @Test
    void closesItsSessionWhenThePredicateThrows() {
        assertThatThrownBy(() -> RandomLaws.shrink(LAWS, 1, 0, law -> {
            throw new IllegalStateException("planted");
        }, 10)).isInstanceOf(IllegalStateException.class).hasMessage("planted");
        assertThat(JqwikSession.isActive()).isFalse();
    }

    @Test
    void threadsDrawTheSameAtTheSameTime() throws Exception {
        List<LabelledLaw> alone = RandomLaws.draw(LAWS, 200, 1);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<List<LabelledLaw>>> draws = IntStream.range(0, 16)
                    .mapToObj(i -> threads.submit(() -> RandomLaws.draw(LAWS, 200, 1))).toList();
            for (Future<List<LabelledLaw>> draw : draws) {
                assertThat(draw.get()).isEqualTo(alone);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void drawsAndShrinksOtherArbitraries() {
        Arbitrary<List<Integer>> lists = Arbitraries.integers().between(0, 1000).list().ofMaxSize(20);
        List<List<Integer>> drawn = RandomLaws.draw(lists, 50, 1);
        assertThat(drawn).isEqualTo(RandomLaws.draw(lists, 50, 1));
        int index = IntStream.range(0, 50).filter(i -> holds(drawn.get(i))).findFirst().orElseThrow();
        assertThat(RandomLaws.shrink(lists, 1, index, RandomLawsTest::holds, 10_000))
                .isEqualTo(new RandomLaws.Shrunk<>(List.of(18), RandomLaws.shrink(lists, 1, index,
                        RandomLawsTest::holds, 10_000).steps(), false));
    }

    private static boolean holds(List<Integer> list) {
        return list.stream().anyMatch(number -> number >= 18);
    }

    @Test
    void printsNothing() {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (PrintStream capture = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            System.setOut(capture);
            System.setErr(capture);
            RandomLaws.draw(LAWS, 100, 1);
            RandomLaws.shrink(LAWS, 1, 0, law -> law.reach() > 1, 1000);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void refusesNegativeCounts() {
        assertThatThrownBy(() -> RandomLaws.draw(LAWS, -1, 1)).hasMessage("count=-1: must be at least 0");
        assertThatThrownBy(() -> RandomLaws.shrink(LAWS, 1, -1, law -> true, 1))
                .hasMessage("index=-1: must be at least 0");
        assertThatThrownBy(() -> RandomLaws.shrink(LAWS, 1, 0, law -> true, -1))
                .hasMessage("maximumSteps=-1: must be at least 0");
    }
}
