package org.guidecheck.guard;

import java.util.Arrays;
import org.guidecheck.guider.GuidanceCall;
import org.guidecheck.guider.Guider;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.sampler.Denoiser;

/**
 * Denoiser both of whose predictions are guided by a rule. A sampler that applies the rule itself draws the same points
 * with it as with the denoiser that it guides, since a rule leaves two equal predictions as they are. The number of a
 * call is that of its step; a call again at the same points is the same step. For one run; not thread-safe.
 */
final class RuleDenoiser implements Denoiser {
    private final Denoiser exact;
    private final Guider.Run run;
    private int step = -1;
    private NoiseLevel lastLevel;
    private double[] lastPoints;
    private double[] lastGuided;

    /**
     * Guides a denoiser.
     *
     * @param exact the denoiser to guide
     * @param run   a run of the rule that has not begun
     */
    RuleDenoiser(Denoiser exact, Guider.Run run) {
        this.exact = exact;
        this.run = run;
    }

    @Override
    public Scores scores(NoiseLevel level, double[] points, int dimension) {
        double[] guided = guided(level, points, exact.scores(level, points, dimension), dimension);
        return new Scores(guided.clone(), guided.clone());
    }

    @Override
    public Scores cleanPoints(NoiseLevel level, double[] points, int dimension) {
        // At purer noise scores, which rules guide, have lost the clean points.
        NoiseLevel at = Recorder.recorded(level);
        Scores clean = exact.cleanPoints(level, points, dimension);
        double[] guided = at.cleanPoints(points,
                guided(at, points, new Scores(scores(at, points, clean.conditional()),
                        scores(at, points, clean.unconditional())), dimension));
        return new Scores(guided, guided.clone());
    }

    private static double[] scores(NoiseLevel level, double[] points, double[] clean) {
        double root = Math.sqrt(level.signal());
        double[] scores = new double[points.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (root * clean[i] - points[i]) / level.noise();
        }
        return scores;
    }

    private double[] guided(NoiseLevel level, double[] points, Scores scores, int d) {
        if (!level.equals(lastLevel) || !Arrays.equals(points, lastPoints)) {
            step++;
            lastGuided = run.guided(
                    new GuidanceCall(step, level, d, points, scores.conditional(), scores.unconditional()));
            lastLevel = level;
            lastPoints = points.clone();
        }
        return lastGuided;
    }
}
