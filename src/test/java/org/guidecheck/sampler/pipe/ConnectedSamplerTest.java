package org.guidecheck.sampler.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.SamplerFailure;
import org.guidecheck.sampler.Streams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Samplers that run already, in programs that were not started by {@link PipedSampler}. */
@Timeout(300)
class ConnectedSamplerTest {
    private static final TimeGrid GRID = new TimeGrid(List.of(NoiseLevel.ofSignal(0.01), NoiseLevel.CLEAN));
    /** The scores of a standard normal law. */
    private static final Denoiser NORMAL = (level, points, dimension) -> {
        double[] score = Arrays.stream(points).map(x -> -x).toArray();
        return new Denoiser.Scores(score, score.clone());
    };

    @TempDir
    private Path folder;
    private Process running;

    @AfterEach
    void end() {
        running.destroyForcibly();
    }

    private PipedSampler connect(String command) throws IOException {
        running = new ProcessBuilder(CommandWords.of(command).words()).redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return PipedSampler.connect(running.getInputStream(), running.getOutputStream(), PythonProgram.TIMEOUT);
    }

    private static double[] sample(PipedSampler sampler) {
        return sampler.sample(NORMAL, GuidanceSchedule.constant(1), GRID, Noise.of(new Streams(1), 0, 2, 3));
    }

    private static String failureOf(PipedSampler sampler) {
        SamplerFailure[] failure = new SamplerFailure[1];
        assertThatExceptionOfType(SamplerFailure.class).isThrownBy(() -> sample(sampler))
                .satisfies(thrown -> failure[0] = thrown);
        return failure[0].getMessage();
    }

    @Test
    void samplesAndLeavesTheProgramRunning() throws IOException, InterruptedException {
        try (PipedSampler sampler = connect(PythonProgram.helped(folder, """
                def sample(denoiser, n, dimension, weight):
                    return weight + denoiser.x0(np.zeros((n, dimension)), alpha_bar=0.5)
                guidecheck.serve(sample, name="here")
                # It was asked to quit, and goes on.
                sys.exit(9)
                """))) {
            assertThat(sampler.name()).isEqualTo("here");
            assertThat(sample(sampler)).containsOnly(1).hasSize(6);
        }
        assertThat(running.waitFor()).isEqualTo(9);
    }

    @Test
    void aFailedBatchDoesNotEndIt() throws IOException {
        try (PipedSampler sampler = connect(PythonProgram.helped(folder, """
                batches = iter(range(9))
                def sample(denoiser, n, dimension):
                    if next(batches) == 0:
                        raise ValueError("not now")
                    return np.ones((n, dimension))
                guidecheck.serve(sample, name="choosy")
                """))) {
            assertThat(failureOf(sampler)).isEqualTo("sampler 'choosy' failed: 'ValueError: not now'");
            assertThat(sample(sampler)).containsOnly(1);
        }
    }

    @Test
    void anEndedProgramIsNotStartedAgain() throws IOException {
        String said = "sampler 'faulty' closed the stream of its messages when it was to answer: it has ended, or left "
                + "the session early";
        try (PipedSampler sampler = connect(PythonProgram.bare(folder, "hello()\nhear()\n"))) {
            assertThat(failureOf(sampler)).isEqualTo(said);
            assertThat(failureOf(sampler)).isEqualTo(said);
        }
    }

    @Test
    void aFaultEndsTheSessionAndTheProgramSeesIt() throws IOException, InterruptedException {
        try (PipedSampler sampler = connect(PythonProgram.bare(folder, """
                hello()
                hear()
                say({'say': 'finished'})
                sys.exit(0 if sys.stdin.buffer.read() == b'' else 1)
                """))) {
            assertThat(failureOf(sampler)).isEqualTo("sampler 'faulty' said 'finished': must be one of denoise, done, "
                    + "failed");
            assertThat(running.waitFor()).isZero();
        }
    }

    @Test
    void aProgramThatEndsBeforeItsHelloHasNoNameYet() {
        assertThatExceptionOfType(SamplerFailure.class)
                .isThrownBy(() -> connect(PythonProgram.bare(folder, "sys.exit(0)")))
                .withMessage(
                        "sampler 'that started guidecheck' closed the stream of its messages before it said hello: "
                                + "it has ended, or left the session early");
    }

    @Test
    void refusesALimitOfNothing() throws IOException {
        running = new ProcessBuilder("true").start();
        assertThatIllegalArgumentException().isThrownBy(() -> PipedSampler.connect(InputStream.nullInputStream(),
                OutputStream.nullOutputStream(), Duration.ZERO))
                .withMessage("limit=PT0S: must be at least a millisecond");
    }
}
