package org.guidecheck.audit;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.guidecheck.law.ClassVersusRest;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.law.block.BlockPosterior;
import org.guidecheck.oracle.mesh.LineLogOdds;
import org.guidecheck.sampler.BlockDenoiser;

/** Exact scores and class probabilities of a labelled law at noised points. */
final class ExactScores implements ScoreField {
    private final LabelledLaw law;
    private final List<BlockDenoiser> denoisers;
    private final List<ThreadLocal<BlockPosterior>> posteriors;

    ExactScores(LabelledLaw law) {
        this.law = law;
        List<ClassVersusRest> sides = IntStream.range(0, law.classes().size())
                .mapToObj(c -> ClassVersusRest.of(law, c)).toList();
        this.denoisers = sides.stream().map(BlockDenoiser::new).toList();
        this.posteriors = sides.stream().map(each -> ThreadLocal.withInitial(() -> new BlockPosterior(each))).toList();
    }

    LabelledLaw law() {
        return law;
    }

    /** The denoiser of a class against the rest. */
    BlockDenoiser denoiser(int c) {
        return denoisers.get(c);
    }

    @Override
    public double[] scores(NoiseLevel level, double[] points, OptionalInt c) {
        return c.isPresent() ? denoisers.get(c.getAsInt()).scores(level, points, law.dimension()).conditional()
                : denoisers.get(0).scores(level, points, law.dimension()).unconditional();
    }

    /** Log-odds of a class against the rest at each point. */
    double[] logOdds(int c, NoiseLevel level, double[] points) {
        BlockPosterior posterior = posteriors.get(c).get();
        posterior.setLevel(level);
        return posterior.logOdds(points);
    }

    /** Logarithms of the class probabilities at each point, row-major [n, number of classes]. */
    double[] logProbabilities(NoiseLevel level, double[] points) {
        int classes = law.classes().size();
        double[] logs = new double[points.length / law.dimension() * classes];
        for (int c = 0; c < classes; c++) {
            double[] odds = logOdds(c, level, points);
            for (int p = 0; p < odds.length; p++) {
                logs[p * classes + c] = -LineLogOdds.logReciprocal(odds[p]);
            }
        }
        return logs;
    }

    /** Probabilities from logits, row by row. */
    static double[] probabilities(double[] logits, int classes) {
        double[] result = logits.clone();
        for (int row = 0; row < logits.length; row += classes) {
            double largest = Arrays.stream(logits, row, row + classes).max().orElseThrow();
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                result[row + c] = Math.exp(logits[row + c] - largest);
                sum += result[row + c];
            }
            for (int c = 0; c < classes; c++) {
                result[row + c] /= sum;
            }
        }
        return result;
    }
}
