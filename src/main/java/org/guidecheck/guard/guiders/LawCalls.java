package org.guidecheck.guard.guiders;

import java.util.Optional;
import org.guidecheck.guider.GuidanceCall;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.sampler.BlockDenoiser;
import org.guidecheck.sampler.Denoiser;

/** Calls of a guider with the exact predictions of a law. For use by one thread. */
final class LawCalls {
    private final Denoiser denoiser;
    private final BlockPosterior model;
    private final int d;

    LawCalls(ClassVersusRest sides) {
        this.denoiser = new BlockDenoiser(sides);
        this.model = new BlockPosterior(sides);
        this.d = model.dimension();
    }

    /**
     * The call at points of one noise level.
     *
     * @param step   number of the step
     * @param level  noise level
     * @param points the points, row-major
     * @return the call, with the scores of the class and of all data
     */
    GuidanceCall at(int step, NoiseLevel level, double[] points) {
        Denoiser.Scores scores = denoiser.scores(level, points, d);
        return new GuidanceCall(step, level, d, points, scores.conditional(), scores.unconditional());
    }

    /** Log-odds of the class at points, row-major. */
    double[] logOdds(NoiseLevel level, double[] points) {
        model.setLevel(level);
        return model.logOdds(points);
    }
}
