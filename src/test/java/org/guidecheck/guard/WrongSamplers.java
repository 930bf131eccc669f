package org.guidecheck.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Ddpm;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;

/** For each claim about samplers a wrong DDPM that the claim refutes. */
public final class WrongSamplers {
    private static final Map<String, String> MUTANTS = Map.ofEntries(
            Map.entry("sampler.deterministic", "ddpm/same-in-every-batch"),
            Map.entry("sampler.batch-independent", "ddpm/batch-mean-subtracted"),
            Map.entry("sampler.linear", "ddpm/clean-clipped"),
            Map.entry("sampler.point-mass", "ddpm/variance-doubled"),
            Map.entry("sampler.scheme", "ddpm/noise-doubled"),
            Map.entry("sampler.guided-gaussian", "ddpm/alpha-for-its-root"),
            Map.entry("sampler.one-step", "ddpm/alpha-for-its-root"),
            Map.entry("sampler.gaussian-chain", "ddpm/variance-doubled"),
            Map.entry("sampler.weight-convention", "ddpm/one-plus-w"),
            Map.entry("sampler.independence", "ddpm/points-in-pairs"),
            Map.entry("sampler.step-counts", "ddpm/noise-dropped"),
            Map.entry("sampler.equivariance", "ddpm/clean-clipped"),
            Map.entry("sampler.order", "ddpm/noise-doubled"),
            Map.entry("sampler.unguided", "ddpm/one-plus-w"),
            Map.entry("sampler.guided-law", "ddpm/guidance-sign"),
            Map.entry("sampler.reflection", "ddpm/guidance-sign"),
            Map.entry("sampler.mean-reciprocal", "ddpm/guidance-sign"));

    private WrongSamplers() {
    }

    /** A wrong sampler that this claim refutes. */
    public static GuidedSampler of(String claim) {
        return switch (claim) {
            case "sampler.finite-and-shaped" -> new Truncated();
            case "sampler.cost" -> new Forgetful();
            case "sampler.noise" -> new Halved();
            case "sampler.levels" -> new Hasty();
            default -> Mutants.named(MUTANTS.get(claim));
        };
    }

    /** Returns one point too few. */
    static final class Truncated implements GuidedSampler {
        @Override
        public String name() {
            return "truncated";
        }

        @Override
        public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
            double[] points = new Ddpm().sample(denoiser, guidance, grid, noise);
            return Arrays.copyOf(points, points.length - noise.dimension());
        }
    }

    /** Leaves out the second level. */
    static final class Hasty implements GuidedSampler {
        @Override
        public String name() {
            return "hasty";
        }

        @Override
        public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
            List<NoiseLevel> levels = new ArrayList<>(grid.levels());
            levels.remove(1);
            return new Ddpm().sample(denoiser, guidance, new TimeGrid(levels), noise);
        }
    }

    /** Draws the same normals for both halves of a batch. */
    static final class Halved implements GuidedSampler {
        @Override
        public String name() {
            return "halved";
        }

        @Override
        public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
            int half = noise.points() / 2 * noise.dimension();
            List<double[]> numbers = new ArrayList<>();
            for (int k = 0; k <= grid.steps(); k++) {
                double[] z = noise.next();
                System.arraycopy(z, 0, z, half, half);
                numbers.add(z);
            }
            return new Ddpm().sample(denoiser, guidance, grid, Noise.given(numbers, noise.dimension()));
        }
    }

    /** Evaluates the scores once more in each step than in the step before. */
    static final class Forgetful implements GuidedSampler {
        @Override
        public String name() {
            return "forgetful";
        }

        @Override
        public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
            int[] steps = {0};
            return new Ddpm().sample((level, points, dimension) -> {
                steps[0]++;
                for (int k = 1; k < steps[0]; k++) {
                    denoiser.scores(level, points, dimension);
                }
                return denoiser.scores(level, points, dimension);
            }, guidance, grid, noise);
        }
    }
}
