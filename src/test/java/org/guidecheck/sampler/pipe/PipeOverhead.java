package org.guidecheck.sampler.pipe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.Gaussian;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.Mixture;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.BlockDenoiser;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Streams;

/**
 * Overhead of the pipe: {@code main} runs the Python DDPM example on 10,000 points and splits its time into that of the
 * denoiser, that of the program (measured in Python with a denoiser that answers at once) and the rest, which is the
 * pipe's.
 */
final class PipeOverhead {
    private static final int POINTS = 10_000;
    private static final int STEPS = 50;
    private static final int RUNS = 9;

    private PipeOverhead() {
    }

    /**
     * Measures and writes a table.
     *
     * @param args path of the output file
     * @throws IOException if the file cannot be written or Python cannot be started
     */
    public static void main(String[] args) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("The Python example of DDPM, " + POINTS + " points, " + STEPS
                + " steps, w = 1: milliseconds per run, median of " + RUNS + ".");
        lines.add(String.format(Locale.ROOT, "%9s %10s %8s %9s %8s %8s %8s", "dimension", "components", "whole",
                "denoiser", "program", "pipe", "share"));
        for (int[] size : new int[][] {{1, 2}, {2, 8}, {8, 16}, {64, 32}}) {
            lines.add(measured(size[0], size[1]));
            System.out.println(lines.get(lines.size() - 1));
        }
        Files.write(Path.of(args[0]), lines);
    }

    private static String measured(int dimension, int components) throws IOException {
        LabelledLaw law = law(dimension, components);
        Denoiser exact = new BlockDenoiser(ClassVersusRest.of(law, 0));
        long[] inDenoiser = new long[1];
        Denoiser timed = (level, points, d) -> {
            long begin = System.nanoTime();
            try {
                return exact.scores(level, points, d);
            } finally {
                inDenoiser[0] += System.nanoTime() - begin;
            }
        };
        double[] whole = new double[RUNS];
        double[] denoiser = new double[RUNS];
        try (PipedSampler sampler =
                PipedSampler.start("python3 src/main/python/examples/ddpm.py", Duration.ofMinutes(1))) {
            for (int run = -RUNS; run < RUNS; run++) {
                inDenoiser[0] = 0;
                long begin = System.nanoTime();
                sampler.sample(timed, GuidanceSchedule.constant(1), TimeGrid.forLaw(law, STEPS),
                        Noise.of(new Streams(run), 0, dimension, POINTS));
                if (run >= 0) {
                    whole[run] = (System.nanoTime() - begin) / 1e6;
                    denoiser[run] = inDenoiser[0] / 1e6;
                }
            }
        }
        double program = program(dimension);
        double all = median(whole);
        double pipe = all - median(denoiser) - program;
        return String.format(Locale.ROOT, "%9d %10d %8.1f %9.1f %8.1f %8.1f %7.0f%%", dimension, components, all,
                median(denoiser), program, pipe, 100 * pipe / all);
    }

    private static LabelledLaw law(int dimension, int components) {
        int half = components / 2;
        return new LabelledLaw(List.of(new LabelledLaw.LabelledClass("c", 0.5, side(dimension, half, 1)),
                new LabelledLaw.LabelledClass("other", 0.5, side(dimension, half, 2))));
    }

    private static Mixture side(int dimension, int components, int from) {
        double[] weights = new double[components];
        Arrays.fill(weights, 1.0 / components);
        List<Gaussian> parts = new ArrayList<>();
        for (int k = 0; k < components; k++) {
            double[] mean = new double[dimension];
            int index = k;
            Arrays.setAll(mean, i -> Math.sin(from + 3 * index + 7 * i));
            parts.add(Gaussian.isotropic(mean, 0.5));
        }
        return new Mixture(weights, parts);
    }

    /** Milliseconds of the example without denoiser and pipe, measured in Python. */
    private static double program(int dimension) throws IOException {
        String code = """
                import sys, time, statistics
                sys.path.insert(0, 'src/main/python/examples')
                sys.path.insert(0, 'src/main/python')
                import numpy as np
                import ddpm
                class Instant:
                    weight = 1.0
                    def __getattr__(self, name):
                        return lambda x, **level: x
                bars = 1 / (1 + np.exp(-np.linspace(-8, 8, %d)))
                seconds = []
                for run in range(2 * %d):
                    begin = time.perf_counter()
                    ddpm.sample(Instant(), %d, %d, bars, np.random.default_rng(run))
                    seconds.append(time.perf_counter() - begin)
                print(1000 * statistics.median(seconds[%d:]))
                """.formatted(STEPS + 1, RUNS, POINTS, dimension, RUNS);
        Process process = new ProcessBuilder("python3", "-c", code)
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return Double.parseDouble(printed.strip());
    }

    private static double median(double[] numbers) {
        return Arrays.stream(numbers).sorted().toArray()[numbers.length / 2];
    }
}
