package org.guidecheck.cli;

import java.util.Arrays;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Ddpm;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.LinearSampler;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.StepTable;

/** Samplers of which reports are made, as classes that a user may have written. */
public final class PageSamplers {
    private PageSamplers() {
    }

    /** Ancestral sampling. */
    public static final class Right implements GuidedSampler {
        @Override
        public String name() {
            return "my-ddpm";
        }

        @Override
        public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
            return new Ddpm().sample(denoiser, guidance, grid, noise);
        }
    }

    /** Ancestral sampling with a third too much noise in step 8, and weight 0 in the first five steps. */
    public static final class WrongStep implements GuidedSampler {
        static final int WRONG = 8;
        private static final int UNGUIDED = 5;

        @Override
        public String name() {
            return "wrong-step";
        }

        @Override
        public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
            LinearSampler ddpm = new Ddpm();
            LinearSampler wrong = new LinearSampler() {
                @Override
                public String name() {
                    return "wrong-step";
                }

                @Override
                public StepTable step(TimeGrid levels, int k) {
                    StepTable right = ddpm.step(levels, k);
                    StepTable.Combination end = right.result();
                    return k + 1 == WRONG ? new StepTable(right.stages(),
                            new StepTable.Combination(end.keep(), end.terms(), 4 / 3.0 * end.deviation())) : right;
                }
            };
            double last = grid.level(Math.min(UNGUIDED, grid.steps() - 1)).noise();
            return wrong.sample((level, x, d) -> {
                Denoiser.Scores scores = denoiser.scores(level, x, d);
                return level.noise() > last ? new Denoiser.Scores(scores.conditional(), scores.conditional().clone())
                        : scores;
            }, guidance, grid, noise);
        }
    }

    /** Ancestral sampling whose points are lost. */
    public static final class NotANumber implements GuidedSampler {
        @Override
        public String name() {
            return "not-a-number";
        }

        @Override
        public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
            double[] points = new Ddpm().sample(denoiser, guidance, grid, noise);
            Arrays.fill(points, Double.NaN);
            return points;
        }
    }

    /** Ancestral sampling that clips the predictions of clean points to [−1, 1]. */
    public static final class Clipped implements GuidedSampler {
        @Override
        public String name() {
            return "clipped";
        }

        @Override
        public double[] sample(Denoiser denoiser, GuidanceSchedule guidance, TimeGrid grid, Noise noise) {
            return new Ddpm().sample((level, x, d) -> {
                Denoiser.Scores scores = denoiser.scores(level, x, d);
                return new Denoiser.Scores(clipped(level.signal(), level.noise(), x, scores.conditional()),
                        clipped(level.signal(), level.noise(), x, scores.unconditional()));
            }, guidance, grid, noise);
        }

        private static double[] clipped(double signal, double tau, double[] x, double[] scores) {
            double root = Math.sqrt(signal);
            for (int i = 0; i < x.length; i++) {
                double clean = Math.max(-1, Math.min(1, (x[i] + tau * scores[i]) / root));
                scores[i] = (root * clean - x[i]) / tau;
            }
            return scores;
        }
    }
}
