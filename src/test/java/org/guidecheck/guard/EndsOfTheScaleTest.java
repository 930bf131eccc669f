package org.guidecheck.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.guidecheck.sampler.pipe.PipedSampler;
import org.guidecheck.statistics.Effort;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that ask at and near pure noise and clean data: right ones pass, also with levels in single precision. */
class EndsOfTheScaleTest {
    private static final List<String> CLAIMS = List.of("sampler.linear", "sampler.point-mass", "sampler.noise",
            "sampler.weight-convention", "sampler.gaussian-chain", "sampler.cost");

    private static List<Verdict> decide(String program) {
        try (PipedSampler sampler =
                PipedSampler.start("python3 src/test/python/ends.py " + program, Duration.ofMinutes(1))) {
            List<Verdict> verdicts = new ArrayList<>();
            Guard.decide(new SamplerUnderTest(sampler, Optional.empty(), 20, List.of(3.0), 1).at(Effort.QUICK), CLAIMS,
                    1e-6, verdicts::add);
            return verdicts;
        }
    }

    private static void passes(String program) {
        assertThat(decide(program)).allSatisfy(
                verdict -> assertThat(verdict.outcome().passes()).as("%s: %s", program, verdict).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"flow 1 0.01 --ask flow --ask-at-clean", "alpha_bar 1e-12 1-1e-12 --ask x0",
        "log_snr 0-inf 27.6 --ask v --float32"})
    void rightProgramsPass(String program) {
        passes(program);
    }

    @Tag("thorough")
    @ParameterizedTest
    @ValueSource(strings = {"flow 1 0.01 --ask v", "flow 1 0.01 --ask flow --float32", "flow 1-1e-7 1e-12 --ask flow",
        "flow 1-1e-7 0.01 --ask flow --float32", "flow 1-1e-12 1e-12 --ask flow", "flow 1-1e-7 1e-3 --ask x0",
        "flow 1-1e-4 1e-3 --ask eps", "alpha_bar 0 0.9999 --ask x0", "alpha_bar 0 0.9999 --ask v --ask-at-clean",
        "alpha_bar 1e-12 0.9999 --ask x0 --float32", "alpha_bar 1e-6 1-1e-12 --ask score",
        "log_snr -60 60 --ask v --ask-at-clean", "log_snr -16 20 --ask flow"})
    void moreRightProgramsPass(String program) {
        passes(program);
    }

    @ParameterizedTest
    @ValueSource(strings = {"flow 1 0.01 --ask flow --wrong-first"})
    void aFaultInTheFirstStepIsFound(String program) {
        assertThat(decide(program).stream().filter(verdict -> verdict.outcome() == Outcome.REFUTED)
                .map(Verdict::claimId)).contains("sampler.point-mass");
    }
}
