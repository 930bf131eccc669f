package org.guidecheck.claim.cases;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.Draws;
import org.guidecheck.sampler.GaussianSampler;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Streams;

/**
 * Chain of a sampler on the Gaussian pair with scores −x with the class and −x/(1 + t) without it. Both are linear, so
 * the output is a linear function of the normals, and its variance can be computed.
 */
final class PairChain {
    /** Signal share t at the start. */
    static final double START = 1e-5;
    /** Offset ε of the grid, uniform in log(t/(τ + ε)): the last step to clean data then shrinks with the others. */
    private static final double END = 0.05;
    private static final Denoiser SCORES = (level, points, dimension) -> new Denoiser.Scores(
            Arrays.stream(points).map(x -> -x).toArray(),
            Arrays.stream(points).map(x -> -x / (1 + level.signal())).toArray());
    /** Points run to find out whether a sampler draws noise. */
    private static final int PROBES = 4;
    private static final int FEW_STEPS = 8;
    /** Relative difference of factors up to which they count as equal. */
    private static final double ROUNDING = 1e-9;

    private final GuidedSampler sampler;
    private final GuidanceSchedule.Constant weight;
    private final Streams streams;
    private final boolean noisy;

    PairChain(GuidedSampler sampler, double w, Streams streams) {
        this.sampler = sampler;
        this.weight = GuidanceSchedule.constant(w);
        this.streams = streams;
        this.noisy = factor(FEW_STEPS).isEmpty();
    }

    /** Grid whose steps all shrink as their number grows. */
    static TimeGrid grid(int steps) {
        double first = Math.log(START) - Math.log(1 - START + END);
        double last = -Math.log(END);
        List<NoiseLevel> levels = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            double ratio = Math.exp(first + (last - first) * i / steps);
            levels.add(new NoiseLevel((1 + END) * ratio / (1 + ratio), (1 - END * ratio) / (1 + ratio)));
        }
        levels.add(NoiseLevel.CLEAN);
        return new TimeGrid(levels);
    }

    /** Output points of the run with this random stream, from the index {@code first} on. */
    double[] draw(String purpose, int steps, long first, int count) {
        return Draws.of(sampler, SCORES, weight, grid(steps), noise(purpose, first, count));
    }

    private Noise noise(String purpose, long first, int count) {
        return Noise.of(streams.derived(purpose), first, 1, count);
    }

    /**
     * Ratio of output to start if it is the same for all points, that is, if the sampler draws no noise; else empty.
     */
    OptionalDouble factor(int steps) {
        double[] start = noise("probes", 0, PROBES).next();
        double[] end = draw("probes", steps, 0, PROBES);
        double factor = end[0] / start[0];
        for (int p = 1; p < PROBES; p++) {
            if (!(Math.abs(end[p] - factor * start[p]) <= ROUNDING * Math.abs(start[p]))) {
                return OptionalDouble.empty();
            }
        }
        return OptionalDouble.of(factor);
    }

    /** Whether the sampler draws noise after its start. */
    boolean drawsNoise() {
        return noisy;
    }

    /** Computed variance of the output from N(0, 1); empty for a sampler with noise whose steps are not Gaussian. */
    OptionalDouble variance(int steps) {
        if (!noisy) {
            OptionalDouble factor = factor(steps);
            return factor.isEmpty() ? factor : OptionalDouble.of(factor.getAsDouble() * factor.getAsDouble());
        }
        if (sampler.asGaussian().isEmpty()) {
            return OptionalDouble.empty();
        }
        GaussianSampler gaussian = sampler.asGaussian().get();
        TimeGrid grid = grid(steps);
        double variance = 1;
        for (int k = 0; k < grid.steps(); k++) {
            NoiseLevel from = grid.level(k);
            GaussianSampler.Transition step = gaussian.transition(from, grid.level(k + 1));
            // The guided score is −x(1 + w t/(1 + t)).
            double slope = 1 + weight.w() * from.signal() / (1 + from.signal());
            double keep = step.keep() - step.push() * slope;
            variance = keep * keep * variance + step.deviation() * step.deviation();
        }
        return OptionalDouble.of(variance);
    }
}
