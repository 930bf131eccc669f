package org.guidecheck.guard.identification;

import java.util.ArrayList;
import java.util.List;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Draws;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;

/**
 * Trace of a run with chosen predictions: where the denoiser was called, and the output.
 *
 * @param levels noise level of each call
 * @param points points of each call, row-major [n, d], and after them the output
 * @param numbers number of each call, where one that repeats the call before has the number of that
 */
record Trace(List<NoiseLevel> levels, List<double[]> points, List<Integer> numbers) {

    /** Runs a sampler. */
    static Trace of(GuidedSampler sampler, double w, TimeGrid grid, Noise noise, ChosenPredictions.Choice choice) {
        List<NoiseLevel> levels = new ArrayList<>();
        List<double[]> points = new ArrayList<>();
        ChosenPredictions denoiser = new ChosenPredictions(noise.points(), choice, (call, level, x) -> {
            levels.add(level);
            points.add(x);
        }, true);
        points.add(Draws.of(sampler, denoiser, GuidanceSchedule.constant(w), grid, noise));
        return new Trace(List.copyOf(levels), List.copyOf(points), denoiser.numbers());
    }

    /** Number of calls. */
    int calls() {
        return levels.size();
    }
}
