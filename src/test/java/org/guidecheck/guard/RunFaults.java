package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.guidecheck.guard.SchemeMutants.SchemeMutant;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.Denoiser.Scores;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Samplers;

/** Faults around the steps of known schemes: in the weight, the predictions, the levels told, the start and the noise. */
final class RunFaults {
    private static final int STEPS = 20;
    private static final int REUSED = 13;
    /** Draws kept ahead: no scheme takes more in a step. */
    private static final int DRAWS = 4;

    private RunFaults() {
    }

    /** A run of the right sampler with something else in place of what it is given. */
    private interface Run {
        double[] of(LinearSampler right, Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise);
    }

    private record Wrapped(LinearSampler right, Run run) implements GuidedSampler {
        @Override
        public String name() {
            return "run-mutant";
        }

        @Override
        public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
            return run.of(right, denoiser, guidance, grid, noise);
        }
    }

    static List<SchemeMutant> all() {
        return Stream.of(
                mutants("scale-for-weight", Expectation.inAll("calls 1 to \\d+: is w taken for the guidance_scale"),
                        RunFaults::scaleForWeight, "ddim", "unipc:2", "dpm2"),
                mutants("guided-below-half-noise", Expectation.inAll("0\\.0+ in calls 1 to \\d+, 1\\.0+ in calls?"),
                        RunFaults::guidedBelow, "ddpm", "dpmpp-2s", "dpmpp-2m-sde"),
                mutants("prediction-of-call-before", Expectation.inAll("call before|step before"), RunFaults::late,
                        "ddpm", "ddim",
                        "multistep"),
                mutants("clip-at-3", Expectation.ofRun("clip"), RunFaults::clipped, "ddpm", "dpm2", "unipc:3"),
                mutants("start-0.98", Expectation.ofRun("start has deviation 0?\\.9[78]"), RunFaults::smallStart,
                        "ddpm", "ddim",
                        "sa-solver", "lms:4"),
                mutants("noise-reused-in-step-14", Expectation.from(14, "step 14 .*its noise is that of step 13 again"),
                        RunFaults::reused,
                        "ddpm", "dpmpp-2m-sde", "dpmpp-2s-ancestral"),
                mutants("first-noise-is-start", Expectation.from(1, "step 1 .*its noise is that of the start again"),
                        RunFaults::startReused,
                        "ddpm", "dpmpp-3m-sde"),
                mutants("told-in-brain-float", Expectation.inAll("told"),
                        (s, d, w, grid, z) -> told(s, d, w, grid, z, Rounded.BRAIN),
                        "ddpm", "ddim", "heun"),
                mutants("told-in-half-precision", Expectation.inAll("told"),
                        (s, d, w, grid, z) -> told(s, d, w, grid, z, Rounded.HALF),
                        "ddpm", "multistep"))
                .flatMap(List::stream).toList();
    }

    private static List<SchemeMutant> mutants(String name, Expectation expected, Run run, String... schemes) {
        return Arrays.stream(schemes).map(scheme -> new SchemeMutant(scheme + "/" + name, scheme,
                new Wrapped(Samplers.byName(scheme), run), STEPS, expected, Optional.empty())).toList();
    }

    private static double[] scaleForWeight(LinearSampler right, Denoiser denoiser, GuidanceSchedule guidance,
            TimeGrid grid, Noise noise) {
        return right.sample(denoiser, guidance.plus(-1), grid, noise);
    }

    private static double[] guidedBelow(LinearSampler right, Denoiser denoiser, GuidanceSchedule guidance,
            TimeGrid grid, Noise noise) {
        return right.sample((level, x, d) -> {
            Scores scores = denoiser.scores(level, x, d);
            return level.noise() < 0.5 ? scores
                    : new Scores(scores.conditional(), scores.conditional().clone());
        }, guidance, grid, noise);
    }

    private static double[] late(LinearSampler right, Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid,
            Noise noise) {
        double[][] before = new double[2][];
        return right.sample((level, x, d) -> {
            Scores scores = denoiser.scores(level, x, d);
            return new Scores(before(before, 0, scores.conditional(), level, x),
                    before(before, 1, scores.unconditional(), level, x));
        }, guidance, grid, noise);
    }

    private static double[] before(double[][] kept, int of, double[] score, NoiseLevel level, double[] x) {
        double[] clean = clean(score, level, x);
        double[] taken = kept[of] == null ? clean : kept[of];
        kept[of] = clean;
        return score(taken, level, x);
    }

    private static double[] clean(double[] score, NoiseLevel level, double[] x) {
        double[] clean = new double[x.length];
        Arrays.setAll(clean, i -> (x[i] + level.noise() * score[i]) / Math.sqrt(level.signal()));
        return clean;
    }

    private static double[] score(double[] clean, NoiseLevel level, double[] x) {
        double[] score = new double[x.length];
        Arrays.setAll(score, i -> (Math.sqrt(level.signal()) * clean[i] - x[i]) / level.noise());
        return score;
    }

    private static double[] clipped(LinearSampler right, Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid,
            Noise noise) {
        return right.sample((level, x, d) -> {
            Scores scores = denoiser.scores(level, x, d);
            return new Scores(clip(scores.conditional(), level, x), clip(scores.unconditional(), level, x));
        }, guidance, grid, noise);
    }

    private static double[] clip(double[] score, NoiseLevel level, double[] x) {
        return score(Arrays.stream(clean(score, level, x)).map(a -> Math.min(Math.max(a, -3), 3)).toArray(), level, x);
    }

    private static double[] smallStart(LinearSampler right, Denoiser denoiser, GuidanceSchedule guidance,
            TimeGrid grid, Noise noise) {
        List<double[]> numbers = drawn(grid, noise);
        numbers.set(0, Arrays.stream(numbers.get(0)).map(z -> 0.98 * z).toArray());
        return right.sample(denoiser, guidance, grid, Noise.given(numbers, noise.dimension()));
    }

    private static List<double[]> drawn(TimeGrid grid, Noise noise) {
        List<double[]> numbers = new ArrayList<>();
        for (int k = 0; k < DRAWS * grid.steps(); k++) {
            numbers.add(noise.next());
        }
        return numbers;
    }

    /** The normals of step 13 again in step 14. */
    private static double[] reused(LinearSampler right, Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid,
            Noise noise) {
        List<double[]> numbers = drawn(grid, noise);
        numbers.set(REUSED + 1, numbers.get(REUSED));
        return right.sample(denoiser, guidance, grid, Noise.given(numbers, noise.dimension()));
    }

    private static double[] startReused(LinearSampler right, Denoiser denoiser, GuidanceSchedule guidance,
            TimeGrid grid, Noise noise) {
        List<double[]> numbers = drawn(grid, noise);
        numbers.set(1, numbers.get(0));
        return right.sample(denoiser, guidance, grid, Noise.given(numbers, noise.dimension()));
    }

    private static double[] told(LinearSampler right, Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid,
            Noise noise, int digits) {
        return right.sample((level, x, d) -> denoiser.scores(Rounded.toDigits(digits, List.of(level)).get(0), x, d),
                guidance, grid, noise);
    }
}
