package org.guidecheck.audit;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.guidecheck.audit.Reading.Convention;
import org.guidecheck.law.NoiseLevel;

/**
 * Readings of a model's noise levels with one number that is fitted: a factor of σ, or a number of steps among the
 * levels that it was trained at. Each is compared with the model's own reading in which the size of all predictions is
 * fitted as well, since a wrong size looks like a wrong level where there is little noise. The fits use draws of their
 * own.
 */
final class FittedReadings {
    private static final int DRAWS = 256;
    /** Logarithm of the largest factor of σ, of the grid's step, and the number of halvings of that step. */
    private static final double MOST = Math.log(8);
    private static final double STEP = 0.05;
    private static final int HALVINGS = 8;
    private static final double[] STEPS = {1, 2, 3, 4, 5, 7, 10, 15, 20, 30, 50, 100};

    private final ModelUnderTest subject;
    private final ExactScores exact;
    private final Convention declared;
    private final boolean isConditional;
    private final List<Seen> seen;

    /**
     * What a model answered at some draws of a level.
     *
     * @param batch  the draws
     * @param scores the scores that belong to the answers
     * @param unit   mean square of the exact scores
     */
    @SuppressWarnings("ArrayRecordComponent") // never changed
    private record Seen(NoisedBatch batch, double[] scores, double unit) {
    }

    private FittedReadings(ModelUnderTest subject, ExactScores exact) {
        this.subject = subject;
        this.exact = exact;
        this.declared = Convention.of(subject.model());
        this.isConditional = subject.model().isConditional();
        LabelledDraws draws = new LabelledDraws(subject.law(), OptionalInt.empty(), subject.streams("fit of levels"));
        this.seen = subject.levels().stream().map(level -> {
            NoisedBatch batch = NoisedBatch.of(draws, 0, DRAWS, level);
            return new Seen(batch, batch.scores(subject.field(), isConditional),
                    mean(batch.squares(batch.scores(exact, isConditional))));
        }).toList();
    }

    /** The factor of σ, and the number of steps of a model that names its levels, that fit best; none that is 1 or 0. */
    static List<Reading> of(ModelUnderTest subject, ExactScores exact) {
        FittedReadings fits = new FittedReadings(subject, exact);
        ScoreField sized = fits.sized();
        return Stream.of(fits.factor(sized), fits.steps(sized)).flatMap(Optional::stream).toList();
    }

    private Optional<Reading> factor(ScoreField sized) {
        DoubleUnaryOperator error = log -> error(scaled(Math.exp(log)));
        int half = (int) Math.round(MOST / STEP);
        double best = IntStream.rangeClosed(-half, half).mapToObj(i -> i * STEP)
                .min(Comparator.comparingDouble(error::applyAsDouble)).orElseThrow();
        double least = error.applyAsDouble(best);
        double step = STEP;
        for (int i = 0; i < HALVINGS; i++) {
            step /= 2;
            double centre = best;
            for (double log : new double[] {centre - step, centre + step}) {
                double at = error.applyAsDouble(log);
                if (at < least) {
                    least = at;
                    best = log;
                }
            }
        }
        return best == 0 ? Optional.empty()
                : Optional.of(new Reading(
                        String.format(Locale.ROOT, "its noise levels are too %s by a factor of %.3g in sigma",
                                best > 0 ? "high" : "low", Math.exp(Math.abs(best))),
                        isConditional,
                        scaled(Math.exp(best)), sized));
    }

    private Optional<Reading> steps(ScoreField sized) {
        List<NoiseLevel> trained = subject.model().levels();
        if (trained.isEmpty()) {
            return Optional.empty();
        }
        int best = DoubleStream.concat(Arrays.stream(STEPS), Arrays.stream(STEPS).map(each -> -each))
                .filter(each -> Math.abs(each) < trained.size()).mapToObj(each -> (int) each)
                .min(Comparator.comparingDouble(each -> error(moved(trained, each)))).orElse(0);
        return best == 0 ? Optional.empty()
                : Optional.of(new Reading(said(best, trained.size()), isConditional, moved(trained, best), sized));
    }

    private static String said(int steps, int count) {
        String direction = steps > 0 ? "cleaner" : "noisier";
        return Math.abs(steps) == 1
                ? "its noise level is off by one of " + count + ", to the " + direction + " one"
                : "its noise levels do not fit: it answers for those " + Math.abs(steps) + " of " + count + " steps "
                        + direction;
    }

    private ScoreField scaled(double factor) {
        return field(level -> NoiseLevel.ofLogSnr(level.logSnr() - 2 * Math.log(factor)));
    }

    private ScoreField moved(List<NoiseLevel> trained, int steps) {
        return field(level -> trained.get(Math.max(0, Math.min(trained.size() - 1, trained.indexOf(level) + steps))));
    }

    private ScoreField field(UnaryOperator<NoiseLevel> levels) {
        return declared.of(exact, declared, levels);
    }

    /** Mean square error of a field, relative to that of the scores, averaged over the levels. */
    private double error(ScoreField field) {
        double sum = 0;
        for (Seen each : seen) {
            double error = mean(each.batch().squaredDistances(each.scores(), each.batch().scores(field, isConditional)))
                    / each.unit();
            sum += Double.isFinite(error) ? error : Double.MAX_VALUE / seen.size();
        }
        return sum;
    }

    /** The exact scores that belong to predictions of the size that fits best. */
    private ScoreField sized() {
        ScoreField doubled = declared.sized(exact, 2);
        double products = 0;
        double squares = 0;
        for (Seen each : seen) {
            double[] right = each.batch().scores(exact, isConditional);
            double[] change = each.batch().scores(doubled, isConditional);
            for (int i = 0; i < right.length; i++) {
                change[i] -= right[i];
                products += change[i] * (each.scores()[i] - right[i]) / each.unit();
                squares += change[i] * change[i] / each.unit();
            }
        }
        double size = 1 + products / squares;
        return Double.isFinite(size) ? declared.sized(exact, size) : exact;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }
}
