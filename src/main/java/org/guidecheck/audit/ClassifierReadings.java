package org.guidecheck.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.guidecheck.law.NoiseLevel;

/**
 * Ways in which the outputs of a classifier may be other than logits of the classes in their order: with permuted
 * columns, without or with twice the prior, too large or too small by a factor, or probabilities. Each has a
 * correction, and the one that brings the probabilities nearest to those of the law, on average over draws of its own,
 * is named. It decides nothing.
 */
final class ClassifierReadings {
    private static final int DRAWS = 512;
    /** Most of the distance that a correction may leave to be named. */
    private static final double MOST_LEFT = 0.5;
    private static final int MOST_NAMED = 6;
    /** Factors of all logits, as powers of the fourth root of 2. */
    private static final int MOST_POWER = 16;

    private final ModelUnderTest subject;
    private final int classes;
    private final List<Row> rows = new ArrayList<>();

    /** Logits of a model at a point, and the right probabilities. */
    @SuppressWarnings("ArrayRecordComponent") // never changed
    private record Row(double[] logits, double[] right) {
    }

    /** What the outputs would be, and the logits that they would stand for. */
    private record Correction(String name, UnaryOperator<double[]> logits) {
    }

    private ClassifierReadings(ModelUnderTest subject, ExactScores exact) {
        this.subject = subject;
        this.classes = subject.law().classes().size();
        LabelledDraws draws =
                new LabelledDraws(subject.law(), OptionalInt.empty(), subject.streams("readings of the classifier"));
        for (NoiseLevel level : subject.levels()) {
            double[] points = NoisedBatch.of(draws, 0, DRAWS, level).points();
            double[] said = subject.model().logits(level, points, subject.law().dimension());
            double[] right = exact.logProbabilities(level, points);
            for (int from = 0; from < said.length; from += classes) {
                rows.add(new Row(Arrays.copyOfRange(said, from, from + classes),
                        Arrays.stream(right, from, from + classes).map(Math::exp).toArray()));
            }
        }
    }

    /** The correction that fits best, in words; empty if none takes half of the distance away. */
    static String bestOf(ModelUnderTest subject, ExactScores exact) {
        ClassifierReadings readings = new ClassifierReadings(subject, exact);
        double as = readings.distance(each -> each);
        Correction best = readings.corrections().stream()
                .min(Comparator.comparingDouble(each -> readings.distance(each.logits()))).orElseThrow();
        double left = readings.distance(best.logits());
        return left <= MOST_LEFT * as
                ? String.format(Locale.ROOT, "fits best: %s (mean distance %.3f instead of %.3f)", best.name(), left,
                        as)
                : "";
    }

    private List<Correction> corrections() {
        double[] logPriors = subject.law().classes().stream().mapToDouble(each -> Math.log(each.prior())).toArray();
        List<Correction> all = new ArrayList<>();
        permutation().ifPresent(all::add);
        all.add(new Correction("the prior is divided out of its probabilities", plus(logPriors, 1)));
        all.add(new Correction("the prior is counted twice in its probabilities", plus(logPriors, -1)));
        all.add(new Correction("it gives probabilities for logits",
                logits -> Arrays.stream(logits).map(each -> Math.log(Math.max(each, Double.MIN_NORMAL))).toArray()));
        IntStream.rangeClosed(-MOST_POWER, MOST_POWER).filter(each -> each != 0).mapToObj(this::tempered)
                .forEach(all::add);
        return all;
    }

    private Correction tempered(int power) {
        double factor = Math.pow(2, power / 4.0);
        return new Correction(
                String.format(Locale.ROOT, "its logits are too %s by a factor of about %.3g (temperature)",
                        power > 0 ? "large" : "small", power > 0 ? factor : 1 / factor),
                logits -> Arrays.stream(logits).map(each -> each / factor).toArray());
    }

    private static UnaryOperator<double[]> plus(double[] logPriors, int times) {
        return logits -> {
            double[] result = logits.clone();
            for (int k = 0; k < result.length; k++) {
                result[k] += times * logPriors[k];
            }
            return result;
        };
    }

    /** The classes that the columns are nearest to, if each class is so for one column and some are in another place. */
    private Optional<Correction> permutation() {
        double[][] distances = new double[classes][classes];
        for (Row row : rows) {
            double[] said = ExactScores.probabilities(row.logits(), classes);
            for (int j = 0; j < classes; j++) {
                for (int k = 0; k < classes; k++) {
                    distances[j][k] += Math.abs(said[j] - row.right()[k]);
                }
            }
        }
        int[] of = IntStream.range(0, classes).map(j -> IntStream.range(0, classes).boxed()
                .min(Comparator.comparingDouble(k -> distances[j][k])).orElseThrow()).toArray();
        List<Integer> moved = IntStream.range(0, classes).filter(j -> of[j] != j).boxed().toList();
        if (moved.isEmpty() || Arrays.stream(of).distinct().count() < classes) {
            return Optional.empty();
        }
        String named = moved.stream().limit(MOST_NAMED)
                .map(j -> "that of " + label(j) + " is " + label(of[j])).collect(Collectors.joining(", "));
        return Optional.of(new Correction("its columns are permuted: " + named, logits -> {
            double[] result = new double[classes];
            for (int j = 0; j < classes; j++) {
                result[of[j]] = logits[j];
            }
            return result;
        }));
    }

    private String label(int k) {
        return subject.law().classes().get(k).label();
    }

    /** Mean distance in total variation of corrected probabilities from those of the law. */
    private double distance(UnaryOperator<double[]> correction) {
        double sum = 0;
        for (Row row : rows) {
            double[] said = ExactScores.probabilities(correction.apply(row.logits()), classes);
            for (int k = 0; k < classes; k++) {
                sum += Math.abs(said[k] - row.right()[k]) / 2;
            }
        }
        return sum / rows.size();
    }
}
