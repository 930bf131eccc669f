package org.guidecheck.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.guidecheck.sampler.pipe.PipedSampler;
import org.guidecheck.statistics.Effort;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Identification of programs: right schemes from the literature pass on the levels that go with them, and DDPM with one
 * wrong line fails in the claim that its fault concerns. The programs are in {@code src/test/python}.
 */
class PythonSchemesTest {
    private static final List<String> CLAIMS =
            List.of("sampler.linear", "sampler.point-mass", "sampler.noise", "sampler.weight-convention");

    private static List<Verdict> decide(String program, int steps, double w) {
        try (PipedSampler sampler = PipedSampler.start("python3 src/test/python/" + program, Duration.ofMinutes(1))) {
            List<Verdict> verdicts = new ArrayList<>();
            Guard.decide(new SamplerUnderTest(sampler, Optional.empty(), steps, List.of(w), 1).at(Effort.QUICK), CLAIMS,
                    1e-6, verdicts::add);
            return verdicts;
        }
    }

    private static void passes(String program, int steps, double w) {
        assertThat(decide(program, steps, w)).allSatisfy(
                verdict -> assertThat(verdict.outcome().passes()).as("%s: %s", program, verdict).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"dpmpp-2m-sde", "unipc-3 --levels karras", "flow-heun --levels flow --shift 3 --float32"})
    void rightSchemesPass(String scheme) {
        passes("schemes.py " + scheme, 15, 7.5);
    }

    static Stream<String> someSchemes() {
        return Stream.of("ddpm-large --levels linear-beta --spacing trailing",
                "euler-ancestral --levels karras --float32", "edm-churn --levels karras",
                "dpmpp-2s-ancestral --levels cosine", "dpmpp-3m-sde", "plms --levels linear-beta", "sa-solver");
    }

    static Stream<String> schemes() {
        return Stream.concat(someSchemes(),
                Stream.of("ddim-0.5 --levels scaled-linear-beta", "heun --levels karras",
                        "dpm2-ancestral --levels exponential", "dpmpp-sde", "deis-3", "lms --levels karras"));
    }

    @Tag("exhaustive")
    @ParameterizedTest
    @MethodSource("someSchemes")
    void moreRightSchemesPass(String scheme) {
        passes("schemes.py " + scheme, 10, 1);
    }

    @Tag("exhaustive")
    @ParameterizedTest
    @MethodSource("schemes")
    void moreRightSchemesPassInManySteps(String scheme) {
        passes("schemes.py " + scheme, 10, 1);
        passes("schemes.py " + scheme, 50, 3);
    }

    @ParameterizedTest
    @CsvSource({"weight-1-off, sampler.weight-convention", "wrong-class-1pct, sampler.linear",
        "heavy-tails, sampler.noise", "level-half-percent, sampler.point-mass",
        "first-noise-is-start, sampler.point-mass"})
    void faultsAreFoundByTheClaimThatTheyConcern(String fault, String claim) {
        assertThat(decide("faults.py " + fault, 20, 3).stream()
                .filter(verdict -> verdict.outcome() == Outcome.REFUTED).map(Verdict::claimId)).contains(claim);
    }
}
