package org.guidecheck.sampler.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.SamplerFailure;
import org.guidecheck.sampler.Streams;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults of external programs: each gives a message of one line, leaves no process behind and does not block. */
@Timeout(300)
class PipedSamplerFaultsTest {
    private static final TimeGrid GRID = new TimeGrid(List.of(NoiseLevel.ofSignal(0.01), NoiseLevel.CLEAN));
    /** The scores of a standard normal law. */
    private static final Denoiser NORMAL = (level, points, dimension) -> {
        double[] score = Arrays.stream(points).map(x -> -x).toArray();
        return new Denoiser.Scores(score, score.clone());
    };
    private static final String DONE = "hello()\nhear()\nsay({'say': 'done'}, ";
    private static final String LEVEL_FIELDS = ": must be one number, alpha_bar, sigma, flow_time or log_snr";

    @TempDir
    private Path folder;

    private static double[] sample(PipedSampler sampler, Denoiser denoiser) {
        return sampler.sample(denoiser, GuidanceSchedule.constant(1), GRID, Noise.of(new Streams(1), 0, 2, 3));
    }

    private static String failureOf(String command) {
        SamplerFailure[] failure = new SamplerFailure[1];
        assertThatExceptionOfType(SamplerFailure.class).isThrownBy(() -> {
            try (PipedSampler sampler = PipedSampler.start(command, PythonProgram.TIMEOUT)) {
                sample(sampler, NORMAL);
            }
        }).satisfies(thrown -> failure[0] = thrown);
        assertThat(ProcessHandle.current().children().filter(PipedSamplerFaultsTest::runs)).isEmpty();
        return failure[0].getMessage();
    }

    private static boolean runs(ProcessHandle process) {
        return process.isAlive();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("sys.exit('no weights in model.pt')",
                        "exited with code 1 before it said hello; its last lines on standard error:"
                                + " no weights in model.pt"),
                Arguments.of("sys.stderr.write('a\\n\\nb\\nc\\n  d')\nsys.exit(3)",
                        "exited with code 3 before it said hello; its last lines on standard error: b | c | d"),
                Arguments.of("hello()\nhear()\nsys.exit(0)", "exited with code 0 when it was to answer"),
                Arguments.of("hello()\nhear()\nos.kill(os.getpid(), 9)", "exited with code 137 when it was to answer"),
                Arguments.of("hello()\nhear()\nsys.stdout.buffer.write(b'{\"say\":\"done\",\"arrays\":1}\\n' "
                        + "+ npy(np.zeros((3, 2)))[:-1])\nsys.stdout.flush()",
                        "exited with code 0 when it was to answer"),
                Arguments.of("os.close(0)\nhello()\ntime.sleep(600)",
                        "closed its standard input when it was to answer"),
                Arguments.of("hello()\nhear()\nos.close(1)\ntime.sleep(600)",
                        "closed its standard output when it was to answer"),

                Arguments.of("print('Loading\\tmodel ...')\nhello()", "wrote 'Loading model ...' to standard output,"
                        + " which is for messages alone: print to standard error"),
                Arguments.of("hello()\nhear()\nprint('step 1 of 50')\ntime.sleep(600)",
                        "wrote 'step 1 of 50' to standard"
                                + " output, which is for messages alone: print to standard error"),
                Arguments.of("print(5)", "wrote '5' to standard output, which is for messages alone: print to standard"
                        + " error"),
                Arguments.of("print('x' * 81, end='')",
                        "wrote '" + "x".repeat(80) + "…' to standard output, which is for"
                                + " messages alone: print to standard error"),
                Arguments.of("hello()\nprint('{' * 100000)",
                        "sent a line of more than 65536 bytes, which begins with '" + "{".repeat(80) + "…'"),
                Arguments.of("say({'say': 'done'})", "said 'done': must say hello first"),
                Arguments.of("say({'hi': 1})", "sent the message '{\"hi\":1,\"arrays\":0}': must have a text 'say'"),
                Arguments.of("say({'say': 'hello', 'protocol': 2})", "speaks protocol '2': must be 1"),
                Arguments.of("hello('my sampler')",
                        "is called 'my sampler': its name must be 1 to 64 letters, digits or"
                                + " . _ : + -"),
                Arguments.of("say({'say': 'hello', 'protocol': 1, 'name': 'faulty', 'offers': ['step']})",
                        "offers '[\"step\"]': must be an array of texts, one of them sample"),
                Arguments.of("say({'say': 'hello', 'protocol': 1, 'name': 'faulty', 'offers': 'sample'})",
                        "offers '\"sample\"': must be an array of texts, one of them sample"),
                Arguments.of("say({'say': 'hello', 'protocol': 1, 'name': 'faulty', 'offers': ['sample', 1]})",
                        "offers '[\"sample\",1]': must be an array of texts, one of them sample"),
                Arguments.of("say({'say': 'hello', 'protocol': '1'})", "speaks protocol '\"1\"': must be 1"),
                Arguments.of("say({'say': 'hello', 'protocol': 1, 'name': 5})",
                        "sent the message '{\"say\":\"hello\",\"protocol\":1,\"name\":5,\"arrays\":0}': must have a text 'name'"),
                Arguments.of("say({'say': 'hello'}, npy(np.zeros((3, 2))))",
                        "sent the message '{\"say\":\"hello\",\"arrays\":1}': must have no arrays"),
                Arguments.of("hello()\nhear()\nsay({'say': 'finished'})",
                        "said 'finished': must be one of denoise, done, failed"),
                Arguments.of("hello()\nhear()\nsay({'say': 'done'})",
                        "sent the message '{\"say\":\"done\",\"arrays\":0}':"
                                + " must have \"arrays\": 1 and be followed by an array"),
                Arguments.of(DONE + "b'', b'')",
                        "sent the message '{\"say\":\"done\",\"arrays\":2}': must have at most one"
                                + " array"),

                Arguments.of(DONE + "npy(np.zeros((2, 3))))",
                        "sent an array of shape (2, 3): must be (3, 2), a row for each point of the batch; parts of it are not supported"),
                Arguments.of(DONE + "npy(np.zeros(6)))",
                        "sent an array of shape (6,): must be (3, 2), a row for each point of the batch; parts of it are not supported"),
                Arguments.of(DONE + "npy(np.zeros((3, 2))).replace(b'(3, 2), }           ', b'(30000000, 41), }   '))",
                        "sent an array of shape (30000000, 41): must be (3, 2), a row for each point of the batch; parts of it are not supported"),
                Arguments.of(DONE + "npy(np.zeros((3, 2), int)))",
                        "sent an array of dtype '<i8': must be '<f4' (float32) or '<f8' (float64)"),
                Arguments.of(DONE + "npy(np.zeros((3, 2), '>f8')))",
                        "sent an array of dtype '>f8': must be '<f4' (float32) or '<f8' (float64)"),
                Arguments.of(DONE + "npy(np.zeros((3, 2), [('a', 'f4')])))", "sent an array with the header '{'descr':"
                        + " [('a', '<f4')], 'fortran_order': False, 'shape': (3, 2), }': must have a plain 'descr'"),
                Arguments.of(DONE + "npy(np.zeros((3, 2), order='F')))",
                        "sent an array in Fortran order: must be in C order"),
                Arguments.of(DONE + "npy(np.zeros((3, 2)), (2, 0)))",
                        "sent an array in version 2.0 of the .npy format: must be 1.0"),
                Arguments.of(DONE + "np.zeros((3, 2)).tobytes())",
                        "sent '' where an array begins: it must be in NumPy's .npy format"),
                Arguments.of(DONE + "npy(np.array([[1, 2], [np.nan, 4], [5, 6]])))",
                        "gave samples with NaN in row 1, column 0: must be finite"),
                Arguments.of(DONE + "npy(np.array([[1, 2], [3, -np.inf], [5, 6]], 'f4')))",
                        "gave samples with -Infinity in row 1, column 1: must be finite"),
                Arguments.of("hello()\nhear()\nsay({'say': 'failed', 'message': 'out of\\nmemory'})",
                        "failed: 'out of memory'"),

                Arguments.of("hello()\nhear()\ndenoise(x=np.full((3, 2), np.nan))",
                        "asked to denoise points with NaN in row 0, column 0: must be finite"),
                Arguments.of("hello()\nhear()\ndenoise(prediction='noise')",
                        "asked for the prediction 'noise': must be one of epsilon, x0, v, score, flow"),
                Arguments.of("hello()\nhear()\ndenoise(of='all')",
                        "asked for a prediction of 'all': must be one of guided, conditional, unconditional, both"),
                Arguments.of("hello()\nhear()\ndenoise({'t': 0.5})",
                        "asked to denoise at the level '{\"t\":0.5}'" + LEVEL_FIELDS),
                Arguments.of("hello()\nhear()\ndenoise({'sigma': '1'})",
                        "asked to denoise at the level '{\"sigma\":\"1\"}'" + LEVEL_FIELDS),
                Arguments.of("hello()\nhear()\ndenoise({'sigma': 1, 'alpha_bar': 0.5})",
                        "asked to denoise at the level '{\"sigma\":1,\"alpha_bar\":0.5}'" + LEVEL_FIELDS),
                Arguments.of("hello()\nhear()\ndenoise({'alpha_bar': float('nan')})",
                        "asked to denoise at the level alpha_bar=NaN: must be in [0.0, 1.0]"),
                Arguments.of("hello()\nhear()\ndenoise({'alpha_bar': 1.1})",
                        "asked to denoise at the level alpha_bar=1.1: must be in [0.0, 1.0]"),
                Arguments.of("hello()\nhear()\ndenoise({'sigma': float('inf')})",
                        "asked to denoise at the level sigma=Infinity: must be in [0.0, 1.0E100]"),
                Arguments.of("hello()\nhear()\ndenoise({'flow_time': -1e-9})",
                        "asked to denoise at the level flow_time=-1.0E-9: must be in [0.0, 1.0]"),
                Arguments.of("hello()\nhear()\ndenoise({'log_snr': 'infinite'})",
                        "asked to denoise at the level '{\"log_snr\":\"infinite\"}'" + LEVEL_FIELDS));
    }

    /** Every eighth fault, as each starts a Python interpreter. */
    static Stream<Arguments> someFaults() {
        List<Arguments> all = faults().toList();
        return IntStream.range(0, all.size()).filter(i -> i % 8 == 3).mapToObj(all::get);
    }

    @ParameterizedTest
    @MethodSource("someFaults")
    void someHaveAMessageOfOneLine(String lines, String message) throws IOException {
        hasAMessageOfOneLine(lines, message);
    }

    @Tag("thorough")
    @ParameterizedTest
    @MethodSource("faults")
    void hasAMessageOfOneLine(String lines, String message) throws IOException {
        String command = PythonProgram.bare(folder, lines);
        boolean named = lines.startsWith("hello()") || lines.startsWith("os.close(0)\nhello()");
        assertThat(failureOf(command)).isEqualTo("sampler '" + (named ? "faulty" : command) + "' " + message);
    }

    @Test
    void reportsAMissingProgram() {
        assertThat(failureOf("no-such-program --fast")).isEqualTo("sampler 'no-such-program --fast' cannot be started:"
                + " 'no-such-program' must be a program on the PATH or the path of one");
    }

    @Tag("thorough")
    @Test
    void endsAProgramThatDoesNotAnswerAndWhatItStarted() throws IOException {
        // The program's name is the id of the process that it started.
        String command = PythonProgram.bare(folder, """
                child = subprocess.Popen(['sleep', '600'])
                hello('p%d' % child.pid)
                hear()
                time.sleep(600)
                """);
        PipedSampler sampler = PipedSampler.start(command, Duration.ofSeconds(8));
        ProcessHandle child = ProcessHandle.of(Long.parseLong(sampler.name().substring(1))).orElseThrow();
        assertThat(child.isAlive()).isTrue();
        PipedSampler impatient = sampler;
        String message = "sampler '" + sampler.name() + "' has not answered within 8.0 s, the limit for each answer:"
                + " answer sooner, flush the output, or raise the limit";
        assertThatExceptionOfType(SamplerFailure.class).isThrownBy(() -> sample(impatient, NORMAL))
                .withMessage(message);
        assertThat(child.isAlive()).isFalse();
        // Asking again fails at once with the same message.
        assertThatExceptionOfType(SamplerFailure.class).isThrownBy(() -> sample(impatient, NORMAL))
                .withMessage(message);
        sampler.close();
    }

    /** A program that starts a sampler and ends without closing it; it writes the sampler's name. */
    static final class Careless {
        private Careless() {
        }

        public static void main(String[] arguments) {
            System.out.println(PipedSampler.start(arguments[0], PythonProgram.TIMEOUT).name());
        }
    }

    @Test
    void endsWithTheVirtualMachineThatStartedIt() throws IOException {
        String command = PythonProgram.bare(folder, "hello('p%d' % os.getpid())\ntime.sleep(600)\n");
        Process machine = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Careless.class.getName(), command).start();
        String name = new String(machine.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(name).matches("p[0-9]+");
        ProcessHandle.of(Long.parseLong(name.substring(1))).ifPresent(
                program -> assertThat(program.onExit()).succeedsWithin(PythonProgram.TIMEOUT));
    }

    @Test
    void closeEndsAProgramThatDoesNotQuit() throws IOException {
        String command = PythonProgram.bare(folder, """
                child = subprocess.Popen(['sleep', '600'])
                hello('p%d' % child.pid)
                while True:
                    time.sleep(600)
                """);
        PipedSampler sampler = PipedSampler.start(command, PythonProgram.TIMEOUT);
        ProcessHandle child = ProcessHandle.of(Long.parseLong(sampler.name().substring(1))).orElseThrow();
        sampler.close();
        sampler.close();
        // On a loaded machine a process that has been ended takes a while to be gone.
        assertThat(child.onExit()).succeedsWithin(PythonProgram.TIMEOUT);
        assertThat(ProcessHandle.current().children().filter(PipedSamplerFaultsTest::runs)).isEmpty();
        assertThatExceptionOfType(SamplerFailure.class).isThrownBy(() -> sample(sampler, NORMAL))
                .withMessage("sampler '" + sampler.name() + "' is closed");
    }

    @Test
    void outlastsAFloodOnStandardErrorAndKeepsItsEnd() throws IOException {
        String command = PythonProgram.bare(folder, """
                sys.stderr.write('warning\\n' * 1000000)
                hello()
                hear()
                say({'say': 'done'}, npy(np.ones((3, 2))))
                sys.stderr.write('warning\\n' * 1000000 + 'the end')
                sys.exit(9)
                """);
        try (PipedSampler sampler = PipedSampler.start(command, PythonProgram.TIMEOUT)) {
            assertThat(sample(sampler, NORMAL)).containsOnly(1).hasSize(6);
            assertThatExceptionOfType(SamplerFailure.class).isThrownBy(() -> sample(sampler, NORMAL)).withMessage(
                    "sampler 'faulty' exited with code 9 when it was to answer; its last lines on standard error:"
                            + " warning | warning | the end");
        }
    }

    @Test
    void goesOnAfterABatchThatFailed() throws IOException {
        String command = PythonProgram.helped(folder, """
                def sample(denoiser, n, dimension, weight):
                    print("this does no harm")
                    if weight == 7:
                        raise ValueError("weight too large")
                    return np.full((n, dimension), weight)
                guidecheck.serve(sample, name="choosy")
                """);
        try (PipedSampler sampler = PipedSampler.start(command, PythonProgram.TIMEOUT)) {
            Noise noise = Noise.of(new Streams(1), 0, 2, 3);
            assertThatExceptionOfType(SamplerFailure.class)
                    .isThrownBy(() -> sampler.sample(NORMAL, GuidanceSchedule.constant(7), GRID, noise))
                    .withMessage("sampler 'choosy' failed: 'ValueError: weight too large'");
            assertThat(sampler.sample(NORMAL, GuidanceSchedule.constant(2), GRID, noise))
                    .containsOnly(2).hasSize(6);
        }
    }

    @Test
    void passesOnAnErrorOfTheDenoiser() throws IOException {
        String command = PythonProgram.bare(folder, "hello()\nhear()\ndenoise()\nhear()\n");
        try (PipedSampler sampler = PipedSampler.start(command, PythonProgram.TIMEOUT)) {
            Denoiser broken = (level, points, dimension) -> {
                throw new AssertionError("no such point");
            };
            assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> sample(sampler, broken))
                    .withMessage("no such point");
        }
    }

    @Test
    void endsWhenTheDenoiserFails() throws IOException {
        String command = PythonProgram.bare(folder, "hello()\nhear()\ndenoise()\nhear()\n");
        try (PipedSampler sampler = PipedSampler.start(command, PythonProgram.TIMEOUT)) {
            Denoiser broken = (level, points, dimension) -> {
                throw new ArithmeticException("no score");
            };
            assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> sample(sampler, broken))
                    .withMessage("no score");
            // Started again, it ends after the answer that it gets this time.
            assertThatExceptionOfType(SamplerFailure.class).isThrownBy(() -> sample(sampler, NORMAL))
                    .withMessageContaining("exited with code 0");
        }
    }

    @Test
    void refusesWhatAProgramCannotBeAsked() throws IOException {
        assertThatIllegalArgumentException().isThrownBy(() -> PipedSampler.start("python3", Duration.ZERO))
                .withMessage("limit=PT0S: must be at least a millisecond");
        try (PipedSampler sampler = PipedSampler.start(PythonProgram.bare(folder, "hello()\nhear()"),
                PythonProgram.TIMEOUT)) {
            GuidanceSchedule guidance = GuidanceSchedule.constant(1);
            assertThatIllegalStateException().isThrownBy(() -> sampler.sample(NORMAL, guidance, GRID,
                    Noise.startingAt(new double[] {1, 2}, 2)))
                    .withMessage("noise: an external program draws its own starts and cannot use preset ones");
        }
    }
}
