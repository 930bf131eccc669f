package org.guidecheck.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.sampler.Samplers;
import org.guidecheck.sampler.pipe.PipedSampler;
import org.guidecheck.statistics.Effort;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.statistics.Verdict;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Right schemes, on the levels offered and on others, are not taken for known ones with wrong steps. */
class KnownSchemeTest {
    private static final List<String> LEVELS =
            List.of("", " --levels karras", " --levels linear-beta --spacing trailing",
                    " --levels flow --shift 3", " --levels cosine", " --levels exponential --float32",
                    " --levels scaled-linear-beta --spacing leading");

    private static void isNotRefuted(GuidedSampler sampler, int steps, double w, String what) {
        List<Verdict> verdicts = new ArrayList<>();
        Guard.decide(new SamplerUnderTest(sampler, Optional.empty(), steps, List.of(w), 3).at(Effort.QUICK),
                List.of("sampler.scheme"), 1e-6, verdicts::add);
        assertThat(verdicts).isNotEmpty()
                .allSatisfy(verdict -> assertThat(verdict.outcome()).as("%s: %s", what, verdict.evidence())
                        .isNotEqualTo(Outcome.REFUTED));
    }

    private static void programIsNotRefuted(String options, int steps, double w) {
        try (PipedSampler sampler =
                PipedSampler.start("python3 src/test/python/schemes.py " + options, Duration.ofMinutes(1))) {
            isNotRefuted(sampler, steps, w, options);
        }
    }

    static List<LinearSampler> known() {
        return Samplers.known();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ddpm", "heun", "unipc:3", "dpmpp-2m-sde", "lcm"})
    void aKnownSchemeIsNotRefuted(String name) {
        isNotRefuted(Samplers.byName(name), 20, 1, name);
    }

    @Tag("exhaustive")
    @ParameterizedTest
    @MethodSource("known")
    void noKnownSchemeIsRefuted(LinearSampler scheme) {
        isNotRefuted(scheme, 20, 3, scheme.name());
    }

    @Tag("exhaustive")
    @ParameterizedTest
    @MethodSource("known")
    void noKnownSchemeIsRefutedInManySteps(LinearSampler scheme) {
        isNotRefuted(scheme, 50, 0, scheme.name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"dpmpp-2m --levels karras", "flow-heun --levels flow --shift 3"})
    void aProgramOnOtherLevelsIsNotRefuted(String options) {
        programIsNotRefuted(options, 12, 1);
    }

    /** Each right program on some levels, in turn. */
    static Stream<String> programs() throws IOException {
        String listed = new String(new ProcessBuilder("python3", "src/test/python/schemes.py", "--list").start()
                .getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        List<String> names = listed.lines().toList();
        return IntStream.range(0, names.size()).mapToObj(i -> names.get(i) + LEVELS.get(i % LEVELS.size()));
    }

    @Tag("thorough")
    @ParameterizedTest
    @MethodSource("programs")
    void noRightProgramIsRefuted(String options) {
        programIsNotRefuted(options, 15, 3);
    }

    @Test
    void allProgramsAreTried() throws IOException {
        assertThat(programs()).hasSizeGreaterThanOrEqualTo(31);
    }
}
