package org.guidecheck.sampler.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.guidecheck.guider.GuidanceCall;
import org.guidecheck.guider.Guider;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceRule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.SamplerFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Guiders that are programs: what they are told, what becomes of their answers, and their faults. */
@Timeout(300)
class PipedGuiderTest {
    private static final TimeGrid GRID = new TimeGrid(List.of(NoiseLevel.ofSignal(0.01), NoiseLevel.ofSignal(0.3),
            NoiseLevel.ofSignal(0.98), NoiseLevel.CLEAN));
    private static final double[] POINTS = {0.5, -1, 2, 0.25, -0.125, 3};
    private static final double[] CONDITIONAL = {-0.5, 1.5, -1, 0.75, 0.25, -2};
    private static final double[] UNCONDITIONAL = {-0.25, 1, -3, 0.5, 0.125, -2};
    private static final String CFG = """
            def guide(conditional, unconditional, scale):
                return unconditional + scale * (conditional - unconditional)
            """;

    @TempDir
    private Path folder;

    private static GuidanceCall call(int step) {
        return new GuidanceCall(step, GRID.level(step), 2, POINTS, CONDITIONAL, UNCONDITIONAL);
    }

    private PipedGuider start(String lines) throws IOException {
        return PipedGuider.start(PythonProgram.helped(folder, lines), PythonProgram.TIMEOUT);
    }

    private static double[] guided(Guider guider, double scale, int step) {
        try (Guider.Run run = guider.begin(GRID, scale)) {
            return run.guided(call(step));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"alpha_bar", "sigma", "flow_time", "log_snr"})
    void guidesEachPredictionAsScoresAreGuided(String level) throws IOException {
        try (PipedGuider guider = start(CFG + "guidecheck.serve_guider(guide, 'cfg', 'all', '" + level + "')")) {
            assertThat(guider.name()).isEqualTo("cfg");
            assertThat(guider.scales()).containsExactly(2.0, 4.0, 8.5);
            assertThat(guider.options().orElseThrow()).startsWith("--guider-command ");
            assertThat(guider.byPrediction()).containsOnlyKeys("epsilon", "x0", "v", "score", "flow");
            for (int step = 0; step < GRID.steps(); step++) {
                double[] expected = guided(Guider.of("cfg", GuidanceRule.plain()), 4, step);
                // Roundings of x̂_0 are multiplied by √t/τ when scores are computed from it.
                double rounding = 1e-14 / GRID.level(step).noise();
                for (Guider each : guider.byPrediction().values()) {
                    assertThat(guided(each, 4, step)).containsExactly(expected, within(rounding));
                }
            }
        }
    }

    @Test
    void tellsWhatAProgramAsksFor() throws IOException {
        try (PipedGuider guider = start("""
                def begin(steps, dimension, scale, prediction, alpha_bars, sigmas, flow_times, log_snrs):
                    assert (steps, dimension, scale, prediction) == (3, 2, 4, "v")
                    np.testing.assert_allclose(alpha_bars, [0.01, 0.3, 0.98, 1])
                    np.testing.assert_allclose(sigmas, np.sqrt(1 / alpha_bars - 1), atol=1e-12)
                    np.testing.assert_allclose(flow_times, sigmas / (1 + sigmas), atol=1e-12)
                    np.testing.assert_allclose(log_snrs[:3], -2 * np.log(sigmas[:3]))
                    assert log_snrs[3] == np.inf
                    return {"calls": 0}
                def guide(conditional, unconditional, negative, scale, x, sigma, next_sigma, alpha_bar, next_alpha_bar,
                          flow_time, next_log_snr, step, steps, prediction, state):
                    state["calls"] += 1
                    assert (step, steps, scale, prediction) == (2, 3, 4, "v")
                    assert (alpha_bar, next_alpha_bar, next_sigma, next_log_snr) == (0.98, 1, 0, np.inf)
                    np.testing.assert_allclose([sigma, flow_time], [np.sqrt(0.02 / 0.98)] * np.array([1, 1 / (1 + sigma)]))
                    np.testing.assert_allclose(x, np.array([[0.5, -1], [2, 0.25], [-0.125, 3]]) / np.sqrt(0.98))
                    assert x.dtype == np.float32 == conditional.dtype
                    return negative if state["calls"] == 1 else unconditional
                def end(state, scale):
                    assert state["calls"] == 2 and scale == 4
                guidecheck.serve_guider(guide, predictions=["v"], level="sigma", precision="single", begin=begin, end=end,
                                        scales=[0.5, 1])
                """)) {
            assertThat(guider.name()).isEqualTo("guide");
            assertThat(guider.scales()).containsExactly(0.5, 1.0);
            double[] negative = {1, 2, 3, 4, 5, 6};
            try (Guider.Run run = guider.begin(GRID, 4)) {
                assertThat(run.guided(new GuidanceCall(2, GRID.level(2), 2, POINTS, CONDITIONAL, UNCONDITIONAL,
                        Optional.of(negative)))).containsExactly(negative, within(1e-4));
                assertThat(run.guided(call(2))).containsExactly(UNCONDITIONAL, within(1e-4));
            }
        }
    }

    @Test
    void aRunBeginsAnewAfterAnother() throws IOException {
        PipedGuider guider = start("""
                log = []
                class Counting:
                    def begin(self):
                        log.append("begin")
                    def end(self):
                        log.append("end")
                    def guide(self, conditional):
                        log.append("guide")
                        print(*log, file=sys.stderr, flush=True)
                        return conditional
                guidecheck.serve_guider(Counting(), predictions="score")
                """);
        try (guider) {
            try (Guider.Run unused = guider.begin(GRID, 1)) {
                assertThat(unused).isNotNull();
            }
            try (Guider.Run one = guider.begin(GRID, 2); Guider.Run other = guider.begin(GRID, 3)) {
                one.guided(call(0));
                one.guided(call(1));
                other.guided(call(0));
                one.guided(call(2));
            }
            assertThat(guided(guider, 2, 0)).containsExactly(CONDITIONAL);
        }
        assertThat(guider.lastLines(1)).containsExactly(
                "begin guide guide end begin guide end begin guide end begin guide");
    }

    @Test
    void passesOnWhatIsNotANumber() throws IOException {
        try (PipedGuider guider = start("""
                def guide(conditional):
                    return np.where(conditional > 0, np.nan, conditional)
                guidecheck.serve_guider(guide, predictions="score")
                """)) {
            assertThat(guided(guider, 2, 1)).containsExactly(-0.5, Double.NaN, -1, Double.NaN, Double.NaN, -2);
        }
    }

    @Test
    void cannotBeAskedAtCleanData() throws IOException {
        try (PipedGuider guider = start(CFG + "guidecheck.serve_guider(guide)")) {
            assertThatIllegalArgumentException().isThrownBy(() -> guided(guider, 2, 3))
                    .withMessageContaining("must be noisy");
        }
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of("def guide(conditional): return conditional[0]",
                        "failed: 'ValueError: result has shape (2,): must be (3, 2)'"),
                Arguments.of("def guide(conditional): return conditional.astype('f4')",
                        "failed: 'TypeError: result has dtype float32: must be float64, as the predictions are; or…'"),
                Arguments.of("def guide(conditional): return conditional.astype('f2')",
                        "failed: 'TypeError: result has dtype float16: must be float64; astype(conditional.dtype) …'"),
                Arguments.of("def guide(conditional): pass",
                        "failed: 'TypeError: result is None: must be an array of shape (3, 2); is a return missing…'"),
                Arguments.of("def guide(conditional): raise RuntimeError('out of\\nmemory')",
                        "failed: 'RuntimeError: out of memory'"),
                Arguments.of("def guide(conditional, alpha): pass",
                        "failed: 'TypeError: guide() missing 1 required positional argument: 'alpha''"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void goesOnAfterAFailure(String rule, String message) throws IOException {
        String lines = "import traceback\n" + rule + """

                def once(scale, conditional, unconditional):
                    return conditional if scale == 1 else guide(**{"conditional": conditional})
                guidecheck.serve_guider(once, "choosy")
                """;
        try (PipedGuider guider = start(lines)) {
            assertThatExceptionOfType(SamplerFailure.class).isThrownBy(() -> guided(guider, 2, 1))
                    .withMessage("guider 'choosy' " + message);
            assertThat(guided(guider, 1, 1)).containsExactly(CONDITIONAL, within(1e-13));
        }
    }

    static Stream<Arguments> faults() {
        String begun = "def guides(**fields):\n    say({'say': 'hello', 'protocol': 1, 'name': 'faulty', 'offers': "
                + "['guide'], 'guides': {'predictions': ['epsilon'], **fields}})\n";
        String asked = begun + "guides()\nhear()\nsay({'say': 'begun'})\nhear()\n"
                + "[np.load(io.BytesIO(sys.stdin.buffer.read(176))) for _ in range(3)]\n";
        return Stream.of(
                Arguments.of("sys.exit('no rule')",
                        "exited with code 1 before it said hello; its last lines on standard error: no rule"),
                Arguments.of("hello()", "offers '[\"sample\"]': must be an array of texts, one of them guide; "
                        + "it is a sampler, for --command"),
                Arguments.of("say({'say': 'hello', 'protocol': 1, 'name': 'faulty', 'offers': ['guide']})",
                        "guides '': must be an object such as {\"predictions\":[\"epsilon\"],\"level\":\"alpha_bar\"}"),
                Arguments.of(begun + "guides(predictions=['noise'])",
                        "takes the predictions '[\"noise\"]': must be all, or an array of some of epsilon, x0, v, score,"
                                + " flow, each once"),
                Arguments.of(begun + "guides(level='time')",
                        "takes points in the scale 'time': must be one of alpha_bar, sigma, flow_time, log_snr"),
                Arguments.of(begun + "guides(scales=['2'])",
                        "has the scales '[\"2\"]': must be an array of finite numbers"),
                Arguments.of(begun + "guides()\nhear()\nsys.exit(3)", "exited with code 3 when it was to answer"),
                Arguments.of(begun + "guides()\nhear()\nos.kill(os.getpid(), 9)",
                        "exited with code 137 when it was to answer"),
                Arguments.of(begun + "guides()\nhear()\nsay({'say': 'done'})",
                        "said 'done': must be begun, guided or ended, as it was asked, or failed"),
                Arguments.of(asked + "print('step 1')\ntime.sleep(600)", "wrote 'step 1' to standard output, which is "
                        + "for messages alone: print to standard error"),
                Arguments.of(asked + "say({'say': 'guided'})", "sent the message '{\"say\":\"guided\",\"arrays\":0}': "
                        + "must have \"arrays\": 1 and be followed by an array"),
                Arguments.of(asked + "say({'say': 'guided'}, npy(np.zeros((2, 3))))",
                        "sent an array of shape (2, 3): must be (3, 2), a row for each point of the batch; parts of it are "
                                + "not supported"),
                Arguments.of(asked + "say({'say': 'guided'}, npy(np.zeros((3, 2), 'f4')))",
                        "sent an array of dtype '<f4': must be '<f8' as the predictions are; its first message declares "
                                + "the precision, single or double"),
                Arguments.of(asked + "say({'say': 'guided'}, npy(np.zeros((3, 2), int)))",
                        "sent an array of dtype '<i8': must be '<f4' (float32) or '<f8' (float64)"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultIsOneLine(String lines, String message) throws IOException {
        String command = PythonProgram.bare(folder, lines);
        assertThatExceptionOfType(SamplerFailure.class).isThrownBy(() -> {
            try (PipedGuider guider = PipedGuider.start(command, PythonProgram.TIMEOUT)) {
                guided(guider, 2, 1);
            }
        }).satisfies(thrown -> assertThat(thrown.getMessage()).startsWith("guider '").endsWith("' " + message)
                .doesNotContain("\n"));
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void aProgramThatDiesIsStartedAgain() throws IOException {
        try (PipedGuider guider = start("""
                import os
                calls = 0
                def guide(conditional):
                    global calls
                    calls += 1
                    if calls > 2:
                        os._exit(7)
                    return conditional
                guidecheck.serve_guider(guide, "tired", "score")
                """)) {
            guided(guider, 2, 0);
            guided(guider, 2, 1);
            assertThatExceptionOfType(SamplerFailure.class).isThrownBy(() -> guided(guider, 2, 0))
                    .withMessage("guider 'tired' exited with code 7 when it was to answer");
            assertThat(guided(guider, 2, 1)).containsExactly(CONDITIONAL);
        }
    }

    @Test
    void aProgramThatHangsIsEnded() throws IOException {
        String command = PythonProgram.helped(folder, """
                import time
                def guide(conditional):
                    time.sleep(600)
                guidecheck.serve_guider(guide, "slow")
                """);
        try (PipedGuider guider = PipedGuider.start(command, Duration.ofSeconds(3))) {
            assertThatExceptionOfType(SamplerFailure.class).isThrownBy(() -> guided(guider, 2, 1))
                    .withMessageStartingWith("guider 'slow' has not answered within 3.0 s");
        }
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
    }
}
