package org.guidecheck.audit;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.guidecheck.audit.Reading.Convention;
import org.guidecheck.law.NoiseLevel;
import org.guidecheck.sampler.pipe.PredictionType;
import org.guidecheck.statistics.Evidence;
import org.guidecheck.statistics.Interval;
import org.guidecheck.statistics.Requirement;

/**
 * Whether a model's noise levels are off by one of those that it was trained at. One level of a thousand changes the
 * answers far less than a network errs, so that single levels do not show it. All levels together may: with r the model's
 * error and Δ the change of an exact model's answers to the next level, the model is closer to the next level than to its
 * own, in a mean square over all levels, if E Σ w (⟨r, Δ⟩ − ½‖Δ‖²) is above 0. So must be E Σ w (1.5‖Δ‖² − ⟨r, Δ⟩), or
 * the error is none of one level. The weights w of the levels are inverse mean square errors. Each sum is cut at
 * {@value #CUT} of its deviations. Weights and cuts come from draws of their own.
 */
final class LevelShift {
    private static final int PILOT = 2048;
    private static final int FEWEST = 4096;
    private static final int MOST = 65_536;
    private static final double CUT = 20;

    private final ModelUnderTest subject;
    private final ExactScores exact;
    private final boolean isCleaner;
    private final Convention says;
    private final LabelledDraws draws;
    private final List<NoiseLevel> levels;
    private final double[] weights;

    private LevelShift(ModelUnderTest subject, ExactScores exact, boolean isCleaner) {
        this.subject = subject;
        this.exact = exact;
        this.isCleaner = isCleaner;
        this.says = new Convention(PredictionType.find(subject.model().prediction()).orElseThrow(),
                subject.model().scale());
        this.draws = new LabelledDraws(subject.law(), OptionalInt.empty(), subject.streams("shift of levels"));
        this.levels = subject.levels();
        this.weights = levels.stream().mapToDouble(level -> 1 / error(level)).toArray();
    }

    /** Both directions; none for a model that names no levels. */
    static List<Evidence> of(ModelUnderTest subject, ExactScores exact, double alpha) {
        return subject.model().levels().isEmpty() ? List.of()
                : List.of(new LevelShift(subject, exact, true).evidence(alpha / 2),
                        new LevelShift(subject, exact, false).evidence(alpha / 2));
    }

    private String name() {
        return "its noise level is off by one of " + subject.model().levels().size() + ", to the "
                + (isCleaner ? "cleaner" : "noisier") + " one";
    }

    private NoiseLevel next(NoiseLevel level) {
        List<NoiseLevel> trained = subject.model().levels();
        int i = trained.indexOf(level) + (isCleaner ? 1 : -1);
        return trained.get(Math.max(0, Math.min(trained.size() - 1, i)));
    }

    /** Errors of the model, and changes to the next level, at the draws of a level. */
    @SuppressWarnings("ArrayRecordComponent") // never changed
    private record Errors(double[] error, double[] change, int dimension) {
        double product(int p) {
            return Directions.dot(error, change, p * dimension, dimension);
        }

        double square(int p) {
            return Directions.dot(change, change, p * dimension, dimension);
        }
    }

    private Errors errors(NoiseLevel level, long first, int count) {
        boolean isConditional = subject.model().isConditional();
        NoisedBatch batch = NoisedBatch.of(draws, first, count, level);
        double[] right = batch.scores(exact, isConditional);
        return new Errors(less(batch.scores(subject.field(), isConditional), right),
                less(batch.scores(says.of(exact, says, this::next), isConditional), right), batch.dimension());
    }

    /** Mean square error at a level; at least a share of the change to the next level, for models that are exact. */
    private double error(NoiseLevel level) {
        Errors errors = errors(level, 0, PILOT);
        double sum = 0;
        for (int p = 0; p < PILOT; p++) {
            sum += Directions.dot(errors.error(), errors.error(), p * errors.dimension(), errors.dimension())
                    + errors.square(p);
        }
        return Math.max(sum / PILOT, Double.MIN_NORMAL);
    }

    private Evidence evidence(double alpha) {
        // A shift of two steps or more, such as that of an error in the scale of all answers, is not one of one step.
        Evidence below = mean("room below a shift by 1.5 steps if " + name(), -1, 1.5, alpha / 2);
        Evidence above = mean("gain if " + name(), 1, -0.5, alpha / 2);
        String words = String.format(Locale.ROOT, "%s: a shift by %.2f steps fits best", name(), steps());
        return (below.bounds().lower() > 0 ? above : above.decides(Requirement.NONE)).saying(words).asAttempt();
    }

    /** The mean of Σ w (a⟨r, Δ⟩ + b‖Δ‖²), cut and divided by the cut; measured until its sign is known. */
    private Evidence mean(String quantity, double a, double b, double alpha) {
        PlainMean pilot = new PlainMean();
        for (double each : sums(0, PILOT, a, b)) {
            pilot.add(each * each);
        }
        double cut = CUT * Math.sqrt(pilot.mean());
        if (!(cut > 0 && cut < Double.POSITIVE_INFINITY)) {
            return Evidence.of(Evidence.Kind.BOUNDED_SAMPLING, quantity, 0).by("draws").decides(Requirement.NONE);
        }
        return new MeanOfDraws(quantity, new Interval(-1, 1), Requirement.atMost("at most 0", 0, 0), alpha, FEWEST,
                subject.effort().samples(MOST)).decide((first, count) -> {
                    double[] sums = sums(PILOT + first, count, a, b);
                    for (int p = 0; p < count; p++) {
                        sums[p] = Math.max(-1, Math.min(1, sums[p] / cut));
                    }
                    return sums;
                });
    }

    private double[] sums(long first, int count, double a, double b) {
        double[] sums = new double[count];
        for (int l = 0; l < weights.length; l++) {
            Errors errors = errors(levels.get(l), first, count);
            for (int p = 0; p < count; p++) {
                sums[p] += weights[l] * (a * errors.product(p) + b * errors.square(p));
            }
        }
        return sums;
    }

    /** The shift in steps that fits best, a plain average. */
    private double steps() {
        double products = 0;
        double squares = 0;
        for (int l = 0; l < weights.length; l++) {
            Errors errors = errors(levels.get(l), PILOT, FEWEST);
            for (int p = 0; p < FEWEST; p++) {
                products += weights[l] * errors.product(p);
                squares += weights[l] * errors.square(p);
            }
        }
        return squares > 0 ? products / squares : 0;
    }

    private static double[] less(double[] a, double[] b) {
        double[] result = a.clone();
        for (int i = 0; i < a.length; i++) {
            result[i] -= b[i];
        }
        return result;
    }
}
