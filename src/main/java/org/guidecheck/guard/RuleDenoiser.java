package org.guidecheck.guard;

import java.util.Arrays;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.process.GuidanceRule;
import org.guidecheck.sampler.Denoiser;

/**
 * Denoiser both of whose predictions are guided by a rule. A sampler that applies the rule itself draws the same points
 * with it as with the denoiser that it guides, since a rule leaves two equal predictions as they are.
 *
 * @param exact the denoiser to guide
 * @param rule  the rule
 * @param w     guidance weight
 */
record RuleDenoiser(Denoiser exact, GuidanceRule rule, double w) implements Denoiser {
    @Override
    public Scores scores(NoiseLevel level, double[] points, int dimension) {
        Scores scores = exact.scores(level, points, dimension);
        double[] guided = guided(level, points, scores, dimension);
        return new Scores(guided, guided.clone());
    }

    @Override
    public Scores cleanPoints(NoiseLevel level, double[] points, int dimension) {
        // At purer noise scores, which rules guide, have lost the clean points.
        NoiseLevel at = Recorder.recorded(level);
        Scores clean = exact.cleanPoints(level, points, dimension);
        double root = Math.sqrt(at.signal());
        double[] guided = guided(at, points, new Scores(scores(at, root, points, clean.conditional()),
                scores(at, root, points, clean.unconditional())), dimension);
        for (int i = 0; i < guided.length; i++) {
            guided[i] = (points[i] + at.noise() * guided[i]) / root;
        }
        return new Scores(guided, guided.clone());
    }

    private static double[] scores(NoiseLevel level, double root, double[] points, double[] clean) {
        double[] scores = new double[points.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (root * clean[i] - points[i]) / level.noise();
        }
        return scores;
    }

    private double[] guided(NoiseLevel level, double[] points, Scores scores, int d) {
        double[] result = new double[points.length];
        for (int from = 0; from < points.length; from += d) {
            double[] one = rule.guided(level, w, Arrays.copyOfRange(points, from, from + d),
                    Arrays.copyOfRange(scores.conditional(), from, from + d),
                    Arrays.copyOfRange(scores.unconditional(), from, from + d));
            System.arraycopy(one, 0, result, from, d);
        }
        return result;
    }
}
