package org.guidecheck.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.guidecheck.claim.Resolution;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;

/**
 * Claim {@code audit.consistency}: the model's own parts fit together; the law gives only the points at which they are
 * compared. With s_k the scores for class k, s those without a label and p(k|y) the model's classifier:
 *
 * <ul>
 * <li>Bayes' rule: u·(s_c − s) is the derivative of log p(c|y) along a random direction u.
 * <li>The mixture: s = Σ p(k|y) s_k. Without a classifier and for two classes, s must lie between s_1 and s_2.
 * </ul>
 *
 * <p>Both residuals are squared, divided by the mean square of s, as the error of a score is, and cut at 1; their means
 * must be below the limit on such errors.
 */
final class Consistency extends AuditClaim {
    /** Rounding of numbers in single precision, relative, with a margin. */
    private static final double SINGLE = 0x1p-22;
    private static final int PILOT = 1024;
    private static final int FEWEST = 2048;
    private static final int MOST = 65_536;

    Consistency() {
        super("consistency",
                "the predictions for the classes, those without a label and the classifier fit together, up to the limit "
                        + "of --max-error",
                new Resolution(0.01, "of E‖s‖²"));
    }

    /** {@inheritDoc} Two of the three parts fix each other only for two classes. */
    @Override
    boolean appliesTo(ModelUnderTest subject) {
        return subject.model().isConditional() && subject.model().isUnconditional()
                && (subject.model().isClassifier() || subject.law().classes().size() == 2);
    }

    /** Squared residual of an identity at each point. */
    private interface Residual {
        double[] squares(ModelUnderTest subject, NoisedBatch batch, long first);
    }

    @Override
    Findings findings(ModelUnderTest subject, double alpha) {
        List<NoiseLevel> levels = subject.levels();
        List<Evidence> evidence = new ArrayList<>();
        boolean classifies = subject.model().isClassifier();
        double share = alpha / (levels.size() * (classifies ? 2 : 1));
        for (NoiseLevel level : levels) {
            if (classifies) {
                evidence.add(at(subject, level, "residual of Bayes' rule " + subject.named(OptionalInt.of(subject.c())),
                        Consistency::ofBayes, share));
            }
            evidence.add(at(subject, level, "residual of the mixture without a label",
                    classifies ? Consistency::ofMixture : Consistency::ofTwo, share));
        }
        return Findings.of(evidence);
    }

    private Evidence at(ModelUnderTest subject, NoiseLevel level, String name, Residual residual, double alpha) {
        LabelledDraws draws =
                new LabelledDraws(subject.law(), OptionalInt.empty(), subject.streams("consistency"));
        NoisedBatch pilot = NoisedBatch.of(draws, 0, PILOT, level);
        double size = Arrays.stream(pilot.squares(pilot.scores(subject.field(), false))).average().orElseThrow();
        return new MeanOfDraws(name + at(level),
                new Interval(0, 1), Requirement.atMost(String.format(Locale.ROOT, "at most %.3g", subject.maxError()),
                        subject.maxError(), resolution(subject)),
                alpha, FEWEST, subject.effort().samples(MOST)).decide((first, count) -> {
                    double[] squares = residual.squares(subject,
                            NoisedBatch.of(draws, PILOT + first, count, level), first);
                    for (int p = 0; p < count; p++) {
                        squares[p] = size > 0 ? Math.min(1, squares[p] / size) : 1;
                    }
                    return squares;
                });
    }

    private static double[] ofBayes(ModelUnderTest subject, NoisedBatch batch, long first) {
        int d = batch.dimension();
        double[] u = Directions.units(subject.streams("directions of Bayes"), first, batch.count(), d);
        double step = Directions.step(subject, batch.level());
        double[] conditional = subject.field().scores(batch.level(), batch.points(), OptionalInt.of(subject.c()));
        double[] free = subject.field().scores(batch.level(), batch.points(), OptionalInt.empty());
        Logs above = Logs.of(subject, batch.level(), Directions.moved(batch.points(), u, step));
        Logs below = Logs.of(subject, batch.level(), Directions.moved(batch.points(), u, -step));
        double unit = subject.model().isSingle() ? SINGLE : 0;
        double[] squares = new double[batch.count()];
        for (int p = 0; p < squares.length; p++) {
            double gradient = Directions.dot(u, conditional, p * d, d) - Directions.dot(u, free, p * d, d);
            double rounding = unit * ((above.largest[p] + below.largest[p]) / (2 * step)
                    + Math.abs(gradient) * largest(batch.points(), p * d, d) / step);
            double difference = Math.max(0,
                    Math.abs(gradient - (above.logs[p] - below.logs[p]) / (2 * step)) - rounding);
            // On average over directions the square of a projection is 1/d of a vector's.
            squares[p] = Double.isFinite(difference) ? d * difference * difference : Double.MAX_VALUE;
        }
        return squares;
    }

    private static double largest(double[] values, int from, int count) {
        double most = 0;
        for (int i = from; i < from + count; i++) {
            most = Math.max(most, Math.abs(values[i]));
        }
        return most;
    }

    /**
     * Log-probabilities of the class at points, and the largest logit of each, which rounding is in proportion to.
     *
     * @param logs    log p(c|y)
     * @param largest absolute value of the largest logit
     */
    @SuppressWarnings("ArrayRecordComponent") // read at once
    private record Logs(double[] logs, double[] largest) {
        static Logs of(ModelUnderTest subject, NoiseLevel level, double[] points) {
            int classes = subject.law().classes().size();
            double[] logits = subject.model().logits(level, points, subject.law().dimension());
            double[] most = new double[logits.length / classes];
            Arrays.setAll(most, p -> Consistency.largest(logits, p * classes, classes));
            return new Logs(Calibration.logProbabilities(logits, classes, subject.c()), most);
        }
    }

    private static double[] ofMixture(ModelUnderTest subject, NoisedBatch batch, long first) {
        int classes = subject.law().classes().size();
        int d = batch.dimension();
        double[] probabilities = ExactScores.probabilities(
                subject.model().logits(batch.level(), batch.points(), d), classes);
        double[] mixed = new double[batch.points().length];
        for (int k = 0; k < classes; k++) {
            double[] scores = subject.field().scores(batch.level(), batch.points(), OptionalInt.of(k));
            for (int i = 0; i < mixed.length; i++) {
                mixed[i] += probabilities[i / d * classes + k] * scores[i];
            }
        }
        return batch.squaredDistances(mixed, batch.scores(subject.field(), false));
    }

    /** Squared distance of the score without a label from the segment between those of two classes. */
    private static double[] ofTwo(ModelUnderTest subject, NoisedBatch batch, long first) {
        int d = batch.dimension();
        double[] one = subject.field().scores(batch.level(), batch.points(), OptionalInt.of(0));
        double[] two = subject.field().scores(batch.level(), batch.points(), OptionalInt.of(1));
        double[] free = batch.scores(subject.field(), false);
        double[] nearest = new double[one.length];
        for (int p = 0; p < one.length; p += d) {
            double product = 0;
            double square = 0;
            for (int i = p; i < p + d; i++) {
                product += (free[i] - two[i]) * (one[i] - two[i]);
                square += (one[i] - two[i]) * (one[i] - two[i]);
            }
            double share = square > 0 ? Math.max(0, Math.min(1, product / square)) : 0;
            for (int i = p; i < p + d; i++) {
                nearest[i] = two[i] + share * (one[i] - two[i]);
            }
        }
        return batch.squaredDistances(nearest, free);
    }
}
