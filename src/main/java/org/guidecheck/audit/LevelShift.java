package org.guidecheck.audit;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.guidecheck.audit.Reading.Convention;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.sampler.pipe.PredictionType;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Requirement;

/**
 * Shift of the noise levels, in steps of those that a model was trained at, that explains most of its error: the error s_θ
 * − s regressed on the change of an exact model's answers from one level to the next. Levels count by the inverse of the
 * error there. It is a plain average, and a network's own error need not be orthogonal to that change; it tells two
 * audits of one network apart.
 */
final class LevelShift {
    private static final int DRAWS = 4096;

    private LevelShift() {
    }

    /** The shift; none for a model that names no levels. Positive towards cleaner ones. */
    static List<Evidence> of(ModelUnderTest subject, ExactScores exact) {
        List<NoiseLevel> trained = subject.model().levels();
        if (trained.isEmpty()) {
            return List.of();
        }
        boolean isConditional = subject.model().isConditional();
        Convention says = new Convention(PredictionType.find(subject.model().prediction()).orElseThrow(),
                subject.model().scale());
        LabelledDraws draws =
                new LabelledDraws(subject.law(), OptionalInt.empty(), subject.streams("shift of levels"));
        double products = 0;
        double squares = 0;
        double variance = 0;
        for (NoiseLevel level : subject.levels()) {
            int i = trained.indexOf(level);
            NoisedBatch batch = NoisedBatch.of(draws, 0, DRAWS, level);
            double[] error = less(batch.scores(subject.field(), isConditional), batch.scores(exact, isConditional));
            NoiseLevel noisier = trained.get(Math.max(0, i - 1));
            NoiseLevel cleaner = trained.get(Math.min(trained.size() - 1, i + 1));
            double steps = trained.indexOf(cleaner) - trained.indexOf(noisier);
            double[] change = less(batch.scores(says.of(exact, says, each -> cleaner), isConditional),
                    batch.scores(says.of(exact, says, each -> noisier), isConditional));
            double size = 0;
            PlainMean product = new PlainMean();
            PlainMean square = new PlainMean();
            for (int p = 0; p < DRAWS; p++) {
                int from = p * batch.dimension();
                size += Directions.dot(error, error, from, batch.dimension()) / DRAWS;
                product.add(Directions.dot(error, change, from, batch.dimension()) / steps);
                square.add(Directions.dot(change, change, from, batch.dimension()) / (steps * steps));
            }
            double weight = 1 / Math.max(size, Double.MIN_NORMAL);
            products += weight * product.mean();
            squares += weight * square.mean();
            variance += Math.pow(weight * product.standardError(), 2);
        }
        return squares > 0 && Double.isFinite(products / squares)
                ? List.of(Evidence.of(Evidence.Kind.PLAIN_SAMPLING, "shift of its levels that fits best, in steps",
                        products / squares).by("regression of the error", (long) DRAWS * subject.levels().size(), 0)
                        .decides(Requirement.NONE)
                        .with("standard error", String.format(Locale.ROOT, "%.2g", Math.sqrt(variance) / squares)))
                : List.of();
    }

    private static double[] less(double[] a, double[] b) {
        double[] result = a.clone();
        for (int i = 0; i < a.length; i++) {
            result[i] -= b[i];
        }
        return result;
    }
}
