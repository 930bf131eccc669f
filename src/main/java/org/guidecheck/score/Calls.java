package org.guidecheck.score;

import java.util.concurrent.atomic.AtomicInteger;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceSchedule;
import org.guidecheck.process.TimeGrid;
import org.guidecheck.sampler.Denoiser;
import org.guidecheck.sampler.Draws;
import org.guidecheck.sampler.GuidedSampler;
import org.guidecheck.sampler.Noise;
import org.guidecheck.sampler.Streams;

/** Number of calls of the denoiser that a sampler makes for each point. */
final class Calls {
    private Calls() {
    }

    /** Counts the calls of a run of one point. */
    static int of(GuidedSampler sampler, double w, TimeGrid grid, Streams streams) {
        AtomicInteger count = new AtomicInteger();
        Denoiser counting = (NoiseLevel level, double[] points, int dimension) -> {
            count.incrementAndGet();
            double[] scores = points.clone();
            for (int i = 0; i < scores.length; i++) {
                scores[i] = -scores[i];
            }
            return new Denoiser.Scores(scores, scores.clone());
        };
        Draws.of(sampler, counting, GuidanceSchedule.constant(w), grid, Noise.of(streams.derived("calls"), 0, 1, 1));
        return Math.max(1, count.get());
    }
}
