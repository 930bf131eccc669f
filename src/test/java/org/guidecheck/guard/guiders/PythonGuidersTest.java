package org.guidecheck.guard.guiders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.guidecheck.guider.Guider;
import org.guidecheck.guider.Guiders;
import org.guidecheck.sampler.pipe.PipedGuider;
import org.guidecheck.statistics.Effort;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Guidance rules in Python, written from their papers: the right ones pass, and each wrong one is found by a claim. */
@Timeout(600)
class PythonGuidersTest {
    private static final String PROGRAM = "src/test/python/guiders.py";
    /** Claims that call the rule directly. */
    private static final List<String> DIRECT = List.of("guider.finite", "guider.scale-convention",
            "guider.parametrisation", "guider.as-declared", "guider.interval", "guider.stateless-between-runs",
            "guider.batch-independent");
    private static final double ALPHA = 1e-6;

    /** A line of the program's list: name, right or wrong, and the built-in rule. */
    private static List<String[]> listed() throws IOException {
        Process process = new ProcessBuilder("python3", PROGRAM, "--list").start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines()
                .map(line -> line.split("\\s+")).toList();
    }

    static Stream<String> right() throws IOException {
        return listed().stream().filter(each -> each[1].equals("right")).map(each -> each[0]);
    }

    /** The built-in rule that a rule is, or means to be; empty if there is none. */
    private static Optional<Guider> like(String name) throws IOException {
        String like = listed().stream().filter(each -> each[0].equals(name)).findFirst().orElseThrow()[2];
        return like.equals("-") ? Optional.empty() : Optional.of(Guiders.byName(like));
    }

    private static List<Verdict> verdicts(String name, Optional<Guider> like, List<String> claims) {
        List<Verdict> verdicts = new ArrayList<>();
        try (PipedGuider guider = PipedGuider.start("python3 " + PROGRAM + " " + name, Duration.ofMinutes(2))) {
            GuiderUnderTest usual = GuiderUnderTest.of(guider);
            GuiderGuard.decide(new GuiderUnderTest(guider, like, usual.convention(), usual.scales(), usual.steps(),
                    usual.seed(), Effort.NORMAL), claims, ALPHA, verdicts::add);
        }
        return verdicts;
    }

    /** Every third right rule. */
    static Stream<String> someRight() throws IOException {
        List<String> all = right().toList();
        return IntStream.range(0, all.size()).filter(i -> i % 3 == 0).mapToObj(all::get);
    }

    @ParameterizedTest
    @MethodSource("someRight")
    void passesSomeRightRules(String name) throws IOException {
        passesARightRule(name);
    }

    @Tag("exhaustive")
    @ParameterizedTest
    @MethodSource("right")
    void passesARightRule(String name) throws IOException {
        assertThat(verdicts(name, like(name), DIRECT)).as(name).isNotEmpty()
                .noneMatch(each -> each.outcome() == Outcome.REFUTED);
    }

    @ParameterizedTest
    @CsvSource({"unconditional-base, guider.scale-convention", "scale-for-weight, guider.scale-convention",
        "scale-off-by-one, guider.scale-convention", "scale-ignored, guider.scale-convention",
        "gated, guider.scale-convention", "sign, guider.scale-convention", "cap-turns, guider.scale-convention",
        "swapped-below-0, guider.scale-convention", "other-parametrisation, guider.scale-convention",
        "projection-of-noise, guider.as-declared", "projection-of-any, guider.as-declared",
        "eta-swapped, guider.as-declared", "projected-onto-unconditional, guider.scale-convention",
        "rescale-by-unconditional, guider.scale-convention", "interval-open, guider.as-declared",
        "threshold-below-1, guider.as-declared", "half-precision, guider.scale-convention",
        "nan-for-equal, guider.finite",
        "batch-deviation, guider.batch-independent", "batch-length, guider.batch-independent",
        "first-point-for-all, guider.batch-independent", "first-half, guider.batch-independent",
        "momentum-kept, guider.stateless-between-runs", "counts-calls, guider.stateless-between-runs"})
    void findsAWrongRule(String name, String claim) throws IOException {
        assertThat(verdicts(name, like(name), List.of(claim))).as(name).singleElement()
                .satisfies(verdict -> assertThat(verdict.outcome()).isEqualTo(Outcome.REFUTED));
    }

    @Test
    void knowsAllWrongRules() throws IOException {
        assertThat(listed()).filteredOn(each -> each[1].equals("wrong")).hasSize(24);
        assertThat(right()).hasSizeGreaterThanOrEqualTo(10);
    }
}
